import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createRowKernels,
  listTokens,
  type RowKernels,
  rowFields,
  type ShingleUnit,
  shingleUnits,
} from "./index.ts";

const kinds: readonly RowKernels["kind"][] = ["plain", "wasm-simd"];
const mask = (1n << 64n) - 1n;
/** Texts in which white space, case, scripts, escapes and surrogates without their other half meet. */
const texts = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength: 12 }) },
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.constantFrom(
        " ",
        "\n",
        "\u3000",
        "\ufeff",
        "模型",
        "ガ",
        "𠮷",
        "ΣΑΣ",
        "İ",
        "\ud800",
        "é",
        "e\u0301",
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

describe.each(kinds)("%s kernels", (kind) => {
  const kernels = createRowKernels({ prefer: kind });

  test("have an empty row to begin with", () => {
    const fresh = createRowKernels({ prefer: kind });
    expect([fresh.fieldText("instruction"), fresh.fieldText("output")]).toEqual(["", ""]);
    expect(fresh.isFieldEmpty("input")).toBe(true);
    expect(fresh.kind).toBe(kind);
  });

  test("keep the row's texts as UTF-8 does", () => {
    fc.assert(
      fc.property(texts, texts, texts, (instruction, input, output) => {
        kernels.setRow(instruction, input, output);
        expect(kernels.fieldText("instruction")).toBe(instruction.toWellFormed());
        expect(kernels.fieldText("input")).toBe(input.toWellFormed());
        expect(kernels.fieldText("output")).toBe(output.toWellFormed());
        expect(rowFields.map(kernels.isFieldEmpty)).toEqual(
          [instruction, input, output].map((text) => text === ""),
        );
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  test("hash a text as MurmurHash3 is published", () => {
    expect(toHex(hash((into) => kernels.hashText("hello, world", into, 0)))).toBe(
      "342fac623a5ebc8e4cdcbc079642414d",
    );
  });

  test("hash the scope's fields in their form, each with its end", () => {
    fc.assert(
      fc.property(texts, texts, texts, (instruction, input, output) => {
        kernels.setRow(instruction, input, output);
        const norm = (text: string) => text.trim().replace(/\s+/g, " ");
        const ofRow = (scope: "question" | "pair" | "triplet", form: "raw" | "trim" | "norm") =>
          hash((into) => kernels.hashRow(scope, form, into, 0));
        const ofTexts = (...parts: string[]) => hash((into) => kernels.hashTexts(parts, into, 0));
        expect(ofRow("question", "raw")).toEqual(ofTexts(instruction));
        expect(ofRow("pair", "raw")).toEqual(ofTexts(instruction, input));
        expect(ofRow("triplet", "trim")).toEqual(ofTexts(instruction.trim(), input.trim(), output.trim()));
        expect(ofRow("triplet", "norm")).toEqual(ofTexts(norm(instruction), norm(input), norm(output)));
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  test("do not confuse texts that are cut at another place", () => {
    const ofTexts = (...parts: string[]) => toHex(hash((into) => kernels.hashTexts(parts, into, 0)));
    expect(new Set([ofTexts("ab", ""), ofTexts("a", "b"), ofTexts("", "ab"), ofTexts("ab")]).size).toBe(4);
  });

  test("write hashes only where they were told to", () => {
    const into = new Uint32Array(6).fill(7);
    kernels.hashText("x", into, 1);
    expect([into[0], into[5]]).toEqual([7, 7]);
  });

  test("make the shingles that the definition gives", () => {
    fc.assert(
      fc.property(
        texts,
        texts,
        fc.constantFrom(...shingleUnits),
        fc.integer({ min: 1, max: 9 }),
        (instruction, input, unit, size) => {
          kernels.setRow(instruction, input, "not part of the question");
          const text = input === "" ? instruction : `${instruction}\n${input}`;
          const expected = defineShingles(text.toWellFormed(), unit, size).map((word) => Number(word >> 11n));
          expect([...kernels.shingleRow({ unit, size })]).toEqual(
            [...new Set(expected)].sort((a, b) => a - b),
          );
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });

  test("take a text with fewer tokens than a shingle as one, and one without tokens as none", () => {
    const count = (text: string, size: number) => {
      kernels.setRow(text, "", "");
      return kernels.shingleRow({ unit: "word", size }).length;
    };
    expect([count("a b c", 8), count("a b c", 3), count("a b c", 2), count(" \u3000", 8)]).toEqual([
      1, 1, 2, 0,
    ]);
  });

  test("sign with the least value of each permutation", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...shingleUnits), fc.nat(), (text, unit, seed) => {
        kernels.setRow(text, "", "");
        const signature = new Uint32Array(18);
        const signer = kernels.createSigner({ unit, size: 3, permutations: 16, seed });
        const shingles = defineShingles(text.toWellFormed(), unit, 3);
        expect(signer.signRow(signature, 1)).toBe(shingles.length);
        expect([...signature]).toEqual([0, ...defineSignature(shingles, 16, BigInt(seed)), 0]);
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  test("refuse sizes, permutations and seeds that mean nothing", () => {
    const options = { unit: "word", size: 8, permutations: 128, seed: 1 } as const;
    expect(() => kernels.createSigner({ ...options, permutations: 100 })).toThrow(RangeError);
    expect(() => kernels.createSigner({ ...options, seed: -1 })).toThrow(RangeError);
    expect(() => kernels.createSigner({ ...options, size: 0 })).toThrow(RangeError);
    expect(() => kernels.createGramIndex({ unit: "word", size: 1.5 })).toThrow(RangeError);
    expect(() => kernels.shingleRow({ unit: "word", size: 0 })).toThrow(RangeError);
  });

  test("number n-grams by first appearance and find them again", () => {
    const index = kernels.createGramIndex({ unit: "alnum", size: 2 });
    expect([...index.add("a b A, b c")]).toEqual([0, 1, 0, 2]);
    expect([...index.add("b c d")]).toEqual([2, 3]);
    expect([...index.add("")]).toEqual([]);
    expect(index.gramCount).toBe(4);
    kernels.setRow("x a b c", "", "c d!");
    expect([...index.findInRow("instruction")]).toEqual([1, 0, 2, 2]);
    expect([...index.findInRow("input")]).toEqual([]);
    expect([...index.findInRow("output")]).toEqual([0, 3]);
    expect([...index.findInText("b, a\nb")]).toEqual([0, 1, 1, 0]);
    expect(kernels.fieldText("instruction")).toBe("x a b c");
  });

  test("find exactly the n-grams that a set of them holds", () => {
    fc.assert(
      fc.property(
        fc.array(texts, { maxLength: 8 }),
        texts,
        fc.constantFrom(...shingleUnits),
        fc.integer({ min: 1, max: 3 }),
        (added, text, unit, size) => {
          const index = kernels.createGramIndex({ unit, size });
          const numbers = new Map<bigint, number>();
          for (const one of added) {
            const grams = defineShingles(one.toWellFormed(), unit, size);
            for (const gram of grams) if (!numbers.has(gram)) numbers.set(gram, numbers.size);
            expect([...index.add(one)]).toEqual(grams.map((gram) => numbers.get(gram)));
          }
          expect(index.gramCount).toBe(numbers.size);
          const expected = defineShingles(text.toWellFormed(), unit, size).flatMap((gram, at) =>
            numbers.has(gram) ? [at, numbers.get(gram)] : [],
          );
          expect([...index.findInText(text)]).toEqual(expected);
          kernels.setRow("", "", text);
          expect([...index.findInRow("output")]).toEqual(expected);
        },
      ),
      { numRuns: 100, seed: 5 },
    );
  });

  test("keep an index of many n-grams", () => {
    const index = kernels.createGramIndex({ unit: "word", size: 1 });
    const words = Array.from({ length: 20_000 }, (_, at) => `w${at}`);
    expect([...index.add(words.join(" "))]).toEqual(words.map((_, at) => at));
    expect([...index.findInText("w19999 nothing w5")]).toEqual([0, 19_999, 2, 5]);
  });
});

/** The definition of shingles, in arithmetic without bounds. */
function defineShingles(text: string, unit: ShingleUnit, size: number): bigint[] {
  const tokens = listTokens(text, unit).map(defineToken);
  const width = Math.min(size, tokens.length);
  if (width === 0) return [];
  return tokens.slice(0, tokens.length - width + 1).map((_, at) => {
    const run = tokens.slice(at, at + width);
    return finish(run.reduce((sum, token) => (sum * 0xd6e8feb86659fd93n + token) & mask, 0n));
  });
}

function defineToken(token: string): bigint {
  const bytes = new TextEncoder().encode(token);
  let hash = (BigInt(bytes.length) * 0x9e3779b97f4a7c15n) & mask;
  for (let at = 0; at < bytes.length; at += 8) {
    const chunk = [...bytes.subarray(at, at + 8)].reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    hash = ((hash ^ chunk) * 0x9e3779b185ebca87n) & mask;
    hash ^= hash >> 32n;
  }
  hash = (hash * 0xc2b2ae3d27d4eb4fn) & mask;
  return hash ^ (hash >> 32n);
}

function finish(word: bigint): bigint {
  let mixed = word;
  mixed = ((mixed ^ (mixed >> 33n)) * 0xff51afd7ed558ccdn) & mask;
  mixed = ((mixed ^ (mixed >> 33n)) * 0xc4ceb9fe1a85ec53n) & mask;
  return mixed ^ (mixed >> 33n);
}

/** Multipliers first, then addends, as SplitMix64 gives them. */
function defineSignature(shingles: readonly bigint[], count: number, seed: bigint): number[] {
  const draws = Array.from({ length: count * 2 }, (_, index) => {
    let mixed = (seed + BigInt(index + 1) * 0x9e3779b97f4a7c15n) & mask;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & mask;
    return mixed ^ (mixed >> 31n);
  });
  return draws.slice(0, count).map((a, index) => {
    const b = draws[count + index]!;
    const values = shingles.map((shingle) => Number(((a * (shingle >> 32n) + b) & mask) >> 32n));
    return Math.min(0xffffffff, ...values);
  });
}

function hash(write: (into: Uint32Array) => void): Uint32Array {
  const into = new Uint32Array(4);
  write(into);
  return into;
}

function toHex([a, b, c, d]: Uint32Array): string {
  return [b, a, d, c].map((word) => (word ?? 0).toString(16).padStart(8, "0")).join("");
}
