import { mkdir, readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import {
  findContamination,
  InputAccount,
  PurgeCounts,
  type PurgedFile,
  type PurgeEntry,
  purgeColumns,
  purgeLevels,
  purgeRows,
  toContaminationReport,
  toEntryContent,
  toRecordContent,
} from "../../rows/index.ts";
import { defineUseCase } from "../use-case.ts";
import { assertWritable, type StreamedFile, writeFiles } from "../write-files.ts";
import { ContaminationRequest, withContamination } from "./open-contamination.ts";
import { ShownMapping } from "./row-request.ts";

/** Training rows without those that hold items of benchmarks, and a ledger of what was removed and why. */
export const purgeTrainingRows = defineUseCase({
  name: "rows purge",
  summary: "Write training rows without benchmark items",
  input: ContaminationRequest.extend({
    level: z.enum(purgeLevels).default("confirmed"),
    /** A file, by its ending, for all rows; else a folder with a file for each training file. */
    out: z.string().min(1),
    /** Whether files are replaced when they are there already. */
    replaces: z.boolean().default(false),
  }),
  output: PurgeCounts.extend({
    /** Rows removed, by benchmark; a row that holds items of several counts for each. */
    byBenchmark: z.array(z.strictObject({ benchmark: z.string(), exact: z.int(), near: z.int() })),
    warnings: z.array(z.string()),
    written: z.array(z.string()),
    inputs: z.array(InputAccount),
    mapping: z.array(ShownMapping),
  }),
  async perform({ level, out, replaces, ...request }, context) {
    const place = resolve(context.configuration.cwd, out);
    const ending = endings.find((one) => place.endsWith(one));
    const ledgers = listLedgers(place, ending);
    await assertPlace({ place, ending, ledgers, replaces });
    return await withContamination({ ...request, wholeRows: true }, context, async ({ mappings, ...job }) => {
      const found = await findContamination(job);
      const { counts, files, entries } = await purgeRows(found, job.train, level);
      const outputs = ending === undefined ? listOutputs(place, files) : [{ path: place, files }];
      const { warnings } = await toContaminationReport(found, { items: null, rows: false });
      const written: StreamedFile[] = [
        ...ledgers.map((path) => ({ path, content: toEntryContent(path, entries, purgeColumns) })),
        ...outputs.map(({ path, files: own }) => ({
          path,
          content: toRecordContent(
            path,
            () => own.values().flatMap(({ listKept }) => listKept()),
            context.signal,
          ),
        })),
      ];
      if (ending === undefined) await mkdir(place, { recursive: true });
      await writeFiles(written, { replaces });
      return {
        ...counts,
        byBenchmark: countByBenchmark(found.benchmarks.names, entries),
        warnings,
        written: written.map(({ path }) => path),
        inputs: [...found.benchmarkInputs, ...found.trainInputs],
        mapping: [...mappings],
      };
    });
  },
});

const endings = [".jsonl", ".jsonl.gz", ".parquet"];
const ledgerEndings = [".jsonl", ".parquet"];

/** Beside the file, or in the folder. */
function listLedgers(place: string, ending: string | undefined): string[] {
  const stem = ending === undefined ? join(place, "ledger") : `${place.slice(0, -ending.length)}.ledger`;
  return ledgerEndings.map((one) => `${stem}${one}`);
}

interface OutputPlace {
  readonly place: string;
  readonly ending: string | undefined;
  readonly ledgers: readonly string[];
  readonly replaces: boolean;
}

/** Says before the long work whether the outputs can be written: a folder must be new or empty. */
async function assertPlace({ place, ending, ledgers, replaces }: OutputPlace): Promise<void> {
  if (ending !== undefined) return await assertWritable([place, ...ledgers], { replaces });
  const names = await readdir(place).catch(() => undefined);
  if (names === undefined) return await assertWritable([place], { replaces });
  if (names.length === 0 || replaces) return;
  throw new StemmaError("usage", `the folder ${place} is not empty`, {
    hint: "name another folder, or replace what is in it with --force",
  });
}

/** One file for each training file, by its name: Parquet stays Parquet, everything else becomes JSON Lines. */
function listOutputs(folder: string, files: readonly PurgedFile[]) {
  const taken = new Set<string>(ledgerEndings.map((ending) => `ledger${ending}`));
  return files.map((file) => {
    const stem = basename(file.file.bytes.name).replace(
      /\.(?:jsonl?|ndjson|csv|tsv|parquet|arrow|feather)?(?:\.(?:gz|zst))?$/i,
      "",
    );
    const ending = file.file.format === "parquet" ? ".parquet" : ".jsonl";
    let name = `${stem}${ending}`;
    for (let copy = 2; taken.has(name); copy += 1) name = `${stem}-${copy}${ending}`;
    taken.add(name);
    return { path: join(folder, name), files: [file] };
  });
}

function countByBenchmark(names: readonly string[], entries: readonly PurgeEntry[]) {
  return names.map((benchmark) => {
    const own = entries.filter((entry) => entry.benchmark === benchmark);
    const toRows = (some: readonly PurgeEntry[]) =>
      new Set(some.map(({ input, file, row }) => JSON.stringify([input, file, row]))).size;
    const exact = toRows(own.filter(({ equal }) => equal === "pair"));
    return { benchmark, exact, near: toRows(own) - exact };
  });
}
