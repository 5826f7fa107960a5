import type { DatasetFiles } from "../../../model/ports/index.ts";
import type { ByteSource, DatasetOrigin } from "../row-input.ts";

const streamedBytes = 8 * 1024 * 1024;
const largestRequestBytes = 32 * 1024 * 1024;

/** A file of the hub, read by ranges. A stream holds two parts of 8 MiB: the one in use, and the next on its way. */
export function createRemoteBytes(
  datasets: DatasetFiles,
  file: { readonly name: string; readonly byteLength: number; readonly origin: DatasetOrigin },
): ByteSource {
  const { name, byteLength, origin } = file;
  const place = { id: origin.dataset, revision: origin.revision, path: origin.path, byteLength };
  const read: ByteSource["readRange"] = async ({ start, end }, signal) => {
    const last = Math.min(end, byteLength);
    const parts: Uint8Array[] = [];
    for (let at = start; at < last; at += largestRequestBytes) {
      const range = { start: at, end: Math.min(at + largestRequestBytes, last) };
      parts.push(await datasets.readRange(place, range, { signal }));
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  };
  return {
    name,
    byteLength,
    readRange: read,
    async *openStream(start = 0, signal) {
      const readAt = (at: number) => {
        const part = at < byteLength ? read({ start: at, end: at + streamedBytes }, signal) : undefined;
        // Who stops in between never asks for it.
        part?.catch(() => {});
        return part;
      };
      let next = readAt(start);
      for (let at = start; next !== undefined; ) {
        const part = await next;
        at += streamedBytes;
        next = readAt(at);
        yield part;
      }
    },
  };
}
