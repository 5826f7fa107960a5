import { publishedSchemas } from "../../src/app/index.ts";
import { toTable, writtenByScript } from "./markdown.ts";

export function toSchemasPage(): string {
  return [
    "# Schemas",
    writtenByScript,
    `What Stemma prints as JSON is described by JSON Schema 2020-12. The files are in the package under \`schemas/\`
(\`import.meta.resolve("stemma/schemas/edge.v1.json")\`); \`npm run build\` writes them from the same definitions that
check the data at run time. A change that would break a reader gets a new version in the name.`,
    toTable(
      ["schema", "describes"],
      publishedSchemas.map(({ name, meaning }) => [`\`${name}.json\``, meaning]),
    ),
    "In every schema an edge points from `upstream` to `downstream`: the upstream contributed to the downstream.",
  ].join("\n\n");
}
