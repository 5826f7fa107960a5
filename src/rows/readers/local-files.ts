import { glob, readdir, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { findReasonToLeaveOut, findSplit, toBaseName } from "./file-place.ts";
import type { ReadNote } from "./row-input.ts";

export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** As shown: what was given, and what lies below it. */
  readonly name: string;
  readonly split: string | null;
}

interface FindOptions {
  readonly cwd: string;
  readonly onNote?: ((note: ReadNote) => void) | undefined;
}

/** The files that a path, a folder or a glob names, in name order; none when nothing is there. */
export async function listDataFiles(place: string, options: FindOptions): Promise<FoundFile[]> {
  const path = resolve(options.cwd, place);
  const entry = await stat(path).catch(() => undefined);
  return entry === undefined ? await listGlob(place, options) : await listPlace(path, place, options);
}

async function listPlace(path: string, name: string, options: FindOptions): Promise<FoundFile[]> {
  const entry = await stat(path);
  if (!entry.isDirectory()) return [{ path, name, split: findSplit(toBaseName(path)) }];
  const inside = await listFilesBelow(path);
  const [rows = [], left = []] = [true, false].map((isWanted) =>
    inside.filter((file) => (findReasonToLeaveOut(file) === undefined) === isWanted),
  );
  if (left.length > 0) options.onNote?.(toLeftOutNote(name, left));
  noteTwins(name, rows, options);
  return rows.map((file) => ({
    path: join(path, file),
    name: `${name.replace(/\/+$/, "")}/${file}`,
    split: findSplit(file),
  }));
}

async function listFilesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    // A link may lead to a file, to a folder, or nowhere.
    const isFile =
      entry.isFile() || (entry.isSymbolicLink() && (await stat(path).catch(() => undefined))?.isFile());
    if (isFile) paths.push(relative(folder, path).replaceAll("\\", "/"));
  }
  return paths.sort(compareNames);
}

async function listGlob(pattern: string, options: FindOptions): Promise<FoundFile[]> {
  if (!/[*?[{]/.test(pattern)) return [];
  const names = (await Array.fromAsync(glob(pattern, { cwd: options.cwd }))).sort(compareNames);
  const found: FoundFile[] = [];
  const left: string[] = [];
  for (const name of names) {
    const path = resolve(options.cwd, name);
    const entry = await stat(path).catch(() => undefined);
    if (entry === undefined) continue;
    if (entry.isFile() && findReasonToLeaveOut(toBaseName(name)) !== undefined) left.push(name);
    else found.push(...(await listPlace(path, name, options)));
  }
  if (left.length > 0) options.onNote?.(toLeftOutNote(pattern, left));
  return found;
}

/** By code units, so that every machine has the same order. */
function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const mostNames = 5;

function toLeftOutNote(folder: string, left: readonly string[]): ReadNote {
  const names = left.slice(0, mostNames).join(", ");
  const rest = left.length > mostNames ? ` and ${left.length - mostNames} more` : "";
  return {
    file: folder,
    kind: "left-out",
    isLoss: false,
    message: `${folder}: ${left.length} files hold no rows by their names and were left out: ${names}${rest}`,
    hint: "Name a file itself to read it whatever its name is.",
  };
}

/** `train.jsonl` beside `train.parquet` is most often one set of rows in two formats. */
function noteTwins(folder: string, files: readonly string[], { onNote }: FindOptions): void {
  const toStem = (file: string) =>
    file.slice(0, file.length - toBaseName(file).length) + toBaseName(file).split(".")[0];
  const twins = [...Map.groupBy(files, toStem).values()].find((group) => group.length > 1);
  if (twins === undefined) return;
  onNote?.({
    file: folder,
    kind: "same-rows-twice",
    isLoss: false,
    message: `${folder}: ${twins.join(" and ")} may hold the same rows; all of them are read`,
    hint: "Name the files, or give a glob such as '*.parquet', to read one of them.",
  });
}
