import {
  type BuiltRows,
  countGatheredBytes,
  type LedgerEntry,
  ledgerColumns,
  listKept,
  listLedger,
  type RowPlaces,
  RowTally,
  readRowPlaces,
  type SetRow,
} from "../../curate/index.ts";
import { type ParquetColumns, toParquetBytes } from "../../rows/index.ts";
import type { OpenedBuild } from "./open-build.ts";
import type { SetDraft } from "./set-folder.ts";

/** Bytes of rows in one Parquet file, about, before they are packed. */
const bytesPerFile = 512 * 2 ** 20;

export const ledgerName = "ledger.parquet";
export const linesName = "train.jsonl";

const setColumns: ParquetColumns = {
  instruction: "text",
  input: "text",
  output: "text",
  system: "text",
  turns: "text",
  answer: "text",
  source_dataset: "text",
  source_revision: "text",
  source_file: "text",
  source_row: "integer",
  source_label: "text",
  source_id: "text",
  path: "text",
};

interface WrittenSet {
  readonly job: OpenedBuild;
  readonly built: BuiltRows;
  readonly draft: SetDraft;
  /** Of each source: the datasets from a root to it, `null` where no lineage is known. */
  readonly paths: readonly (string | null)[];
}

/** Writes the rows of the set in both forms, and the ledger; gives what was counted on the way. */
export async function writeSet(set: WrittenSet): Promise<RowTally> {
  const { job, built, draft } = set;
  const places = await readRowPlaces(job, built.reads);
  const tally = new RowTally();
  const rows = built.rows.countKept();
  const files = Math.max(1, Math.ceil(countGatheredBytes(job, built) / bytesPerFile));
  const kept = listSetRows(set, places, tally)[Symbol.asyncIterator]();
  for (let file = 0; file < files; file += 1) {
    const count = Math.floor((rows * (file + 1)) / files) - Math.floor((rows * file) / files);
    const name = `data/train-${toDigits(file)}-of-${toDigits(files)}.parquet`;
    await draft.write(name, toParquetBytes(setColumns, take(kept, count)), count);
  }
  const again = listSetRows(set, places, new RowTally());
  await draft.write(linesName, toLines(again), rows);
  const ledger = countEntries(listLedger({ job, built, places }), job, tally);
  await draft.write(ledgerName, toParquetBytes(ledgerColumns, ledger), null);
  return tally;
}

async function* listSetRows(
  { job, built, paths }: WrittenSet,
  places: RowPlaces,
  tally: RowTally,
): AsyncIterable<SetRow & { readonly path: string | null }> {
  const sourceOf = new Map(job.plan.sources.map(({ dataset }, source) => [dataset, source]));
  for await (const row of listKept({ job, built, places })) {
    const source = sourceOf.get(row.source_dataset) ?? 0;
    tally.addKept(source);
    yield { ...row, path: paths[source] ?? null };
  }
}

async function* take<Item>(items: AsyncIterator<Item>, count: number): AsyncIterable<Item> {
  for (let taken = 0; taken < count; taken += 1) {
    const { value, done } = await items.next();
    if (done) return;
    yield value;
  }
}

const rowsPerPiece = 256;

async function* toLines(rows: AsyncIterable<object>): AsyncIterable<Uint8Array> {
  let lines: string[] = [];
  for await (const row of rows) {
    lines.push(`${JSON.stringify(row)}\n`);
    if (lines.length < rowsPerPiece) continue;
    yield Buffer.from(lines.join(""));
    lines = [];
  }
  yield Buffer.from(lines.join(""));
}

async function* countEntries(
  entries: AsyncIterable<LedgerEntry>,
  { plan }: OpenedBuild,
  tally: RowTally,
): AsyncIterable<LedgerEntry> {
  const sourceOf = new Map(plan.sources.map(({ dataset }, source) => [dataset, source]));
  for await (const entry of entries) {
    tally.addDropped(sourceOf.get(entry.source_dataset) ?? 0, entry, entry.count);
    yield entry;
  }
}

function toDigits(number: number): string {
  return String(number).padStart(5, "0");
}
