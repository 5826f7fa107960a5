import { z } from "zod";
import { pruneCache, readCacheUsage } from "../../sources/index.ts";
import { pruneRowCache, RowCacheUsage, readRowCacheUsage } from "../rows/row-cache.ts";
import { defineUseCase } from "../use-case.ts";

const CacheUsage = z.object({
  answers: z.int(),
  bytes: z.int(),
  oldest: z.string().nullable(),
  newest: z.string().nullable(),
});

/** How much of the network's answers and of rows is kept, and where. */
export const inspectCache = defineUseCase({
  name: "cache",
  summary: "Print where the cache is and how large",
  input: z.object({}),
  output: CacheUsage.extend({ folder: z.string(), rows: RowCacheUsage }),
  async perform(_, { configuration }) {
    const folder = configuration.cacheFolder;
    return { folder, ...(await readCacheUsage(folder)), rows: await readRowCacheUsage(folder) };
  },
});

/** Removes old answers, and files of rows that were not used for as long; the store keeps its own documents and loses nothing. */
export const trimCache = defineUseCase({
  name: "cache prune",
  summary: "Remove old answers and rows from the cache",
  input: z.object({
    olderThanDays: z.number().min(0).default(30),
    /** What may be left of answers afterwards; null is no limit. */
    maxBytes: z.number().min(0).nullable().default(null),
  }),
  output: z.object({
    folder: z.string(),
    removedAnswers: z.int(),
    freedBytes: z.int(),
    left: CacheUsage,
    freedRowBytes: z.int(),
  }),
  async perform({ olderThanDays, maxBytes }, { configuration }) {
    const folder = configuration.cacheFolder;
    const rules = maxBytes === null ? { olderThanDays } : { olderThanDays, maxBytes };
    const pruned = await pruneCache(folder, rules);
    return { folder, ...pruned, freedRowBytes: await pruneRowCache(folder, olderThanDays) };
  },
});
