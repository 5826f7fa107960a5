import { glob, readdir, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { StemmaError } from "../../model/index.ts";
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

/**
 * The files that a path, a folder or a glob names, in name order.
 *
 * @throws StemmaError `not-found` when there is none.
 */
export async function listDataFiles(place: string, options: FindOptions): Promise<FoundFile[]> {
  const path = resolve(options.cwd, place);
  const entry = await stat(path).catch(() => undefined);
  const found = entry === undefined ? await listGlob(place, options) : await listPlace(path, place, options);
  if (found.length > 0) return found;
  throw new StemmaError("not-found", `${place} is no file of rows, and no folder that holds any`, {
    hint: "Give a file, a folder, a quoted glob such as 'data/*.jsonl', - for standard input, or a dataset of the hub (org/name).",
  });
}

async function listPlace(path: string, name: string, options: FindOptions): Promise<FoundFile[]> {
  const entry = await stat(path);
  if (!entry.isDirectory()) return [{ path, name, split: findSplit(toBaseName(path)) }];
  const below = await readdir(path, { recursive: true, withFileTypes: true });
  const inside = below
    .filter((file) => file.isFile() || file.isSymbolicLink())
    .map((file) => relative(path, join(file.parentPath, file.name)).replaceAll("\\", "/"))
    .sort(compareNames);
  const left = inside.filter((file) => findReasonToLeaveOut(file) !== undefined);
  if (left.length > 0) options.onNote?.(toLeftOutNote(name, left));
  return inside
    .filter((file) => findReasonToLeaveOut(file) === undefined)
    .map((file) => ({
      path: join(path, file),
      name: `${name.replace(/\/+$/, "")}/${file}`,
      split: findSplit(file),
    }));
}

async function listGlob(pattern: string, options: FindOptions): Promise<FoundFile[]> {
  if (!/[*?[{]/.test(pattern)) return [];
  const names = await Array.fromAsync(glob(pattern, { cwd: options.cwd }));
  const found: FoundFile[] = [];
  for (const name of names.sort(compareNames)) {
    found.push(...(await listPlace(resolve(options.cwd, name), name, options)));
  }
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
