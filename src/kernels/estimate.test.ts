import { expect, test } from "vitest";
import { createRowKernels } from "./index.ts";

const permutations = 128;
const pairs = 4000;
const options = { unit: "word", size: 1, permutations, seed: 11 } as const;
const kernels = createRowKernels();
const signer = kernels.createSigner(options);

test("the share of equal minima estimates the Jaccard index as well as theory allows, without bias", () => {
  let squares = 0;
  let expectedSquares = 0;
  let sum = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const shared = 1 + ((pair * 37) % 199);
    const own = (200 - shared) >> 1;
    const jaccard = shared / (shared + own * 2);
    const common = listWords(pair, 0, shared);
    const first = sign([...common, ...listWords(pair, shared, own)]);
    const second = sign([...common, ...listWords(pair, shared + own, own)]);
    const equal = first.reduce((count, word, at) => count + (word === second[at] ? 1 : 0), 0);
    const error = equal / permutations - jaccard;
    sum += error;
    squares += error ** 2;
    expectedSquares += (jaccard * (1 - jaccard)) / permutations;
  }
  expect(Math.sqrt(squares / pairs)).toBeLessThanOrEqual(1.1 * Math.sqrt(expectedSquares / pairs));
  expect(Math.abs(sum / pairs)).toBeLessThanOrEqual(0.003);
});

test("another seed is another estimate", () => {
  const words = listWords(1, 0, 50).join(" ");
  kernels.setRow(words, "", "");
  const signatures = [1, 2, 1].map((seed) => {
    const into = new Uint32Array(permutations);
    kernels.createSigner({ ...options, seed }).signRow(into, 0);
    return [...into];
  });
  expect(signatures[2]).toEqual(signatures[0]);
  const equal = signatures[0]!.filter((word, at) => word === signatures[1]![at]);
  expect(equal.length).toBeLessThan(8);
});

/** Words like those of a text with numbers: near each other, never equal. */
function listWords(pair: number, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `w${pair * 1000 + from + index}`);
}

function sign(words: readonly string[]): Uint32Array {
  const into = new Uint32Array(permutations);
  kernels.setRow(words.join(" "), "", "");
  signer.signRow(into, 0);
  return into;
}
