import { resolve } from "node:path";
import { z } from "zod";
import {
  entryColumns,
  findRowEnding,
  NearDuplicateReport,
  parseNearDuplicateOptions,
  removeNearDuplicates,
  toEntryContent,
  toRecordContent,
} from "../../rows/index.ts";
import { defineUseCase } from "../use-case.ts";
import { assertWritable, type StreamedFile, writeFiles } from "../write-files.ts";
import { withRows } from "./open-rows.ts";
import { RowRequest, ShownMapping } from "./row-request.ts";

/** Which rows are left without exact and near-duplicates, and which row each of the others is a copy of. */
export const deduplicateRows = defineUseCase({
  name: "rows dedup",
  summary: "Find near-duplicates, and write what is left without them",
  input: RowRequest.extend({
    permutations: z.number().optional(),
    threshold: z.number().optional(),
    ngram: z.number().optional(),
    unit: z.string().optional(),
    seed: z.number().optional(),
    bands: z.number().optional(),
    rows: z.number().optional(),
    verify: z.string().optional(),
    keep: z.string().optional(),
    /** How many clusters are listed at most; none when null. */
    clusters: z.int().min(1).nullable().default(null),
    /** File for the rows that are left; its ending says in which form. */
    out: z.string().min(1).nullable().default(null),
    /** File for the rows that are dropped, each with the row that caused it. */
    ledger: z.string().min(1).nullable().default(null),
    /** Whether these files are replaced when they are there already. */
    replaces: z.boolean().default(false),
  }),
  output: NearDuplicateReport.extend({
    mapping: z.array(ShownMapping),
    /** The files that were written. */
    written: z.array(z.string()),
  }),
  async perform({ inputs, map, workers, work, clusters, out, ledger, replaces, ...options }, context) {
    const settings = parseNearDuplicateOptions(options);
    const { cwd } = context.configuration;
    const paths = [out, ledger].flatMap((path) => (path === null ? [] : [resolve(cwd, path)]));
    for (const path of paths) findRowEnding(path);
    await assertWritable(paths, { replaces });
    const request = { inputs, map, workers, work, wholeRows: out !== null };
    return await withRows(request, context, async (rows) => {
      const { report, listSurvivors, listEntries } = await removeNearDuplicates(rows, { settings, clusters });
      const files: StreamedFile[] = [];
      if (out !== null) {
        const path = resolve(cwd, out);
        files.push({ path, content: toRecordContent(path, listSurvivors, context.signal) });
      }
      if (ledger !== null) {
        const path = resolve(cwd, ledger);
        files.push({ path, content: toEntryContent(path, listEntries(), entryColumns) });
      }
      await writeFiles(files, { replaces });
      return { ...report, mapping: [...rows.mappings], written: paths };
    });
  },
});
