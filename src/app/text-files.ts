import { readdir, readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import type { TextFile } from "../formats/index.ts";
import { compareText, StemmaError } from "../model/index.ts";

/** A larger file is none that a person wrote or a tool exported for reading. */
const maxBytes = 512 * 2 ** 20;

/**
 * A file named as people see it: relative to the working folder where it is inside.
 *
 * @throws StemmaError `not-found`, `too-large`.
 */
export async function readTextFile(cwd: string, path: string): Promise<TextFile> {
  const place = resolve(cwd, path);
  const name = toShownName(cwd, place);
  try {
    const { size } = await stat(place);
    if (size > maxBytes) throw createSizeError(name, size);
    return { name, text: await readFile(place, "utf8") };
  } catch (cause) {
    throw cause instanceof StemmaError ? cause : toUnreadError(name, cause);
  }
}

function toShownName(cwd: string, place: string): string {
  const inside = relative(cwd, place);
  return inside.startsWith("..") || isAbsolute(inside) ? place : inside;
}

function createSizeError(name: string, bytes: number): StemmaError {
  return new StemmaError("too-large", `${name} holds ${bytes} bytes; at most ${maxBytes} are read`, {
    hint: "split it, or leave out texts",
  });
}

/**
 * The names of the files in a folder, hidden ones left out; undefined for a path that is no folder.
 *
 * @throws StemmaError `not-found` that names the path, when it is not there or cannot be read.
 */
export async function listFolder(cwd: string, path: string): Promise<readonly string[] | undefined> {
  const place = resolve(cwd, path);
  try {
    if (!(await stat(place)).isDirectory()) return undefined;
    const entries = await readdir(place, { withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."));
    return files.map(({ name }) => name).sort(compareText);
  } catch (cause) {
    throw toUnreadError(toShownName(cwd, place), cause);
  }
}

/** The files of a folder by name, as text. */
export async function readFolderFiles(
  cwd: string,
  path: string,
  names: readonly string[],
): Promise<readonly TextFile[]> {
  return await Promise.all(names.map((name) => readTextFile(cwd, join(path, name))));
}

function toUnreadError(path: string, cause: unknown): StemmaError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StemmaError("not-found", `${path} could not be read: ${reason}`, {
    hint: "check the path; it is read from the working folder",
    cause,
  });
}

/** Whether a path leads to a file that is there. */
export async function isFile(cwd: string, path: string): Promise<boolean> {
  const found = await stat(resolve(cwd, path)).catch(() => undefined);
  return found?.isFile() ?? false;
}
