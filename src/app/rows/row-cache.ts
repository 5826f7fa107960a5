import { readdir, rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** What work on rows keeps in the cache: parts of the hub's files, and what interrupted jobs have done. */
export const RowCacheUsage = z.object({ files: z.int(), bytes: z.int() });
export type RowCacheUsage = z.infer<typeof RowCacheUsage>;

interface KeptFile {
  readonly path: string;
  /** On the disk: holes take no room. */
  readonly bytes: number;
  readonly usedAt: number;
}

const blockBytes = 512;
const dayMs = 24 * 60 * 60_000;

export function toRowCacheFolder(cacheFolder: string): string {
  return join(cacheFolder, "rows");
}

export async function readRowCacheUsage(cacheFolder: string): Promise<RowCacheUsage> {
  const files = await listKeptFiles(toRowCacheFolder(cacheFolder));
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Removes what was not used for so long; whoever still needs it fetches or does it again. Gives the bytes that are freed. */
export async function pruneRowCache(cacheFolder: string, olderThanDays: number): Promise<number> {
  const folder = toRowCacheFolder(cacheFolder);
  const limit = Date.now() - olderThanDays * dayMs;
  const doomed = (await listKeptFiles(folder)).filter(({ usedAt }) => usedAt <= limit);
  for (const { path } of doomed) await rm(path, { force: true });
  await removeEmptyFolders(folder);
  return doomed.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function listKeptFiles(folder: string): Promise<KeptFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files: KeptFile[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const known = entry.isFile() ? await stat(path).catch(() => undefined) : undefined;
    if (known !== undefined) files.push({ path, bytes: known.blocks * blockBytes, usedAt: known.mtimeMs });
  }
  return files;
}

async function removeEmptyFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
  // The deepest first; one that is not empty stays.
  for (const path of folders.sort((a, b) => b.length - a.length)) await rmdir(path).catch(() => {});
}
