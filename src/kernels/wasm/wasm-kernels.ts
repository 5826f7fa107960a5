import { createPermutations, type Permutations } from "../permutations.ts";
import {
  byteForms,
  keyScopes,
  type RowKernels,
  type RowSigner,
  rowFields,
  type ShingleOptions,
  type SignatureOptions,
  shingleUnits,
} from "../row-kernels.ts";
import { requireSize } from "../shingle-size.ts";
import { toDistinctNumbers } from "../to-distinct-numbers.ts";
import { createWasmGramIndex } from "./gram-index.ts";
import { KernelInstance, toByteBound } from "./instance.ts";
import { openWasmScanner } from "./line-scanner.ts";
import type { CompiledModule } from "./web-assembly.ts";

/** `RowKernels` that are calls into compiled code; the row, the lines and the indexes lie in its memory. */
export function createWasmKernels(module: CompiledModule): RowKernels {
  const instance = new KernelInstance(module);
  const { exports } = instance;
  const row = exports.rowAt() >>> 2;
  const holder = {};
  return {
    kind: "wasm-simd",
    setRow: (...texts) => writeRow(instance, texts),
    fieldText: (field) => {
      const place = row + rowFields.indexOf(field) * 2;
      const at = instance.words[place] ?? 0;
      return instance.readText(at, at + (instance.words[place + 1] ?? 0));
    },
    isFieldEmpty: (field) => instance.words[row + rowFields.indexOf(field) * 2 + 1] === 0,
    hashRow: (scope, form, into, at) => {
      exports.hashRow(keyScopes.indexOf(scope) + 1, byteForms.indexOf(form));
      copyHash(instance, into, at);
    },
    hashTexts: (texts, into, at) => hashTexts(instance, texts, 1, { into, at }),
    hashText: (text, into, at) => hashTexts(instance, [text], 0, { into, at }),
    shingleRow: (options) => listShingles(instance, options),
    openScanner: (fields) => openWasmScanner(instance, fields, holder),
    createSigner: (options) => createSigner(instance, options),
    createGramIndex: (options) => createWasmGramIndex(instance, options),
  };
}

function writeRow(instance: KernelInstance, texts: readonly [string, string, string]): void {
  const [first, second, third] = texts;
  let at = instance.exports.reserveRow(toByteBound(first) + toByteBound(second) + toByteBound(third));
  const firstLength = instance.writeText(first, at);
  at += firstLength;
  const secondLength = instance.writeText(second, at);
  at += secondLength;
  instance.exports.setRow(firstLength, secondLength, instance.writeText(third, at));
}

/** Each text is followed by as many bytes 0xFF as said. */
function hashTexts(
  instance: KernelInstance,
  texts: readonly string[],
  endBytes: number,
  target: { readonly into: Uint32Array; readonly at: number },
): void {
  const bound = texts.reduce((sum, text) => sum + toByteBound(text) + endBytes, 0);
  const start = instance.exports.reserveGiven(bound);
  let at = start;
  for (const text of texts) {
    at += instance.writeText(text, at);
    instance.bytes.fill(0xff, at, at + endBytes);
    at += endBytes;
  }
  instance.exports.hashGiven(at - start);
  copyHash(instance, target.into, target.at);
}

function copyHash(instance: KernelInstance, into: Uint32Array, at: number): void {
  const { words } = instance;
  const from = instance.exports.hashAt() >>> 2;
  into[at] = words[from] ?? 0;
  into[at + 1] = words[from + 1] ?? 0;
  into[at + 2] = words[from + 2] ?? 0;
  into[at + 3] = words[from + 3] ?? 0;
}

function listShingles(instance: KernelInstance, options: ShingleOptions): Float64Array {
  const unit = shingleUnits.indexOf(options.unit);
  const count = instance.exports.shingleRow(unit, requireSize(options.size));
  const at = instance.exports.allShinglesAt() >>> 2;
  return toDistinctNumbers(instance.words.subarray(at, at + count * 2));
}

function createSigner(instance: KernelInstance, options: SignatureOptions): RowSigner {
  const { exports } = instance;
  const { permutations: count, seed } = options;
  const permutations = writePermutations(instance, createPermutations(count, seed));
  const unit = shingleUnits.indexOf(options.unit);
  const size = requireSize(options.size);
  return {
    signRow: (into, at) => {
      const shingles = exports.signRow(unit, size, permutations, count);
      const { words } = instance;
      const from = exports.signatureAt() >>> 2;
      for (let index = 0; index < count; index += 1) into[at + index] = words[from + index] as number;
      return shingles;
    },
  };
}

function writePermutations(instance: KernelInstance, permutations: Permutations): number {
  const { multiplierLow, multiplierHigh, addendLow, addendHigh, count } = permutations;
  const address = instance.exports.allocate(count * 16);
  let at = address >>> 2;
  for (const words of [multiplierLow, multiplierHigh, addendLow, addendHigh]) {
    instance.words.set(words, at);
    at += count;
  }
  return address;
}
