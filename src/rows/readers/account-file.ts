import { createHash } from "node:crypto";
import type { FileAccount, ReadCounts, RowFile } from "./row-input.ts";

type FileHash = Pick<FileAccount, "sha256" | "hashedBy">;

/**
 * What of a file stands in a result. A local file is read once more for its hash, as it lies; of a remote one, of which
 * mostly parts are read, stands what the place that it comes from states.
 */
export async function accountFile(
  file: RowFile,
  counts: Pick<ReadCounts, "rows" | "broken">,
  signal?: AbortSignal,
): Promise<FileAccount> {
  return {
    file: file.bytes.name,
    bytes: file.bytes.byteLength,
    ...(await hashFile(file, signal)),
    revision: file.origin?.revision ?? null,
    rows: counts.rows,
    broken: counts.broken,
  };
}

async function hashFile(file: RowFile, signal: AbortSignal | undefined): Promise<FileHash> {
  if (file.origin !== null) {
    const { sha256 } = file.origin;
    return { sha256, hashedBy: sha256 === null ? null : "stated" };
  }
  const hash = createHash("sha256");
  const { bytes } = file;
  const stream = bytes.openLentStream?.(0, signal) ?? bytes.openStream(0, signal);
  for await (const chunk of stream) hash.update(chunk);
  return { sha256: hash.digest("hex"), hashedBy: "computed" };
}
