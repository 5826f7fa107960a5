import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { StemmaError } from "../../model/index.ts";
import type { TextEmbedder } from "./text-embedder.ts";

const magic = "stemma-vectors-1\n";
const keyBytes = 16;
/** Magic, width, and the hash of the name of what made the vectors. */
const headBytes = magic.length + 4 + keyBytes;
/** Texts that are embedded and written at a time: what a kill can cost. */
const stepTexts = 256;

export interface VectorCache extends TextEmbedder {
  /** Texts that were not embedded again. */
  readonly found: number;
  close(): Promise<void>;
}

/**
 * Keeps the vectors of texts by their content in one packed file: a head, then records of a 16-byte key and `width` f32
 * numbers. Records are only ever appended; one that was cut off at the end is dropped when the file is opened, so that a
 * run that was killed goes on where it stopped.
 *
 * @throws StemmaError `corrupt` for a file of other vectors, or one that is no such file.
 */
export async function openVectorCache(path: string, embedder: TextEmbedder): Promise<VectorCache> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a+");
  try {
    const state: CacheState = { path, file, embedder, places: new Map(), width: 0, found: 0 };
    await readPlaces(state);
    return toCache(state);
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface CacheState {
  readonly path: string;
  readonly file: FileHandle;
  readonly embedder: TextEmbedder;
  /** Number of the record by key. */
  readonly places: Map<string, number>;
  /** 0 until the first vector is known. */
  width: number;
  found: number;
}

function toCache(state: CacheState): VectorCache {
  return {
    name: state.embedder.name,
    isLexical: state.embedder.isLexical,
    get found() {
      return state.found;
    },
    async embed(texts, signal) {
      const keys = texts.map(toKey);
      const missing = new Map<string, string>();
      for (const [place, key] of keys.entries())
        if (!state.places.has(key)) missing.set(key, texts[place] ?? "");
      state.found += texts.length - missing.size;
      await addMissing(state, [...missing], signal);
      return await Promise.all(keys.map((key) => readVector(state, state.places.get(key) ?? 0)));
    },
    close: () => state.file.close(),
  };
}

function toKey(text: string): string {
  return createHash("sha256")
    .update(text)
    .digest("hex")
    .slice(0, 2 * keyBytes);
}

async function addMissing(
  state: CacheState,
  missing: readonly (readonly [string, string])[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let start = 0; start < missing.length; start += stepTexts) {
    const step = missing.slice(start, start + stepTexts);
    const vectors = await state.embedder.embed(
      step.map(([, text]) => text),
      signal,
    );
    const width = vectors[0]?.length ?? 0;
    if (state.width === 0) await writeHead(state, width);
    const records = step.map(([key], place) => toRecord(state, key, vectors[place] ?? new Float32Array(0)));
    await state.file.appendFile(Buffer.concat(records));
    for (const [key] of step) state.places.set(key, state.places.size);
  }
}

function toRecord({ width, path, embedder }: CacheState, key: string, vector: Float32Array): Buffer {
  if (vector.length !== width)
    throw new StemmaError(
      "bad-response",
      `${embedder.name} gave vectors of ${vector.length} numbers, not ${width}`,
      {
        hint: `was the model changed under the same name? then remove ${path}`,
      },
    );
  return Buffer.concat([
    Buffer.from(key, "hex"),
    new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
  ]);
}

async function writeHead(state: CacheState, width: number): Promise<void> {
  const head = Buffer.alloc(headBytes);
  head.write(magic, 0, "latin1");
  head.writeUInt32LE(width, magic.length);
  head.write(toKey(state.embedder.name), magic.length + 4, "hex");
  await state.file.appendFile(head);
  state.width = width;
}

async function readPlaces(state: CacheState): Promise<void> {
  const { size } = await state.file.stat();
  if (size < headBytes) return await state.file.truncate(0);
  const head = await readAt(state.file, 0, headBytes);
  const width = head.readUInt32LE(magic.length);
  if (head.toString("latin1", 0, magic.length) !== magic || width === 0)
    throw new StemmaError("corrupt", `${state.path} is no file of kept vectors`, {
      hint: "remove it, or name another",
    });
  if (head.toString("hex", magic.length + 4) !== toKey(state.embedder.name))
    throw new StemmaError(
      "corrupt",
      `${state.path} keeps vectors of another model than ${state.embedder.name}`,
      {
        hint: "vectors of different models do not compare: name another file",
      },
    );
  state.width = width;
  const bytes = toRecordBytes(state);
  const count = Math.floor((size - headBytes) / bytes);
  if (headBytes + count * bytes < size) await state.file.truncate(headBytes + count * bytes);
  for (let place = 0; place < count; place++) {
    const key = await readAt(state.file, headBytes + place * bytes, keyBytes);
    state.places.set(key.toString("hex"), place);
  }
}

async function readVector(state: CacheState, place: number): Promise<Float32Array> {
  const bytes = toRecordBytes(state);
  const record = await readAt(state.file, headBytes + place * bytes + keyBytes, bytes - keyBytes);
  return new Float32Array(new Uint8Array(record).buffer);
}

function toRecordBytes({ width }: CacheState): number {
  return keyBytes + 4 * width;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await file.read(buffer, 0, length, position);
  return buffer;
}
