import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { TextFile } from "../formats/index.ts";
import { compareText, StemmaError } from "../model/index.ts";

/** @throws StemmaError `not-found` that names the file, when it is not there or cannot be read as text. */
export async function readTextFile(cwd: string, path: string): Promise<TextFile> {
  const file = resolve(cwd, path);
  try {
    return { name: basename(file), text: await readFile(file, "utf8") };
  } catch (cause) {
    throw toUnreadError(file, cause);
  }
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
    throw toUnreadError(place, cause);
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
    hint: "check the path, and that you may read it",
    cause,
  });
}

/** Whether a path leads to a file that is there. */
export async function isFile(cwd: string, path: string): Promise<boolean> {
  const found = await stat(resolve(cwd, path)).catch(() => undefined);
  return found?.isFile() ?? false;
}
