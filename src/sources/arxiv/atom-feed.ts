import { SaxesParser } from "saxes";
import { z } from "zod";
import { findArxivId } from "./arxiv-id.ts";

/** What arXiv itself says of a paper. */
const ArxivEntry = z.object({
  id: z.string(),
  title: z.string().min(1),
  summary: z.string(),
  published: z.string().nullable(),
});
export type ArxivEntry = z.infer<typeof ArxivEntry>;

export interface AtomFeed {
  readonly entries: readonly ArxivEntry[];
  /** arXiv reports errors as an entry of the feed, under any HTTP status. */
  readonly error: string | null;
}

const errorId = /^https?:\/\/arxiv\.org\/api\/errors/;

/** Reads a feed; undefined when the text is none. No entity is expanded but XML's own five. */
export function findAtomFeed(text: string): AtomFeed | undefined {
  const raw = findRawEntries(text);
  if (raw === undefined) return undefined;
  const error = raw.find((entry) => errorId.test(entry.get("id") ?? ""));
  if (error !== undefined) return { entries: [], error: error.get("summary") ?? "unknown error" };
  return { entries: raw.flatMap(findEntry), error: null };
}

function findRawEntries(text: string): Map<string, string>[] | undefined {
  const parser = new SaxesParser();
  const path: string[] = [];
  const entries: Map<string, string>[] = [];
  let isBroken = false;
  const addText = (chunk: string) => {
    const entry = entries.at(-1);
    const name = path[2];
    if (entry === undefined || name === undefined || path[1] !== "entry" || path.length > 3) return;
    entry.set(name, (entry.get(name) ?? "") + chunk);
  };
  parser.on("error", () => {
    isBroken = true;
  });
  parser.on("doctype", () => {
    isBroken = true;
  });
  parser.on("opentag", ({ name }) => {
    path.push(name);
    if (path.length === 2 && name === "entry") entries.push(new Map());
    if (path.length === 1 && name !== "feed") isBroken = true;
  });
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    path.pop();
  });
  parser.write(text).close();
  return isBroken ? undefined : entries;
}

function findEntry(raw: ReadonlyMap<string, string>): ArxivEntry[] {
  const toLine = (name: string) => (raw.get(name) ?? "").replace(/\s+/g, " ").trim();
  const id = findArxivId(toLine("id").replace(/^https?:\/\/arxiv\.org\/abs\//, ""));
  const published = toLine("published") || null;
  const parsed = ArxivEntry.safeParse({ id, title: toLine("title"), summary: toLine("summary"), published });
  return parsed.success ? [parsed.data] : [];
}
