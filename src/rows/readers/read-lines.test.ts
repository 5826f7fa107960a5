import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toByteSource, toRowFileOf } from "../../../test/rows/row-files.ts";
import { readLines } from "./read-lines.ts";
import type { ByteRange } from "./row-input.ts";

const seed = 11;

async function collect(text: string, { range, chunkBytes }: { range?: ByteRange; chunkBytes: number }) {
  const file = toRowFileOf(text, { bytes: toByteSource(text, "rows.jsonl", chunkBytes) });
  let read = "";
  for await (const { lines, offset } of readLines(file, { range })) {
    expect(
      Buffer.from(text)
        .subarray(offset, offset + lines.length)
        .equals(lines),
    ).toBe(true);
    read += Buffer.from(lines).toString();
  }
  return read;
}

const text = fc
  .array(fc.constantFrom("\n", "\r\n", "a", "bc", "é", "{}", "dddddddddd"), { maxLength: 60 })
  .map((parts) => parts.join(""));

describe("readLines", () => {
  it("gives every line to exactly one of any shards, whole", async () => {
    const cuts = fc.array(fc.nat(300), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(text, cuts, fc.integer({ min: 1, max: 40 }), async (content, places, chunkBytes) => {
        const size = Buffer.byteLength(content);
        const bounds = [0, ...places.map((place) => Math.min(place, size)).sort((a, b) => a - b), size];
        let all = "";
        for (const [index, start] of bounds.slice(0, -1).entries()) {
          const part = await collect(content, { range: { start, end: bounds[index + 1]! }, chunkBytes });
          const isOpen = !part.endsWith("\n") && part !== "";
          if (isOpen) expect(all + part).toBe(content);
          all += part;
        }
        expect(all).toBe(content);
      }),
      { seed, numRuns: 400 },
    );
  });

  it("leaves a byte-order mark out, in the shard that begins the file only", async () => {
    const file = toRowFileOf("\ufeff{}\n{}\n");
    const read = async (range: ByteRange | null) => {
      let text = "";
      for await (const { lines } of readLines(file, { range })) text += Buffer.from(lines).toString();
      return text;
    };
    expect(await read(null)).toBe("{}\n{}\n");
    expect(await read({ start: 0, end: 4 })).toBe("{}\n");
    expect(await read({ start: 4, end: 9 })).toBe("{}\n");
  });

  it("tells a progress that adds up to the range", async () => {
    const content = "abc\n".repeat(50);
    const file = toRowFileOf(content);
    for (const range of [null, { start: 10, end: 100 }]) {
      let told = 0;
      await Array.fromAsync(readLines(file, { range, onProgress: (bytes) => (told += bytes) }));
      expect(told).toBe(range === null ? content.length : 90);
    }
  });
});
