import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { StemmaError } from "../../model/index.ts";
import { createLocalBytes } from "./local-bytes.ts";
import { type FoundFile, listDataFiles } from "./local-files.ts";
import type { ReadNote, RowFile, RowInput } from "./row-input.ts";
import { sniffContent } from "./sniff-content.ts";

export interface OpenOptions {
  readonly cwd: string;
  /** What `-` stands for; put aside in `scratchFolder`, as inputs are read more than once. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  /** A folder that the caller removes at the end; only used for stdin. */
  readonly scratchFolder?: string | undefined;
  /** Opens a dataset of the hub; without it only what is on this machine can be read. */
  readonly openDataset?:
    | ((reference: string, signal?: AbortSignal) => Promise<readonly RowFile[]>)
    | undefined;
  readonly onNote?: ((note: ReadNote) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds what the arguments of a command name. Nothing but the beginnings of files is read.
 *
 * @throws StemmaError `not-found` for a place without a file of rows, `usage` for an argument that names nothing readable.
 */
export async function openRowInputs(args: readonly string[], options: OpenOptions): Promise<RowInput[]> {
  const inputs: RowInput[] = [];
  for (const arg of args) inputs.push(await openRowInput(arg, options));
  return inputs;
}

async function openRowInput(arg: string, options: OpenOptions): Promise<RowInput> {
  const { name, place } = await splitName(arg, options.cwd);
  const found = await listDataFiles(place, options);
  const files: RowFile[] = [];
  for (const file of found) files.push(await openLocalFile(file, options.signal));
  return { name, files };
}

/** `train=data/a.jsonl` names its input, unless a file of that very name is there. */
async function splitName(arg: string, cwd: string): Promise<{ name: string; place: string }> {
  const named = /^([^=/\\*?]+)=(.+)$/.exec(arg);
  const isFile = named !== null && (await stat(resolve(cwd, arg)).catch(() => undefined)) !== undefined;
  const [, name, place] = named ?? [];
  return name === undefined || place === undefined || isFile ? { name: arg, place: arg } : { name, place };
}

async function openLocalFile(
  { path, name, split }: FoundFile,
  signal: AbortSignal | undefined,
): Promise<RowFile> {
  const { size, mtimeMs } = await stat(path);
  const bytes = createLocalBytes({ path, name, byteLength: size, modifiedMs: mtimeMs });
  const content = await sniffContent(bytes, signal);
  if (content.format !== undefined) return { bytes, ...content, format: content.format, split, stated: null };
  throw new StemmaError("usage", `${name} has no format that can be read as rows`, {
    hint: "JSON Lines, JSON, CSV, TSV, Parquet and Arrow are read, plain or as .gz or .zst.",
  });
}
