import type { TextEmbedder } from "./text-embedder.ts";

const characterSizes = [3, 4, 5];
const wordSizes = [1, 2];
const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/**
 * Vectors that need no model: hashed n-grams of characters and words. Each falls by its hash on one of `width` places with
 * a sign (feature hashing, which keeps dot products unbiased) and counts `1 + ln` of how often it occurs; characters and
 * words weigh the same in total. A vector has length one, or is zero for a text without a letter or digit.
 */
export function createLexicalEmbedder(width = 1024): TextEmbedder & { readonly width: number } {
  return {
    name: `lexical-${width}.v1`,
    isLexical: true,
    width,
    embed: async (texts) => texts.map((text) => toLexicalVector(text, width)),
  };
}

function toLexicalVector(text: string, width: number): Float32Array {
  const words = text.normalize("NFKC").toLowerCase().match(wordPattern) ?? [];
  const vector = new Float32Array(width);
  addPart(vector, countCharacterGrams(words));
  addPart(vector, countWordGrams(words));
  scaleToOne(vector);
  return vector;
}

type GramCounts = Map<number, number>;

function countCharacterGrams(words: readonly string[]): GramCounts {
  const counts: GramCounts = new Map();
  for (const word of words) {
    const characters = [...` ${word} `];
    for (const size of characterSizes)
      for (let start = 0; start + size <= characters.length; start++)
        count(counts, toHash(characters.slice(start, start + size).join(""), size));
  }
  return counts;
}

function countWordGrams(words: readonly string[]): GramCounts {
  const counts: GramCounts = new Map();
  for (const size of wordSizes)
    for (let start = 0; start + size <= words.length; start++)
      count(counts, toHash(words.slice(start, start + size).join(" "), -size));
  return counts;
}

function count(counts: GramCounts, gram: number): void {
  counts.set(gram, (counts.get(gram) ?? 0) + 1);
}

function addPart(vector: Float32Array, counts: GramCounts): void {
  const part = new Float32Array(vector.length);
  for (const [gram, times] of counts) {
    const place = (gram >>> 1) % vector.length;
    part[place] = (part[place] as number) + (gram & 1 ? 1 : -1) * (1 + Math.log(times));
  }
  scaleToOne(part);
  for (const [place, value] of part.entries()) vector[place] = (vector[place] as number) + value;
}

function scaleToOne(vector: Float32Array): void {
  const length = Math.hypot(...vector);
  if (length === 0) return;
  for (const [place, value] of vector.entries()) vector[place] = value / length;
}

/** FNV-1a over UTF-16 units, then mixed so that every bit counts. */
function toHash(text: string, kind: number): number {
  let hash = Math.imul(offsetBasis ^ kind, prime);
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), prime);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
