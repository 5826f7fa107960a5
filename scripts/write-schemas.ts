import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { publishedSchemas, toJsonSchema } from "../src/app/index.ts";

const folder = fileURLToPath(new URL("../schemas/", import.meta.url));

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const published of publishedSchemas) {
  await writeFile(`${folder}${published.name}.json`, `${JSON.stringify(toJsonSchema(published), null, 2)}\n`);
}
process.stdout.write(`${publishedSchemas.length} schemas in ${folder}\n`);
