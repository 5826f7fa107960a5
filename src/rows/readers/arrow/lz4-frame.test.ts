import { describe, expect, it } from "vitest";
import { unpackLz4Frame } from "./lz4-frame.ts";

const start = [0x04, 0x22, 0x4d, 0x18];
const block = (...bytes: number[]) => [...Buffer.from(Uint32Array.of(bytes.length).buffer), ...bytes];
const stored = (text: string) => {
  const size = [...Buffer.from(Uint32Array.of((0x80000000 | text.length) >>> 0).buffer)];
  return [...size, ...Buffer.from(text)];
};
const end = [0, 0, 0, 0];
const letters = (text: string) => [...Buffer.from(text)];
const unpack = (...bytes: number[]) => Buffer.from(unpackLz4Frame(Uint8Array.from(bytes))).toString();

describe("unpackLz4Frame", () => {
  it("repeats bytes of the block before, and bytes that it is just writing", () => {
    const first = block(0x60, ...letters("abcdef"));
    const second = block(0x02, 6, 0, 0x13, ...letters("g"), 1, 0, 0x10, ...letters("h"));
    expect(unpack(...start, 0x40, 0x40, 0, ...first, ...second, ...end)).toBe(
      `abcdefabcdef${"g".repeat(8)}h`,
    );
  });

  it("reads long lengths, stored blocks, and passes over checksums and sizes", () => {
    const text = "x".repeat(300);
    const long = block(0xf0, 255, 30, ...letters(text));
    const size = [0x2f, 1, 0, 0, 0, 0, 0, 0];
    const checked = [...long, 1, 2, 3, 4, ...stored("yz"), 5, 6, 7, 8];
    expect(unpack(...start, 0x58, 0x40, ...size, 0, ...checked, ...end)).toBe(`${text}yz`);
  });

  it.each<[string, number[]]>([
    ["no frame", [1, 2, 3, 4, 0x40, 0x40, 0, ...end]],
    ["an unknown block size", [...start, 0x40, 0x10, 0, ...end]],
    ["a block without its end", [...start, 0x40, 0x40, 0, 9, 0, 0, 0, 0x60]],
    ["a reference before the beginning", [...start, 0x40, 0x40, 0, ...block(0x10, 97, 2, 0, 0x00), ...end]],
    ["more letters than there are", [...start, 0x40, 0x40, 0, ...block(0x50, 97), ...end]],
    [
      "more than a block holds",
      [...start, 0x40, 0x40, 0, ...block(0x1f, 97, 1, 0, ...Array(300).fill(255), 0, 0x00), ...end],
    ],
  ])("does not take %s", (_, bytes) => {
    expect(() => unpack(...bytes)).toThrow();
  });
});
