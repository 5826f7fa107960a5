import { toRowFile } from "../readers/index.ts";
import type { RowJob } from "../scan/row-job.ts";
import type { KeptFile, ListKeptFiles } from "../writers/kept-file.ts";
import { findNearDuplicates, type NearDuplicates } from "./find-near-duplicates.ts";
import { listEntries, type NearDuplicateEntry } from "./ledger-entry.ts";
import type { NearDuplicateReport } from "./near-duplicate-report.ts";
import type { NearDuplicateSettings } from "./near-duplicate-settings.ts";
import { RowFates } from "./row-fates.ts";
import { readSignedRowList, type SignedRowList } from "./signed-row-list.ts";
import { toNearDuplicateReport } from "./to-near-duplicate-report.ts";

export interface RemovalRequest {
  readonly settings: NearDuplicateSettings;
  /** How many clusters are listed at most; none when null. */
  readonly clusters: number | null;
}

export interface Removal {
  readonly report: NearDuplicateReport;
  /** The dropped rows, in order. */
  listEntries(): Iterable<NearDuplicateEntry>;
  /**
   * Every record of the inputs but the dropped rows. Records that the mapping does not fit were not compared and stay.
   */
  readonly listSurvivors: ListKeptFiles;
}

/** Finds the duplicates of a job's rows, exact and near, and says what is left without them. */
export async function removeNearDuplicates(
  job: RowJob,
  { settings, clusters }: RemovalRequest,
): Promise<Removal> {
  const found = await findNearDuplicates(job, settings);
  const fates = await RowFates.read(found);
  const list = await readSignedRowList(job, found);
  return {
    report: await toNearDuplicateReport({ job, settings, found, fates, list, clusters }),
    listEntries: () => listEntries(fates, list),
    listSurvivors: () => listSurvivors(job, { found, fates, list }),
  };
}

interface Outcome {
  readonly found: NearDuplicates;
  readonly fates: RowFates;
  readonly list: SignedRowList;
}

function* listSurvivors({ inputs, shards }: RowJob, { found, fates, list }: Outcome): Iterable<KeptFile> {
  let row = 0;
  for (const [input, { files }] of inputs.entries()) {
    for (const [file, description] of files.entries()) {
      const isOwn = (shard: number) => shards[shard]?.input === input && shards[shard].file === file;
      const end = found.rowCounts.reduce((sum, count, shard) => sum + (isOwn(shard) ? count : 0), row);
      const isKept = createKeepCheck({ row, end }, fates, list);
      yield { file: toRowFile(description), isKept };
      row = end;
    }
  }
}

/** Records are asked for in order, and so are rows: the next dropped row is the only one to look at. */
function createKeepCheck(
  { row, end }: { readonly row: number; readonly end: number },
  fates: RowFates,
  list: SignedRowList,
): (number: number) => boolean {
  let at = row;
  const findNext = () => {
    while (at < end && fates.stageOf(at) === undefined) at += 1;
    return at < end ? list.nameOf(at).row : -1;
  };
  let next = findNext();
  return (number) => {
    if (number !== next) return true;
    at += 1;
    next = findNext();
    return false;
  };
}
