import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { answersFolder, bodiesFolder, findBodyHash, temporaryPrefix } from "./response-cache.ts";

interface CacheUsage {
  readonly answers: number;
  /** Of answers, bodies and leftovers together. */
  readonly bytes: number;
  /** When the least and the most recently confirmed answers were written; null when there is none. */
  readonly oldest: string | null;
  readonly newest: string | null;
}

interface PruneRules {
  readonly maxBytes?: number | undefined;
  readonly olderThanDays?: number | undefined;
  /** Time to count days from, in milliseconds; now when absent. */
  readonly now?: number | undefined;
}

interface PruneResult {
  readonly removedAnswers: number;
  readonly freedBytes: number;
  readonly left: CacheUsage;
}

interface CacheFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly writtenAt: number;
}

const dayMs = 24 * 60 * 60_000;
const leftoverAgeMs = 60 * 60_000;

/** Size of the stored answers; a folder that does not exist is empty. */
export async function readCacheUsage(folder: string): Promise<CacheUsage> {
  const answers = await listFiles(join(folder, answersFolder));
  const bodies = await listFiles(join(folder, bodiesFolder));
  const entries = answers.filter((file) => !isLeftover(file));
  const times = entries.map((file) => file.writtenAt).sort((a, b) => a - b);
  return {
    answers: entries.length,
    bytes: sumBytes([...answers, ...bodies]),
    oldest: toDate(times[0]),
    newest: toDate(times.at(-1)),
  };
}

/**
 * Removes answers that were not confirmed for `olderThanDays`, then the least recently confirmed ones until what is
 * left fits into `maxBytes`; then bodies that no answer uses, and parts a killed process left. Safe beside a running
 * client: what it misses it reads again.
 */
export async function pruneCache(folder: string, rules: PruneRules): Promise<PruneResult> {
  const now = rules.now ?? Date.now();
  const before = await readCacheUsage(folder);
  const answers = (await listFiles(join(folder, answersFolder))).filter((file) => !isLeftover(file));
  const bodies = await listFiles(join(folder, bodiesFolder));
  const doomed = await chooseAnswers({ answers, bodies, rules, now });
  for (const file of doomed) await rm(file.path, { force: true });
  await removeOrphans(folder, now);
  const left = await readCacheUsage(folder);
  return { removedAnswers: doomed.length, freedBytes: Math.max(0, before.bytes - left.bytes), left };
}

interface PruneInput {
  readonly answers: readonly CacheFile[];
  readonly bodies: readonly CacheFile[];
  readonly rules: PruneRules;
  readonly now: number;
}

async function chooseAnswers({ answers, bodies, rules, now }: PruneInput): Promise<readonly CacheFile[]> {
  const newestFirst = [...answers].sort((a, b) => b.writtenAt - a.writtenAt || (a.name < b.name ? -1 : 1));
  const bodyBytes = new Map(bodies.map((file) => [file.name, file.bytes]));
  const kept = new Set<string>();
  const doomed: CacheFile[] = [];
  let keptBytes = 0;
  let isFull = false;
  for (const file of newestFirst) {
    const body = (await readBodyHash(file.path)) ?? "";
    const bytes = file.bytes + (kept.has(body) ? 0 : (bodyBytes.get(body) ?? 0));
    const isOld = rules.olderThanDays !== undefined && now - file.writtenAt > rules.olderThanDays * dayMs;
    isFull ||= rules.maxBytes !== undefined && keptBytes + bytes > rules.maxBytes;
    if (isOld || isFull || body === "") doomed.push(file);
    else {
      keptBytes += bytes;
      kept.add(body);
    }
  }
  return doomed;
}

async function removeOrphans(folder: string, now: number): Promise<void> {
  const answers = await listFiles(join(folder, answersFolder));
  const bodies = await listFiles(join(folder, bodiesFolder));
  const used = new Set(await Promise.all(answers.map((file) => readBodyHash(file.path))));
  const orphans = bodies.filter((file) => !isLeftover(file) && !used.has(file.name));
  const leftovers = [...answers, ...bodies].filter(
    (file) => isLeftover(file) && now - file.writtenAt > leftoverAgeMs,
  );
  for (const file of [...orphans, ...leftovers]) await rm(file.path, { force: true });
}

async function readBodyHash(path: string): Promise<string | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : findBodyHash(text);
}

function isLeftover(file: CacheFile): boolean {
  return file.name.startsWith(temporaryPrefix);
}

async function listFiles(folder: string): Promise<readonly CacheFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const known = await stat(path).catch(() => undefined);
        return known === undefined
          ? []
          : [{ path, name: entry.name, bytes: known.size, writtenAt: known.mtimeMs }];
      }),
  );
  return files.flat();
}

function sumBytes(files: readonly CacheFile[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}

function toDate(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
