import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { StemmaError } from "../../model/index.ts";
import type { DatasetFiles } from "../../model/ports/index.ts";
import { findDatasetReference } from "./dataset/dataset-reference.ts";
import { openDataset } from "./dataset/open-dataset.ts";
import { createLocalBytes } from "./local-bytes.ts";
import { type FoundFile, listDataFiles } from "./local-files.ts";
import type { ReadNote, RowFile, RowInput } from "./row-input.ts";
import { sniffContent } from "./sniff-content.ts";

export interface OpenOptions {
  readonly cwd: string;
  /** What `-` stands for. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  /** Where standard input and pipes are put aside, as inputs are read more than once; the caller removes it at the end. */
  readonly scratchFolder?: string | undefined;
  /** The hub; without it only what is on this machine can be read. */
  readonly datasets?: DatasetFiles | undefined;
  /** Where what is read of the hub's files is kept, so that `fetchRowFile` can hand them to other threads. */
  readonly copyFolder?: string | undefined;
  readonly onNote?: ((note: ReadNote) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds what the arguments of a command name: a file, a folder (all files of rows below it), a glob, `-`, or a dataset of
 * the hub; `name=` in front names the input. What is on this machine goes before the hub. Only lists of files and their
 * beginnings are read, and all of standard input.
 *
 * @throws StemmaError `not-found` for a place without a file of rows, `usage` for an argument that names nothing readable,
 *   and what `DatasetFiles` throws.
 */
export async function openRowInputs(args: readonly string[], options: OpenOptions): Promise<RowInput[]> {
  const inputs: RowInput[] = [];
  for (const arg of args) {
    const { name, place } = await splitName(arg, options.cwd);
    inputs.push({ name, files: await openPlace(place, options) });
  }
  return inputs;
}

/**
 * `train=data/a.jsonl` and `org/name=data/a.jsonl` name their input, unless a file of that very name is there, or the
 * folder that the first sign of equality stands in (`data/year=2024/part.parquet`).
 */
async function splitName(arg: string, cwd: string): Promise<{ name: string; place: string }> {
  const [, name, place] = /^([^=/\\*?]+(?:\/[^=/\\*?]+)?)=(.+)$/s.exec(arg) ?? [];
  const paths = [arg, /^[^=]*=[^/\\]*/.exec(arg)?.[0] ?? arg].map((path) => resolve(cwd, path));
  const isPath = (await Promise.all(paths.map(isThere))).includes(true);
  return name === undefined || place === undefined || isPath ? { name: arg, place: arg } : { name, place };
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function openPlace(place: string, options: OpenOptions): Promise<RowFile[]> {
  if (place === "-") return [await openStdin(options)];
  const found = place.startsWith("hf://") ? [] : await listDataFiles(place, options);
  if (found.length > 0) return await openLocalFiles(found, options);
  const reference = findDatasetReference(place);
  if (reference === undefined) throw createMissing(place);
  if (options.datasets !== undefined)
    return await openDataset(reference, { ...options, datasets: options.datasets });
  throw new StemmaError("offline", `${place} is no file here, and datasets of the hub cannot be read now`, {
    hint: "Give the path of the dataset's files.",
  });
}

async function openLocalFiles(found: readonly FoundFile[], options: OpenOptions): Promise<RowFile[]> {
  const files: RowFile[] = [];
  for (const { path, name, split } of found) {
    const entry = await stat(path);
    const local = entry.isFile() ? path : await putAside(createReadStream(path), options);
    files.push(await openLocalFile({ path: local, name, split }, options));
  }
  return files;
}

async function openStdin(options: OpenOptions): Promise<RowFile> {
  if (options.stdin === undefined)
    throw new StemmaError("usage", "There is no standard input to read rows from");
  const path = await putAside(options.stdin, options);
  return await openLocalFile({ path, name: "standard input", split: null }, options);
}

let putAsideCount = 0;

async function putAside(
  stream: AsyncIterable<Uint8Array>,
  { scratchFolder, signal }: OpenOptions,
): Promise<string> {
  if (scratchFolder === undefined) throw new TypeError("standard input needs a scratch folder");
  putAsideCount += 1;
  const path = join(scratchFolder, `input-${putAsideCount}`);
  await pipeline(stream, createWriteStream(path), { ...(signal && { signal }) });
  return path;
}

async function openLocalFile({ path, name, split }: FoundFile, { signal }: OpenOptions): Promise<RowFile> {
  const { size, mtimeMs } = await stat(path);
  const bytes = createLocalBytes({ path, name, byteLength: size, modifiedMs: mtimeMs });
  const content = await sniffContent(bytes, signal);
  if (content.format === "parquet" && content.compression !== "none") {
    throw new StemmaError("usage", `${name} is a Parquet file inside a packed one`, {
      hint: "Unpack it first: Parquet is read at any place, and packed already.",
    });
  }
  if (content.format !== undefined) return { bytes, ...content, format: content.format, split, origin: null };
  throw new StemmaError("usage", `${name} has no format that can be read as rows`, {
    hint: "JSON Lines, JSON, CSV, TSV, Parquet and Arrow are read, plain or as .gz or .zst.",
  });
}

function createMissing(place: string): StemmaError {
  return new StemmaError("not-found", `${place} is no file of rows, and no folder that holds any`, {
    hint: "Give a file, a folder, a quoted glob such as 'data/*.jsonl', - for standard input, or a dataset of the hub (org/name).",
  });
}
