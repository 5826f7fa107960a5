import { type RowKernels, toNormText } from "../../kernels/index.ts";

/** Words of a key. */
export const wordsPerKey = 4;

/**
 * Writes the 128-bit key of the current row's question text under `norm`: instruction, then, if there is one, the input on a
 * new line. Rows with equal keys are exact duplicates here.
 */
export function hashQuestion(kernels: RowKernels, into: Uint32Array, at: number): void {
  const input = kernels.fieldText("input");
  if (input === "") kernels.hashRow("question", "norm", into, at);
  else kernels.hashTexts([toNormText(`${kernels.fieldText("instruction")}\n${input}`)], into, at);
}
