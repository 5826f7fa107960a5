import type { TextEmbedder } from "./text-embedder.ts";

const shortestGram = 3;
const longestGram = 5;
const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;
const space = 32;

/**
 * Vectors that need no model: hashed n-grams of characters (3 to 5, words bordered by spaces) and of words (1 and 2). Each
 * falls by its hash on one of `width` places with a sign (feature hashing, which keeps dot products unbiased) and counts
 * `1 + ln` of how often it occurs; characters and words weigh the same in total. A vector has length one, or is zero for a
 * text without a letter or digit.
 */
export function createLexicalEmbedder(width = 1024): TextEmbedder {
  return {
    name: `lexical-${width}.v1`,
    isLexical: true,
    embed: async (texts) => texts.map((text) => toLexicalVector(text, width)),
  };
}

function toLexicalVector(text: string, width: number): Float32Array {
  const words = text.normalize("NFKC").toLowerCase().match(wordPattern) ?? [];
  const vector = new Float32Array(width);
  addPart(vector, hashCharacterGrams(words));
  addPart(vector, hashWordGrams(words));
  scaleToOne(vector);
  return vector;
}

function hashCharacterGrams(words: readonly string[]): number[] {
  const hashes: number[] = [];
  for (const word of words) {
    const codes = [space, ...Array.from(word, (character) => character.codePointAt(0) ?? 0), space];
    for (let start = 0; start + shortestGram <= codes.length; start++) {
      const end = Math.min(start + longestGram, codes.length);
      let hash = offsetBasis;
      for (let place = start; place < end; place++) {
        hash = Math.imul(hash ^ (codes[place] as number), prime);
        if (place - start + 1 >= shortestGram) hashes.push(mix(hash));
      }
    }
  }
  return hashes;
}

function hashWordGrams(words: readonly string[]): number[] {
  const hashes: number[] = [];
  let before: number | undefined;
  for (const word of words) {
    let hash = Math.imul(offsetBasis, prime);
    for (let place = 0; place < word.length; place++) hash = Math.imul(hash ^ word.charCodeAt(place), prime);
    hashes.push(mix(hash));
    if (before !== undefined) hashes.push(mix(Math.imul(before ^ space, prime) ^ hash));
    before = mix(hash);
  }
  return hashes;
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function addPart(vector: Float32Array, hashes: readonly number[]): void {
  const part = new Float32Array(vector.length);
  const sorted = Uint32Array.from(hashes).sort();
  for (let start = 0; start < sorted.length; ) {
    const hash = sorted[start] as number;
    let end = start + 1;
    while (sorted[end] === hash) end += 1;
    const place = (hash >>> 1) % part.length;
    part[place] = (part[place] as number) + (hash & 1 ? 1 : -1) * (1 + Math.log(end - start));
    start = end;
  }
  scaleToOne(part);
  for (let place = 0; place < part.length; place++)
    vector[place] = (vector[place] as number) + (part[place] as number);
}

function scaleToOne(vector: Float32Array): void {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let place = 0; place < vector.length; place++) vector[place] = (vector[place] as number) * scale;
}
