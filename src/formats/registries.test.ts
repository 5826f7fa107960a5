import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { exportFormats, findingsFormats, importFormats, mixtureReaders } from "./index.ts";

test.each([
  ["exports", exportFormats],
  ["imports", importFormats],
  ["mixtures", mixtureReaders],
  ["findings", findingsFormats],
])("every file of %s is in its registry under its own name", (folder, formats) => {
  const files = readdirSync(new URL(folder, import.meta.url)).filter(
    (file) => file !== "index.ts" && !file.endsWith(".test.ts"),
  );
  expect(formats.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
});
