import zlib from "node:zlib";
import type { RowCompression } from "./row-input.ts";

const sliceBytes = 256 * 1024;
const outputBytes = 256 * 1024;
const longestGzipHeader = 256 * 1024;
const gzipTrailerBytes = 8;

/** Why the rest of a compressed stream cannot be had; what came before it was given. */
export class InflateFailure extends Error {
  readonly kind: "cut-off" | "damaged";

  constructor(kind: "cut-off" | "damaged", message: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * Unpacks gzip and zstd, members and frames one after the other, in constant memory. Zeros and other bytes after the last
 * member are left alone, as the common tools do.
 *
 * @throws InflateFailure after everything that could be unpacked was given.
 */
export async function* inflate(
  chunks: AsyncIterable<Uint8Array>,
  compression: Exclude<RowCompression, "none">,
): AsyncIterable<Uint8Array> {
  const feed = new ByteFeed(chunks);
  const unpack = compression === "gzip" ? unpackGzipMember : unpackZstdFrame;
  try {
    for (let isFirst = true; await feed.hasMore(); isFirst = false) {
      if (await isMemberStart(feed, compression)) yield* unpack(feed);
      else if (isFirst) throw new InflateFailure("damaged", `it does not begin as ${compression} does`);
      else return;
    }
  } finally {
    await feed.close();
  }
}

async function isMemberStart(feed: ByteFeed, compression: "gzip" | "zstd"): Promise<boolean> {
  const start = await feed.peek(4);
  return findCompression(start) === compression;
}

/** By the first bytes; skippable frames of zstd count as zstd. */
export function findCompression(start: Uint8Array): RowCompression {
  if (start[0] === 0x1f && start[1] === 0x8b) return "gzip";
  const isFrame = start[0] === 0x28 && start[1] === 0xb5 && start[2] === 0x2f && start[3] === 0xfd;
  const isSkippable =
    ((start[0] ?? 0) & 0xf0) === 0x50 && start[1] === 0x2a && start[2] === 0x4d && start[3] === 0x18;
  return isFrame || isSkippable ? "zstd" : "none";
}

async function* unpackZstdFrame(feed: ByteFeed): AsyncIterable<Uint8Array> {
  const options = { chunkSize: outputBytes, params: { [zlib.constants.ZSTD_d_windowLogMax]: 31 } };
  yield* decode(feed, zlib.createZstdDecompress(options));
}

async function* unpackGzipMember(feed: ByteFeed): AsyncIterable<Uint8Array> {
  await skipGzipHeader(feed);
  let checksum = 0;
  for await (const chunk of decode(feed, zlib.createInflateRaw({ chunkSize: outputBytes }))) {
    checksum = zlib.crc32(chunk, checksum);
    yield chunk;
  }
  const trailer = await feed.peek(gzipTrailerBytes);
  if (trailer.length < gzipTrailerBytes) throw new InflateFailure("cut-off", "it ends before its checksum");
  feed.skip(gzipTrailerBytes);
  const stated = Buffer.from(trailer).readUInt32LE(0);
  if (stated !== checksum) throw new InflateFailure("damaged", "its checksum does not fit its content");
}

async function skipGzipHeader(feed: ByteFeed): Promise<void> {
  for (let wanted = 64; ; wanted *= 2) {
    const bytes = await feed.peek(wanted);
    const end = findGzipHeaderEnd(bytes);
    if (end !== undefined) {
      feed.skip(end);
      return;
    }
    if (bytes.length < wanted) throw new InflateFailure("cut-off", "it ends within its header");
    if (wanted > longestGzipHeader) throw new InflateFailure("damaged", "its gzip header has no end");
  }
}

/** RFC 1952, 2.3. */
function findGzipHeaderEnd(bytes: Uint8Array): number | undefined {
  const flags = bytes[3];
  if (flags === undefined || bytes.length < 10) return undefined;
  let position = 10;
  if (flags & 4) position += 2 + (bytes[position] ?? 0) + 256 * (bytes[position + 1] ?? 0);
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, position);
    if (end === -1) return undefined;
    position = end + 1;
  }
  if (flags & 2) position += 2;
  return position <= bytes.length ? position : undefined;
}

type Decoder = zlib.InflateRaw | zlib.ZstdDecompress;

/** Feeds one member to its decoder and hands back what it did not want. */
async function* decode(feed: ByteFeed, decoder: Decoder): AsyncIterable<Uint8Array> {
  const state = watch(decoder);
  let isFinished = false;
  try {
    for (;;) {
      const slice = await feed.take(sliceBytes);
      const before = decoder.bytesWritten;
      state.isWritten = false;
      const isLast = slice === undefined;
      if (isLast) decoder.end();
      else decoder.write(slice, () => state.ring("isWritten"));
      yield* drain(decoder, state);
      if (state.failure !== undefined) throw toFailure(state.failure, isLast);
      isFinished = state.hasEnded;
      if (slice !== undefined) feed.putBack(slice.length - (decoder.bytesWritten - before));
      if (isFinished) return;
    }
  } finally {
    if (!isFinished) decoder.destroy();
  }
}

interface DecoderState {
  isWritten: boolean;
  hasEnded: boolean;
  failure: Error | undefined;
  bell: PromiseWithResolvers<void>;
  ring(flag?: "isWritten" | "hasEnded"): void;
}

function watch(decoder: Decoder): DecoderState {
  const state: DecoderState = {
    isWritten: false,
    hasEnded: false,
    failure: undefined,
    bell: Promise.withResolvers(),
    ring: (flag) => {
      if (flag !== undefined) state[flag] = true;
      state.bell.resolve();
    },
  };
  decoder.on("readable", () => state.ring());
  decoder.on("end", () => state.ring("hasEnded"));
  decoder.on("error", (error: Error) => {
    state.failure = error;
    state.ring();
  });
  return state;
}

async function* drain(decoder: Decoder, state: DecoderState): AsyncIterable<Uint8Array> {
  for (;;) {
    state.bell = Promise.withResolvers();
    for (let chunk = decoder.read(); chunk !== null; chunk = decoder.read()) yield chunk;
    if (state.failure !== undefined || state.hasEnded) return;
    if (state.isWritten && !decoder.readableLength) {
      // A decoder that reached the end of its member says so one turn after the write was taken.
      await new Promise(setImmediate);
      if (decoder.readableLength === 0) return;
    } else await state.bell.promise;
  }
}

function toFailure(error: Error, isLast: boolean): InflateFailure {
  return isLast
    ? new InflateFailure("cut-off", "it ends in the middle of its compressed data")
    : new InflateFailure("damaged", `its compressed data is damaged (${error.message})`);
}

/** Chunks that can be looked into before they are taken, and of which the last taken can be given back. */
class ByteFeed {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array();
  #position = 0;
  #isOver = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    return (await this.peek(1)).length > 0;
  }

  /** Fewer bytes than wanted only at the end. */
  async peek(wanted: number): Promise<Uint8Array> {
    while (this.#held.length - this.#position < wanted && !this.#isOver) {
      const next = await this.#chunks.next();
      if (next.done) {
        this.#isOver = true;
        break;
      }
      const rest = this.#held.subarray(this.#position);
      this.#held = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
      this.#position = 0;
    }
    return this.#held.subarray(this.#position, this.#position + wanted);
  }

  async take(most: number): Promise<Uint8Array | undefined> {
    if (!(await this.hasMore())) return undefined;
    const slice = this.#held.subarray(this.#position, this.#position + most);
    this.#position += slice.length;
    return slice;
  }

  skip(count: number): void {
    this.#position += count;
  }

  /** Only bytes of the last `take`. */
  putBack(count: number): void {
    this.#position -= count;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
