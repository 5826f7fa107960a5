import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import { createCopyBytes } from "./dataset/file-copy.ts";
import { createLocalBytes } from "./local-bytes.ts";
import {
  type ByteSource,
  DatasetOrigin,
  type RowFile,
  rowCompressions,
  rowEncodings,
  rowFormats,
} from "./row-input.ts";

/** A file as plain data: for a worker thread, a job on disk, or a hash of what a job reads. */
export const RowFileDescription = z.strictObject({
  name: z.string(),
  /** Absolute; null for a file that is not on this machine. */
  path: z.string().nullable(),
  byteLength: z.number(),
  /** Milliseconds; with the length it tells whether a local file is still the same. Null for a remote one. */
  modifiedMs: z.number().nullable(),
  format: z.enum(rowFormats),
  compression: z.enum(rowCompressions),
  encoding: z.enum(rowEncodings),
  split: z.string().nullable(),
  origin: DatasetOrigin.nullable(),
});
export type RowFileDescription = z.infer<typeof RowFileDescription>;

export function describeRowFile(file: RowFile): RowFileDescription {
  const { bytes, format, compression, encoding, split, origin } = file;
  const { name, byteLength } = bytes;
  const path = bytes.path ?? null;
  const modifiedMs = bytes.modifiedMs ?? null;
  return { name, path, byteLength, modifiedMs, format, compression, encoding, split, origin };
}

/** @throws StemmaError `unexpected` for a file of the hub that was not fetched. */
export function toRowFile(description: RowFileDescription): RowFile {
  const { format, compression, encoding, split, origin } = description;
  return { bytes: toBytes(description), format, compression, encoding, split, origin };
}

function toBytes({ path, name, byteLength, modifiedMs, origin }: RowFileDescription): ByteSource {
  if (path === null) throw new StemmaError("unexpected", `${name} was not fetched before it was handed on`);
  if (origin !== null) return createCopyBytes({ path, name, byteLength });
  return createLocalBytes({ path, name, byteLength, modifiedMs: modifiedMs ?? 0 });
}
