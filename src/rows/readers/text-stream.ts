import { InflateFailure, inflate } from "./inflate.ts";
import type { ReadNote, ReadOptions, RowEncoding, RowFile } from "./row-input.ts";

type StreamOptions = Pick<ReadOptions, "onNote" | "onProgress" | "signal">;

/**
 * The text of a file as UTF-8 bytes, unpacked; plain UTF-8 from byte `start` on. A compressed file that is cut off or
 * damaged gives what could be unpacked, then a note.
 */
export async function* openText(file: RowFile, options: StreamOptions, start = 0): AsyncIterable<Uint8Array> {
  const { bytes, compression, encoding } = file;
  const stream = tellProgress(bytes.openStream(start, options.signal), options);
  const unpacked = compression === "none" ? stream : unpack(file, stream, options);
  yield* encoding === "utf-8" ? unpacked : toUtf8(unpacked, encoding);
}

/**
 * The same for a caller who is done with a chunk before it asks for the next. A plain file is read into one buffer over and
 * over: new ones cost more than the reading, and the collector is behind with them by a hundred mebibytes.
 */
export function openLentText(file: RowFile, options: StreamOptions, start = 0): AsyncIterable<Uint8Array> {
  const { bytes, compression, encoding } = file;
  const isPlain = compression === "none" && encoding === "utf-8";
  const lent = isPlain ? bytes.openLentStream?.(start, options.signal) : undefined;
  return lent === undefined ? openText(file, options, start) : tellProgress(lent, options);
}

/** In bytes of the file as it lies. */
async function* tellProgress(
  chunks: AsyncIterable<Uint8Array>,
  { onProgress }: StreamOptions,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    onProgress?.(chunk.length);
  }
}

async function* unpack(
  file: RowFile,
  packed: AsyncIterable<Uint8Array>,
  { onNote }: StreamOptions,
): AsyncIterable<Uint8Array> {
  if (file.compression === "none") throw new TypeError("nothing to unpack");
  let length = 0;
  try {
    for await (const chunk of inflate(packed, file.compression)) {
      length += chunk.length;
      yield chunk;
    }
  } catch (failure) {
    if (!(failure instanceof InflateFailure)) throw failure;
    onNote?.(toInflateNote(file, failure, length));
  }
}

function toInflateNote(file: RowFile, failure: InflateFailure, length: number): ReadNote {
  const rest = failure.kind === "cut-off" ? "the file is cut off" : "the file is damaged";
  return {
    file: file.bytes.name,
    kind: failure.kind,
    isLoss: true,
    message: `${file.bytes.name}: ${rest}: ${failure.message}, after ${length} unpacked bytes; the rows before are read, the rest is missing`,
    hint: "Fetch the file again and compare its size and checksum with those of where it comes from.",
  };
}

async function* toUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Exclude<RowEncoding, "utf-8">,
): AsyncIterable<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** How many bytes of a text's beginning are a byte-order mark. */
export function countMarkBytes(start: Uint8Array): 0 | 3 {
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
}
