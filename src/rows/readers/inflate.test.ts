import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toByteSource } from "../../../test/rows/row-files.ts";
import { InflateFailure, inflate } from "./inflate.ts";

const pack = { gzip: gzipSync, zstd: zstdCompressSync };
const kinds = ["gzip", "zstd"] as const;
const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);

async function unpack(packed: Uint8Array, kind: "gzip" | "zstd", chunkBytes = 1 << 20) {
  let text = "";
  try {
    const stream = toByteSource(packed, "packed", chunkBytes).openStream();
    for await (const chunk of inflate(stream, kind)) text += Buffer.from(chunk).toString("latin1");
    return { text, failure: undefined };
  } catch (failure) {
    if (!(failure instanceof InflateFailure)) throw failure;
    return { text, failure };
  }
}

describe.each(kinds)("inflate %s", (kind) => {
  it("unpacks members one after the other, however the bytes come", async () => {
    const parts = fc.array(fc.string({ maxLength: 300 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 400 }), async (texts, chunkBytes) => {
        const packed = Buffer.concat(texts.map((text) => pack[kind](Buffer.from(text))));
        const { text, failure } = await unpack(packed, kind, chunkBytes);
        expect(failure).toBeUndefined();
        expect(Buffer.from(text, "latin1").toString()).toBe(texts.join(""));
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  it("gives what stands before the end of a file that is cut off", async () => {
    const rows = Array.from(
      { length: 200_000 },
      (_, row) => `row ${row} ${(row * 2654435761) % 4294967296}\n`,
    );
    const whole = rows.join("");
    const packed = pack[kind](Buffer.from(whole));
    const { text, failure } = await unpack(packed.subarray(0, packed.length / 2), kind);
    expect(failure?.kind).toBe("cut-off");
    expect(whole.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(whole.length / 3);
  });

  it("leaves bytes after the last member alone", async () => {
    const packed = Buffer.concat([pack[kind](Buffer.from("rows")), Buffer.from("\0\0\0\0\0\0trailing")]);
    expect(await unpack(packed, kind)).toEqual({ text: "rows", failure: undefined });
  });

  it("says that what is no packed file is none", async () => {
    expect((await unpack(Buffer.from("plain text"), kind)).failure?.kind).toBe("damaged");
  });
});

describe("inflate", () => {
  it("reads header fields of gzip and finds a checksum that does not fit", async () => {
    const packed = gzipSync(Buffer.from("rows of text"));
    const named = Buffer.concat([packed.subarray(0, 10), Buffer.from("name.jsonl\0"), packed.subarray(10)]);
    named[3] = 8;
    expect(await unpack(named, "gzip", 3)).toEqual({ text: "rows of text", failure: undefined });
    named[named.length - 6]! ^= 1;
    const { text, failure } = await unpack(named, "gzip");
    expect([text, failure?.kind]).toEqual(["rows of text", "damaged"]);
  });

  it("passes over skippable frames of zstd", async () => {
    const [one, two] = [zstdCompressSync(Buffer.from("one ")), zstdCompressSync(Buffer.from("two"))];
    const packed = Buffer.concat([skippable, one, skippable, two, skippable]);
    expect(await unpack(packed, "zstd", 5)).toEqual({ text: "one two", failure: undefined });
  });
});
