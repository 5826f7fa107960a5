import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { StemmaError } from "../../../model/index.ts";
import type { ByteRange, ByteSource } from "../row-input.ts";

const streamedBytes = 1024 * 1024;

const Ledger = z.strictObject({
  byteLength: z.number(),
  ranges: z.array(z.strictObject({ start: z.number(), end: z.number() })),
});

/**
 * Parts of a remote file at their places in a file of its size, whose other bytes are holes. Beside it stands a list of what
 * is there, written after the bytes are on the disk. Several processes may fill one copy: they write equal bytes.
 */
export interface FileCopy {
  readonly path: string;
  /** Undefined when any of the bytes is missing. */
  read(range: ByteRange): Promise<Uint8Array | undefined>;
  write(start: number, bytes: Uint8Array): Promise<void>;
  has(range: ByteRange): Promise<boolean>;
  /** Notes the time, so that a copy in use is not the first to be removed. */
  touch(): Promise<void>;
}

export function openFileCopy(path: string, byteLength: number): FileCopy {
  const list = `${path}.ranges`;
  let known: Promise<readonly ByteRange[]> | undefined;
  let writing: Promise<void> = Promise.resolve();

  const has = async (range: ByteRange) => {
    known ??= readList({ path, list, byteLength });
    return (await known).some(({ start, end }) => start <= range.start && range.end <= end);
  };

  async function store(start: number, bytes: Uint8Array): Promise<void> {
    await writeBytes({ path, byteLength }, start, bytes);
    const others = await readList({ path, list, byteLength });
    const ranges = joinRanges([...(await (known ?? [])), ...others, { start, end: start + bytes.length }]);
    await replaceFile(list, JSON.stringify({ byteLength, ranges } satisfies z.infer<typeof Ledger>));
    known = Promise.resolve(ranges);
  }

  return {
    path,
    has,
    touch: async () => {
      const now = new Date();
      for (const file of [path, list]) await utimes(file, now, now).catch(() => {});
    },
    read: async (range) => ((await has(range)) ? await readBytes(path, range) : undefined),
    write: async (start, bytes) => {
      const turn = writing.then(() => store(start, bytes));
      writing = turn.catch(() => {});
      await turn.catch((cause: unknown) => {
        throw new StemmaError("store-failed", `Could not keep what was read of a file in ${dirname(path)}`, {
          hint: "Make room on the disk, or name another cache folder.",
          cause,
        });
      });
    },
  };
}

/** What a copy has, for reading without the hub. Asked for what it does not have, it fails: a hole is no data. */
export function createCopyBytes(file: {
  readonly path: string;
  readonly name: string;
  readonly byteLength: number;
}): ByteSource {
  const { path, name, byteLength } = file;
  const copy = openFileCopy(path, byteLength);
  const readRange = async ({ start, end }: ByteRange, signal?: AbortSignal): Promise<Uint8Array> => {
    signal?.throwIfAborted();
    const bytes = await copy.read({ start, end: Math.min(end, byteLength) });
    if (bytes !== undefined) return bytes;
    throw new StemmaError("not-found", `The copy of ${name} lacks bytes ${start} to ${end}`, {
      hint: "It was removed or changed while it was read; run the command again.",
    });
  };
  return {
    ...file,
    readRange,
    async *openStream(start = 0, signal) {
      for (let at = start; at < byteLength; at += streamedBytes) {
        yield await readRange({ start: at, end: at + streamedBytes }, signal);
      }
    },
  };
}

interface CopyPlace {
  readonly path: string;
  readonly byteLength: number;
}

/** Nothing for a copy that was removed or does not fit. */
async function readList({
  path,
  list,
  byteLength,
}: CopyPlace & { list: string }): Promise<readonly ByteRange[]> {
  const entry = await stat(path).catch(() => undefined);
  if (entry?.size !== byteLength) return [];
  const text = await readFile(list, "utf8").catch(() => "");
  try {
    const ledger = Ledger.parse(JSON.parse(text));
    return ledger.byteLength === byteLength ? ledger.ranges : [];
  } catch {
    return [];
  }
}

async function writeBytes({ path, byteLength }: CopyPlace, start: number, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // Opened for appending only to be created; a copy that another process makes meanwhile stays as it is.
  await (await open(path, "a")).close();
  if ((await stat(path)).size !== byteLength) await truncate(path, byteLength);
  const handle = await open(path, "r+");
  try {
    await handle.write(bytes, 0, bytes.length, start);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function readBytes(path: string, { start, end }: ByteRange): Promise<Uint8Array | undefined> {
  const handle = await open(path).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const buffer = Buffer.allocUnsafeSlow(end - start);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    return bytesRead === buffer.length ? buffer : undefined;
  } finally {
    await handle.close();
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const part = `${path}.${randomUUID()}`;
  await writeFile(part, text);
  await rename(part, path);
}

/** Ranges in order, those that touch as one; a gap of at most `mostGap` is covered too. */
export function joinRanges(ranges: readonly ByteRange[], mostGap = 0): ByteRange[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end + mostGap) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}
