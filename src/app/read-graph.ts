import { type GraphImport, importFormats, parseGraph, type TextFile } from "../formats/index.ts";
import { StemmaError } from "../model/index.ts";
import { listFolder, readFolderFiles, readTextFile } from "./text-files.ts";

export interface ReadGraph extends GraphImport {
  /** Files of the folder that are no part of the graph. */
  readonly setAside: readonly string[];
}

/** Endings of files that can hold a graph; a folder may have others beside them. */
const graphEndings = /\.(?:jsonl?|ndjson|csv|tsv|graphml|xml|cyjs)$/i;

/**
 * The files of a graph; of a folder those that can hold one, in the order of their names.
 *
 * @throws StemmaError `not-found` for what cannot be read, `too-large`.
 */
export async function readGraphFiles(cwd: string, paths: readonly string[]): Promise<TextFile[]> {
  return (await Promise.all(paths.map((path) => readGraphPath(cwd, path)))).flat();
}

async function readGraphPath(cwd: string, path: string): Promise<readonly TextFile[]> {
  const names = await listFolder(cwd, path);
  if (names === undefined) return [await readTextFile(cwd, path)];
  const candidates = names.filter((name) => graphEndings.test(name));
  if (candidates.length > 0) return await readFolderFiles(cwd, path, candidates);
  throw new StemmaError("not-found", `${path} holds no file of a graph`, {
    hint: "a graph is JSON, JSON lines, CSV or GraphML: name the file itself",
  });
}

/**
 * Reads a graph from a file, or from those files of a folder that a format knows.
 *
 * @throws StemmaError `not-found` for a path that cannot be read, `usage` for a folder with no graph or with several,
 *   `corrupt`, `too-large`.
 */
export async function readGraph(cwd: string, path: string): Promise<ReadGraph> {
  const names = await listFolder(cwd, path);
  if (names === undefined) return { ...parseGraph([await readTextFile(cwd, path)]), setAside: [] };
  const candidates = names.filter((name) => graphEndings.test(name));
  const chosen = chooseFiles(path, await readFolderFiles(cwd, path, candidates));
  const taken = new Set(chosen.map(({ name }) => name));
  return { ...parseGraph(chosen), setAside: names.filter((name) => !taken.has(name)) };
}

/** The files that make up one graph: those of the only format, or of the only one whose graph is in several files. */
function chooseFiles(path: string, files: readonly TextFile[]): readonly TextFile[] {
  const groups = importFormats
    .map((format) => ({ format, group: files.filter((file) => format.fits([file])) }))
    .filter(({ group }) => group.length > 0);
  const whole = groups.filter(({ format, group }) => format.fits(group));
  const joined = whole.filter(({ group }) => group.length > 1);
  for (const found of [groups, joined]) {
    const [only] = found;
    if (only !== undefined && found.length === 1 && whole.includes(only)) return only.group;
  }
  const listed = groups.map(({ group }) => group.map(({ name }) => name).join(", "));
  const text =
    listed.length === 0
      ? `no graph was recognised in the folder ${path}`
      : `the folder ${path} holds more than one graph: ${listed.join("; ")}`;
  throw new StemmaError("usage", text, {
    hint: "a graph is JSON, GraphML, CSV, or graph.jsonl with data.jsonl: name the file itself",
  });
}
