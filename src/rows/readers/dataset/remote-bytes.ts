import { join } from "node:path";
import type { DatasetFiles } from "../../../model/ports/index.ts";
import type { ByteRange, ByteSource, DatasetOrigin } from "../row-input.ts";
import { openFileCopy } from "./file-copy.ts";

const firstPartBytes = 1024 * 1024;
const streamedBytes = 8 * 1024 * 1024;
const largestRequestBytes = 32 * 1024 * 1024;

export interface RemoteFile {
  readonly name: string;
  readonly byteLength: number;
  readonly origin: DatasetOrigin;
}

export interface RemoteAccess {
  readonly datasets: DatasetFiles;
  /** Where what is read is kept, for the next time and for other processes; nothing is kept without it. */
  readonly copyFolder?: string | undefined;
}

/** A file of the hub, read by ranges. A stream holds two parts of 8 MiB: the one in use, and the next on its way. */
export function createRemoteBytes(file: RemoteFile, { datasets, copyFolder }: RemoteAccess): ByteSource {
  const { name, byteLength, origin } = file;
  const place = { id: origin.dataset, revision: origin.revision, path: origin.path, byteLength };
  const copyPath = copyFolder === undefined ? undefined : toCopyPath(copyFolder, origin);
  const copy = copyPath === undefined ? undefined : openFileCopy(copyPath, byteLength);

  async function readPart(range: ByteRange, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const kept = await copy?.read(range);
    if (kept !== undefined) return kept;
    const bytes = await datasets.readRange(place, range, { signal });
    await copy?.write(range.start, bytes);
    return bytes;
  }

  const readRange: ByteSource["readRange"] = async ({ start, end }, signal) => {
    const last = Math.min(end, byteLength);
    const parts: Uint8Array[] = [];
    for (let at = start; at < last; at += largestRequestBytes) {
      parts.push(await readPart({ start: at, end: Math.min(at + largestRequestBytes, last) }, signal));
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  };

  return {
    name,
    byteLength,
    ...(copyPath === undefined ? {} : { copyPath }),
    readRange,
    openStream: (start, signal) => streamParts({ byteLength, readRange }, start ?? 0, signal),
  };
}

/** The first parts are smaller: whoever looks at a beginning need not wait for more, nor have it fetched. */
async function* streamParts(
  { byteLength, readRange }: Pick<ByteSource, "byteLength" | "readRange">,
  start: number,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  let size = firstPartBytes;
  let next: Promise<Uint8Array> | undefined;
  for (let at = start; at < byteLength; ) {
    const part = await (next ?? readRange({ start: at, end: at + size }, signal));
    at += size;
    const isWanted = size > firstPartBytes && at < byteLength;
    size = Math.min(2 * size, streamedBytes);
    next = isWanted ? readRange({ start: at, end: at + size }, signal) : undefined;
    // Who stops in between never asks for it.
    next?.catch(() => {});
    yield part;
  }
}

/** Ids and paths come from the hub: no part of them may lead out of the folder. */
function toCopyPath(folder: string, { dataset, revision, path }: DatasetOrigin): string {
  const parts = [...dataset.split("/"), revision, ...path.split("/")];
  return join(folder, ...parts.map((part) => encodeURIComponent(part).replaceAll(/^\.+$/g, "dots")));
}
