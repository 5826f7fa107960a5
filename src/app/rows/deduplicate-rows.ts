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
  async perform(request, context) {
    const { clusters, out, ledger, replaces } = request;
    const settings = parseNearDuplicateOptions(request);
    const toPath = (path: string) => resolve(context.configuration.cwd, path);
    const written = [out, ledger].flatMap((path) => (path === null ? [] : [toPath(path)]));
    for (const path of written) findRowEnding(path);
    await assertWritable(written, { replaces });
    return await withRows({ ...request, wholeRows: out !== null }, context, async (rows) => {
      const { report, ...removal } = await removeNearDuplicates(rows, { settings, clusters });
      const files: StreamedFile[] = [];
      if (out !== null) {
        const content = toRecordContent(out, removal.listSurvivors, context.signal);
        files.push({ path: toPath(out), content });
      }
      if (ledger !== null) {
        const content = toEntryContent(ledger, removal.listEntries(), entryColumns);
        files.push({ path: toPath(ledger), content });
      }
      await writeFiles(files, { replaces });
      return { ...report, mapping: [...rows.mappings], written };
    });
  },
});
