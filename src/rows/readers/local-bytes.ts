import { readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { StemmaError } from "../../model/index.ts";
import type { ByteRange, ByteSource } from "./row-input.ts";

const chunkBytes = 1024 * 1024;

export interface LocalFile {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly byteLength: number;
  readonly modifiedMs: number;
}

/**
 * A file of this machine. Holds one mebibyte at a time while it streams.
 *
 * Streams are read in the thread that asks: handed over by another one the bytes are not in its core's cache, and reading and
 * all that follows take a sixth more. After each chunk the event loop has its turn.
 */
export function createLocalBytes(file: LocalFile): ByteSource {
  const { path, name } = file;
  return {
    ...file,
    readRange: (range, signal) => readRange({ path, name, range, signal }),
    openStream: (start, signal) => streamFrom({ path, name, start: start ?? 0, signal }),
    openLentStream: (start, signal) => streamFrom({ path, name, start: start ?? 0, signal, lent: true }),
  };
}

interface Place {
  readonly path: string;
  readonly name: string;
  readonly signal: AbortSignal | undefined;
}

async function readRange({ path, name, range, signal }: Place & { range: ByteRange }): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const handle = await openFile(path, name);
  try {
    return await readFull(handle, range.start, Buffer.allocUnsafeSlow(range.end - range.start));
  } catch (cause) {
    throw toReadError(name, cause);
  } finally {
    await handle.close();
  }
}

async function* streamFrom({
  path,
  name,
  start,
  signal,
  lent = false,
}: Place & { start: number; lent?: boolean }): AsyncIterable<Uint8Array> {
  const handle = await openFile(path, name);
  try {
    let buffer = Buffer.allocUnsafeSlow(chunkBytes);
    for (let position = start; ; ) {
      signal?.throwIfAborted();
      const chunk = readChunk(handle, { buffer, position, name });
      if (chunk.length === 0) return;
      position += chunk.length;
      yield chunk;
      if (!lent) buffer = Buffer.allocUnsafeSlow(chunkBytes);
      await setImmediate();
    }
  } finally {
    await handle.close();
  }
}

interface Chunk {
  readonly buffer: Buffer;
  readonly position: number;
  readonly name: string;
}

/** Fewer bytes than the buffer has room for only at the end of the file or where the system gives no more at a time. */
function readChunk({ fd }: FileHandle, { buffer, position, name }: Chunk): Uint8Array {
  try {
    return buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, position));
  } catch (cause) {
    throw toReadError(name, cause);
  }
}

async function readFull(handle: FileHandle, position: number, buffer: Buffer): Promise<Uint8Array> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

async function openFile(path: string, name: string): Promise<FileHandle> {
  return open(path).catch((cause: unknown) => {
    throw toReadError(name, cause);
  });
}

function toReadError(name: string, cause: unknown): StemmaError {
  const reason =
    cause instanceof Error ? cause.message.replace(/^[A-Z]+: |, (?:open|read|stat).*$/g, "") : "unknown";
  return new StemmaError("not-found", `Could not read ${name}: ${reason}`, {
    hint: "Check that the file is there and that you may read it.",
    cause,
  });
}
