import type { ByteSource, RowFile } from "../../src/rows/readers/index.ts";

/** Bytes in memory that stream in pieces of `chunkBytes`. */
export function toByteSource(content: Uint8Array | string, name = "rows.jsonl", chunkBytes = 7): ByteSource {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return {
    name,
    byteLength: bytes.length,
    readRange: async ({ start, end }) => bytes.slice(start, end),
    async *openStream(start = 0) {
      for (let at = start; at < bytes.length; at += chunkBytes) yield bytes.slice(at, at + chunkBytes);
    },
    async *openLentStream(start = 0) {
      const lent = Buffer.alloc(chunkBytes);
      for (let at = start; at < bytes.length; at += chunkBytes) {
        const chunk = bytes.subarray(at, at + chunkBytes);
        lent.set(chunk);
        yield lent.subarray(0, chunk.length);
        lent.fill(0x58);
      }
    },
  };
}

export function toRowFileOf(content: Uint8Array | string, fields: Partial<RowFile> = {}): RowFile {
  return {
    bytes: toByteSource(content),
    format: "jsonl",
    compression: "none",
    encoding: "utf-8",
    split: null,
    origin: null,
    ...fields,
  };
}
