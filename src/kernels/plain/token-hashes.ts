import { listTokens } from "../list-tokens.ts";
import type { ShingleUnit } from "../row-kernels.ts";
import { multiply, type Word64 } from "./word64.ts";

const hash: Word64 = { low: 0, high: 0 };
const encoder = new TextEncoder();
let encoded = new Uint8Array(1024);

/** The tokens of a text as numbers of 64 bits, the lower word of each first. */
export function hashTokens(text: string, unit: ShingleUnit): Int32Array {
  const tokens = listTokens(text, unit);
  const hashes = new Int32Array(tokens.length * 2);
  let at = 0;
  for (const token of tokens) {
    hashToken(token);
    hashes[at] = hash.low;
    hashes[at + 1] = hash.high;
    at += 2;
  }
  return hashes;
}

/**
 * Over the token's UTF-8 bytes, taken as little-endian numbers c of 8 bytes, the last filled up with zeros:
 * h = length * p; for each c: h = (h ^ c) * q, h ^= h >> 32; at last h = h * r, h ^= h >> 32, modulo 2^64.
 * Tokens of equal length up to 8 bytes never share a hash, as every step can be undone.
 */
function hashToken(token: string): void {
  if (encoded.length < token.length * 3) encoded = new Uint8Array(token.length * 6);
  const length = encodeToken(token);
  hash.low = length;
  hash.high = 0;
  multiply(hash, 0x7f4a7c15, 0x9e3779b9);
  for (let at = 0; at < length; at += 8) {
    hash.low ^= readWord(at, length);
    hash.high ^= readWord(at + 4, length);
    multiply(hash, 0x85ebca87, 0x9e3779b1);
    hash.low ^= hash.high;
  }
  multiply(hash, 0x27d4eb4f, 0xc2b2ae3d);
  hash.low ^= hash.high;
}

function encodeToken(token: string): number {
  for (let at = 0; at < token.length; at += 1) {
    const code = token.charCodeAt(at);
    if (code >= 0x80) return encoder.encodeInto(token, encoded).written;
    encoded[at] = code;
  }
  return token.length;
}

function readWord(at: number, end: number): number {
  let word = 0;
  for (let index = Math.min(at + 4, end) - 1; index >= at; index -= 1)
    word = (word << 8) | (encoded[index] as number);
  return word;
}
