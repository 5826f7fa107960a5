import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { z } from "zod";
import { compareText, StemmaError } from "../../model/index.ts";
import { findBrokenLine } from "./json-line.ts";

/** The files of one folder. Only what the folder lists can be read: no path leads out of it, no link is followed. */
export interface FolderFiles {
  /** Relative paths with `/`, sorted. */
  readonly paths: readonly string[];
  /** The path as the folder spells it; letter case does not matter. */
  findPath(path: string): string | undefined;
  /** Undefined when the file is larger than `maxBytes`. */
  findBytes(path: string, maxBytes: number): Promise<Uint8Array | undefined>;
  /** @throws StemmaError `corrupt` naming file and line. */
  readJson<Value>(path: string, schema: z.ZodType<Value>): Promise<Value>;
}

export async function openFolderFiles(folder: string): Promise<FolderFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort(compareText);
  const exact = new Set(paths);
  const folded = new Map(paths.toReversed().map((path) => [path.toLowerCase(), path]));
  return {
    paths,
    findPath: (path) => (exact.has(path) ? path : folded.get(path.toLowerCase())),
    async findBytes(path, maxBytes) {
      const file = join(folder, path);
      return (await stat(file)).size > maxBytes ? undefined : readFile(file);
    },
    async readJson(path, schema) {
      return parseFile(
        { file: join(folder, path), text: await readFile(join(folder, path), "utf8") },
        schema,
      );
    },
  };
}

function parseFile<Value>(source: { file: string; text: string }, schema: z.ZodType<Value>): Value {
  const { file, text } = source;
  const parsed = schema.safeParse(parseText(file, text));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    (issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`,
  );
  throw toCorrupt(`${file} is not as a snapshot has it: ${issues.slice(0, 5).join("; ")}`);
}

function parseText(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw toCorrupt(`${file} is not valid JSON at line ${findBrokenLine(text)}`, cause);
  }
}

function toCorrupt(message: string, cause?: unknown): StemmaError {
  return new StemmaError("corrupt", message, { hint: "repair the file or record the snapshot again", cause });
}
