import { writeFileSync } from "node:fs";
import { createRowKernels } from "../../../src/kernels/index.ts";
import { maxLineBytes, SyntheticTexts } from "../synthetic-texts.ts";

/** Writes the signatures of the questions of synthetic rows, 128 words of 32 bits each. */
const [path = "", count = ""] = process.argv.slice(2);
const permutations = 128;
const kernels = createRowKernels();
const signer = kernels.createSigner({ unit: "word", size: 8, permutations, seed: 1 });
const texts = new SyntheticTexts({ seed: 5, isAscii: false });
const signatures = new Uint32Array(Number(count) * permutations);
const line = new Uint8Array(maxLineBytes);
for (let row = 0; row < Number(count); row++) {
  const end = texts.writeRow(row, line, 0);
  const { instruction } = JSON.parse(Buffer.from(line.buffer, 0, end).toString()) as { instruction: string };
  kernels.setRow(instruction, "", "");
  signer.signRow(signatures, row * permutations);
}
writeFileSync(path, signatures);
