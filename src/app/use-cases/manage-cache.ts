import { z } from "zod";
import { pruneCache, readCacheUsage } from "../../sources/index.ts";
import { defineUseCase } from "../use-case.ts";

const CacheUsage = z.object({
  answers: z.int(),
  bytes: z.int(),
  oldest: z.string().nullable(),
  newest: z.string().nullable(),
});

/** How much of the network's answers is kept, and where. */
export const inspectCache = defineUseCase({
  name: "cache",
  summary: "Print where the cache is and how large",
  input: z.object({}),
  output: CacheUsage.extend({ folder: z.string() }),
  async perform(_, { configuration }) {
    return { folder: configuration.cacheFolder, ...(await readCacheUsage(configuration.cacheFolder)) };
  },
});

/** Removes old answers; the store keeps its own documents and loses nothing. */
export const trimCache = defineUseCase({
  name: "cache prune",
  summary: "Remove old answers from the cache",
  input: z.object({
    olderThanDays: z.number().min(0).default(30),
    /** What may be left afterwards; null is no limit. */
    maxBytes: z.number().min(0).nullable().default(null),
  }),
  output: z.object({ folder: z.string(), removedAnswers: z.int(), freedBytes: z.int(), left: CacheUsage }),
  async perform({ olderThanDays, maxBytes }, { configuration }) {
    const folder = configuration.cacheFolder;
    const rules = maxBytes === null ? { olderThanDays } : { olderThanDays, maxBytes };
    return { folder, ...(await pruneCache(folder, rules)) };
  },
});
