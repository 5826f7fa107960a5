import { expect, test } from "vitest";
import { hashBytes } from "./murmur-hash.ts";

const published = [
  ["", "00000000000000000000000000000000"],
  ["hello", "cbd8a7b341bd9b025b1e906a48ae1d19"],
  ["hello, world", "342fac623a5ebc8e4cdcbc079642414d"],
  ["19 Jan 2038 at 3:14:07 AM", "b89e5988b737affc664fc2950231b2cb"],
  ["The quick brown fox jumps over the lazy dog.", "cd99481f9ee902c9695da1a38987b6e7"],
] as const;

test.each(published)("MurmurHash3 x64 128 of %j is the published one", (text, expected) => {
  expect(toHex(hash(new TextEncoder().encode(text)))).toBe(expected);
});

test("the hashes of 256 keys give the verification value of the reference implementation, 0x6384BA69", () => {
  const keys = Uint8Array.from({ length: 256 }, (_, index) => index);
  const hashes = Array.from(keys, (length) => hash(keys.subarray(0, length), 256 - length));
  const bytes = new Uint8Array(Uint32Array.from(hashes.flatMap((words) => [...words])).buffer);
  expect(hash(bytes)[0]).toBe(0x6384ba69);
});

function hash(bytes: Uint8Array, seed = 0): Uint32Array {
  const into = new Uint32Array(4);
  hashBytes(bytes, bytes.length, { into, at: 0 }, seed);
  return into;
}

function toHex([a, b, c, d]: Uint32Array): string {
  return [b, a, d, c].map((word) => (word ?? 0).toString(16).padStart(8, "0")).join("");
}
