import { readFile } from "node:fs/promises";
import { createRowKernels, type ShingleUnit } from "../../../src/kernels/index.ts";
import { measureWork, printFigures } from "../../sides/side-output.ts";

/** Signs texts, one on a line, as the product signs rows: each made the current row, then signed. */
const [kind = "", unit = "", path = "", count = ""] = process.argv.slice(2);
const permutations = 128;
const kernels = createRowKernels(kind === "plain" ? { prefer: "plain" } : {});
const signer = kernels.createSigner({ unit: unit as ShingleUnit, size: 8, permutations, seed: 1 });
const signature = new Uint32Array(permutations);
const texts = (await readFile(path, "utf8")).split("\n").slice(0, Number(count));

signAll(texts.slice(0, 500));
const { cpuSeconds } = measureWork(() => signAll(texts));
printFigures({ texts: texts.length / cpuSeconds, path: kernels.kind });

function signAll(these: readonly string[]): void {
  for (const text of these) {
    kernels.setRow(text, "", "");
    signer.signRow(signature, 0);
  }
}
