import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, isAbsolute, join, relative, resolve } from "node:path";
import type { TextFile } from "../formats/index.ts";
import { StemmaError } from "../model/index.ts";

/** What files of graphs are called; others of a folder are passed over. */
const extensions = new Set([".json", ".jsonl", ".csv", ".tsv", ".graphml", ".xml", ".cyjs"]);

/** Over all files together; above it a graph is not what they hold. */
const maxBytes = 512 * 2 ** 20;

/**
 * Reads the files of a graph, those of a folder in the order of their names. They are named as seen from `cwd`, or plainly
 * where they lie elsewhere.
 *
 * @throws StemmaError `not-found` for what cannot be read, `too-large`.
 */
export async function readGraphFiles(paths: readonly string[], cwd: string): Promise<TextFile[]> {
  const files = (await Promise.all(paths.map((path) => listFiles(resolve(cwd, path))))).flat();
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > maxBytes) {
    throw new StemmaError("too-large", `the files hold ${bytes} bytes; at most ${maxBytes} are read`, {
      hint: "split the graph, or leave out texts",
    });
  }
  return await Promise.all(
    files.map(async ({ path }) => ({ name: toName(path, cwd), text: await readText(path) })),
  );
}

interface FoundFile {
  readonly path: string;
  readonly size: number;
}

async function listFiles(path: string): Promise<FoundFile[]> {
  const found = await stat(path).catch((cause: Error) => {
    throw toReadError(path, cause);
  });
  if (!found.isDirectory()) return [{ path, size: found.size }];
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && extensions.has(extname(entry.name).toLowerCase()))
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) {
    throw new StemmaError("not-found", `${path} holds no file of a graph`, {
      hint: `looked for files that end in ${[...extensions].join(", ")}`,
    });
  }
  return (await Promise.all(names.map((name) => listFiles(join(path, name))))).flat();
}

async function readText(path: string): Promise<string> {
  return await readFile(path, "utf8").catch((cause: Error) => {
    throw toReadError(path, cause);
  });
}

function toReadError(path: string, cause: Error): StemmaError {
  return new StemmaError("not-found", `${path} could not be read: ${cause.message}`, { cause });
}

function toName(path: string, cwd: string): string {
  const name = relative(cwd, path);
  return name.startsWith("..") || isAbsolute(name) ? basename(path) : name;
}
