import { readFile } from "node:fs/promises";
import { createRowKernels } from "../../../src/kernels/index.ts";
import { measureWork, printFigures } from "../../sides/side-output.ts";

/** Looks the 8-grams of every text up, each text made the current row as a scan does. */
const [kind = "", itemPath = "", textPath = ""] = process.argv.slice(2);
const kernels = createRowKernels(kind === "plain" ? { prefer: "plain" } : {});
const index = kernels.createGramIndex({ unit: "word", size: 8 });
for (const item of await readLines(itemPath)) index.add(item);
const texts = await readLines(textPath);
const { result: hits, cpuSeconds } = measureWork(() => {
  let found = 0;
  for (const text of texts) {
    kernels.setRow(text, "", "");
    found += index.findInRow("instruction").length / 2;
  }
  return found;
});
printFigures({ texts: texts.length / cpuSeconds, grams: index.gramCount, hits, path: kernels.kind });

async function readLines(path: string): Promise<string[]> {
  return (await readFile(path, "utf8")).trimEnd().split("\n");
}
