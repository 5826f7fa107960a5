import { healthSigns, rowAdapters } from "../../src/rows/index.ts";
import { toTable, writtenByScript } from "./markdown.ts";

export function toRowAdaptersPage(): string {
  return [
    "# Layouts of rows",
    writtenByScript,
    `Every command on rows tells from the first rows of an input how they are laid out; \`stemma rows inspect\` shows what it found.
Where several layouts fit equally well, the one further up counts. \`--map\` says it by hand
([how to](../how-to/read-any-dataset.md)).`,
    toTable(
      ["layout", "rows", "where the parts are", "for example"],
      rowAdapters.map(({ name, meaning, places, examples }) => [name, meaning, places, examples.join(", ")]),
    ),
    "## What `rows inspect` says about rows",
    toTable(
      ["sign", "means"],
      Object.entries(healthSigns).map(([sign, meaning]) => [sign.replaceAll("-", " "), meaning]),
    ),
  ].join("\n\n");
}
