import { toNormText } from "../list-tokens.ts";
import { createPermutations } from "../permutations.ts";
import {
  type ByteForm,
  type GramIndex,
  type KeyScope,
  keyScopes,
  type RowField,
  type RowKernels,
  type RowSigner,
  rowFields,
  type ShingleOptions,
  type ShingleUnit,
  type SignatureOptions,
} from "../row-kernels.ts";
import { requireSize } from "../shingle-size.ts";
import { toDistinctNumbers } from "../to-distinct-numbers.ts";
import { GramTable } from "./gram-table.ts";
import { openPlainScanner } from "./line-scanner.ts";
import { type HashTarget, hashBytes } from "./murmur-hash.ts";
import { hashShingles } from "./shingles.ts";
import { signShingles } from "./sign-shingles.ts";
import { hashTokens } from "./token-hashes.ts";

const forms: Readonly<Record<ByteForm, (text: string) => string>> = {
  raw: (text) => text,
  trim: (text) => text.trim(),
  norm: toNormText,
};

interface CurrentRow {
  texts: [string, string, string];
}

/** Every member of `RowKernels` in TypeScript alone: what the others are checked against, and used where they cannot run. */
export function createPlainKernels(): RowKernels {
  const row: CurrentRow = { texts: ["", "", ""] };
  const hashTexts = createTextHasher();
  const setRow = (...texts: CurrentRow["texts"]) => {
    row.texts = [texts[0].toWellFormed(), texts[1].toWellFormed(), texts[2].toWellFormed()];
  };
  const fieldText = (field: RowField) => row.texts[rowFields.indexOf(field)] ?? "";
  return {
    kind: "plain",
    setRow,
    fieldText,
    isFieldEmpty: (field) => fieldText(field) === "",
    hashRow: (scope: KeyScope, form: ByteForm, into: Uint32Array, at: number) => {
      const texts = row.texts.slice(0, keyScopes.indexOf(scope) + 1);
      hashTexts(texts.map(forms[form]), 1, { into, at });
    },
    hashTexts: (texts, into, at) => hashTexts(texts, 1, { into, at }),
    hashText: (text, into, at) => hashTexts([text], 0, { into, at }),
    shingleRow: ({ unit, size }) =>
      toDistinctNumbers(hashShingles(hashTokens(toQuestionText(row), unit), requireSize(size))),
    openScanner: (fields) => openPlainScanner(fields, setRow),
    createSigner: (options) => createPlainSigner(row, options),
    createGramIndex: (options) => createPlainGramIndex(fieldText, options),
  };
}

function toQuestionText({ texts: [instruction, input] }: CurrentRow): string {
  return input === "" ? instruction : `${instruction}\n${input}`;
}

/** Hashes texts one after the other, each followed by as many bytes 0xFF as said. */
function createTextHasher() {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(4096);
  return (texts: readonly string[], endBytes: number, target: HashTarget): void => {
    const needed = texts.reduce((sum, text) => sum + text.length * 3 + endBytes, 0);
    if (bytes.length < needed) bytes = new Uint8Array(needed * 2);
    let length = 0;
    for (const text of texts) {
      length += encoder.encodeInto(text, bytes.subarray(length)).written;
      bytes.fill(0xff, length, length + endBytes);
      length += endBytes;
    }
    hashBytes(bytes, length, target);
  };
}

function createPlainSigner(row: CurrentRow, options: SignatureOptions): RowSigner {
  const permutations = createPermutations(options.permutations, options.seed);
  const size = requireSize(options.size);
  return {
    signRow: (into, at) => {
      const shingles = hashShingles(hashTokens(toQuestionText(row), options.unit), size);
      signShingles(shingles, permutations, { into, at });
      return shingles.length / 2;
    },
  };
}

function createPlainGramIndex(fieldText: (field: RowField) => string, options: ShingleOptions): GramIndex {
  const table = new GramTable();
  const size = requireSize(options.size);
  const toGrams = (text: string, unit: ShingleUnit) => hashShingles(hashTokens(text, unit), size);
  const find = (text: string) => findGrams(toGrams(text.toWellFormed(), options.unit), table);
  return {
    add: (text) => {
      const grams = toGrams(text.toWellFormed(), options.unit);
      const numbers = new Uint32Array(grams.length / 2);
      for (let at = 0; at < numbers.length; at += 1)
        numbers[at] = table.take(grams[at * 2] as number, grams[at * 2 + 1] as number);
      return numbers;
    },
    get gramCount() {
      return table.size;
    },
    findInRow: (field) => find(fieldText(field)),
    findInText: find,
  };
}

function findGrams(grams: Int32Array, table: GramTable): Uint32Array {
  const hits: number[] = [];
  for (let at = 0; at < grams.length; at += 2) {
    const number = table.find(grams[at] as number, grams[at + 1] as number);
    if (number >= 0) hits.push(at / 2, number);
  }
  return Uint32Array.from(hits);
}
