import { createRowKernels } from "../../../src/kernels/index.ts";
import { printFigures } from "../../sides/side-output.ts";
import { RandomNumbers } from "../random-numbers.ts";

/**
 * Pairs of texts whose Jaccard similarity is known, since words are drawn for one, the other or both: how far the share of
 * equal values in their signatures is from it. A shingle is a word here.
 */
const [kind = "", count = ""] = process.argv.slice(2);
const permutations = 128;
const wordsPerPair = 200;
const kernels = createRowKernels(kind === "plain" ? { prefer: "plain" } : {});
const signature = [new Uint32Array(permutations), new Uint32Array(permutations)] as const;
const random = new RandomNumbers();
random.restart(11, 12, 13);
let squares = 0;
let theorySquares = 0;
let errors = 0;
for (let pair = 0; pair < Number(count); pair++) {
  const signer = kernels.createSigner({ unit: "word", size: 1, permutations, seed: pair });
  const shared = 1 + random.nextBelow(wordsPerPair - 1);
  const words = Array.from({ length: wordsPerPair }, (_, word) => `w${pair}x${word}`);
  const alone = words.slice(shared);
  const both = words.slice(0, shared);
  const texts = [
    [...both, ...alone.filter((_, place) => place % 2 === 0)],
    [...both, ...alone.filter((_, place) => place % 2 === 1)],
  ] as const;
  for (const side of [0, 1] as const) {
    kernels.setRow(texts[side].join(" "), "", "");
    signer.signRow(signature[side], 0);
  }
  const similarity = shared / wordsPerPair;
  const equal = signature[0].filter((value, place) => value === signature[1][place]).length;
  const error = equal / permutations - similarity;
  squares += error * error;
  theorySquares += (similarity * (1 - similarity)) / permutations;
  errors += error;
}
printFigures({
  rootMeanSquare: Math.sqrt(squares / Number(count)),
  theory: Math.sqrt(theorySquares / Number(count)),
  bias: errors / Number(count),
  path: kernels.kind,
});
