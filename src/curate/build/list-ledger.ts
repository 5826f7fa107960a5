import { type ParquetColumns, type StepOutput, toIntegers } from "../../rows/index.ts";
import type { BuildJob, BuiltRows } from "./build-rows.ts";
import { readBenchmarkScans } from "./equal-leaks.ts";
import { filterReasons } from "./judge-row.ts";
import { readStep } from "./read-step.ts";
import { listPartPlaces, type PartPlace, type RowPlace, type RowPlaces } from "./row-places.ts";
import type { RowStage } from "./row-stages.ts";
import type { RowDrop } from "./set-rows.ts";

/** One dropped record: where it stands, at which stage it went, why, and which row caused it. */
export interface LedgerEntry {
  readonly source_dataset: string;
  readonly source_file: string;
  /** Null for a record that could not be read. */
  readonly source_row: number | null;
  readonly stage: RowStage;
  readonly reason: string;
  readonly detail: string | null;
  /** Records that it stands for: 1, save where a block of them is damaged. */
  readonly count: number;
  /** The row that is there instead, or the benchmark item that the row holds. */
  readonly cause_dataset: string | null;
  readonly cause_file: string | null;
  readonly cause_row: number | null;
  /** The row that it equals or was found similar to, and how similar it is. */
  readonly matched_dataset: string | null;
  readonly matched_file: string | null;
  readonly matched_row: number | null;
  readonly similarity: number | null;
}

export const ledgerColumns: ParquetColumns = {
  source_dataset: "text",
  source_file: "text",
  source_row: "integer",
  stage: "text",
  reason: "text",
  detail: "text",
  count: "integer",
  cause_dataset: "text",
  cause_file: "text",
  cause_row: "integer",
  matched_dataset: "text",
  matched_file: "text",
  matched_row: "integer",
  similarity: "number",
};

const noCause = {
  cause_dataset: null,
  cause_file: null,
  cause_row: null,
  matched_dataset: null,
  matched_file: null,
  matched_row: null,
  similarity: null,
} as const;

interface Ledger {
  readonly job: BuildJob;
  readonly built: BuiltRows;
  readonly places: RowPlaces;
}

/** Every record that is not in the set: by source, file and record; broken ones of a part before the others. */
export async function* listLedger(ledger: Ledger): AsyncIterable<LedgerEntry> {
  const toLeakPlace = await createLeakPlaces(ledger.job);
  for (const [part, read] of ledger.built.reads.entries()) {
    yield* listBroken(ledger, part, read);
    yield* listReadRows({ ...ledger, toLeakPlace }, part, read);
  }
}

async function* listBroken(
  { job, places }: Ledger,
  part: number,
  read: StepOutput,
): AsyncIterable<LedgerEntry> {
  const place = places.partOf(part);
  const columns = await (await read.openTable("broken")).readGroup(0);
  const counts = toIntegers(columns, "count");
  for (const [at, number] of toIntegers(columns, "number").entries()) {
    const unit = columns.unit?.[at] === "line" ? "line" : "record";
    const before = unit === "line" ? place.lines : place.records;
    yield {
      ...toOrigin(job, place),
      source_row: null,
      stage: "read",
      reason: "broken",
      detail: `${unit} ${before + number}: ${columns.reason?.[at] ?? ""}`,
      count: counts[at] ?? 1,
      ...noCause,
    };
  }
}

type FindLeakPlace = (leak: NonNullable<RowDrop["leak"]>) => RowPlace;

interface RowLedger extends Ledger {
  readonly toLeakPlace: FindLeakPlace;
}

/** Records that could be read, in order: what is neither left by the filters nor a row of the part was not mapped. */
async function* listReadRows(ledger: RowLedger, part: number, read: StepOutput): AsyncIterable<LedgerEntry> {
  const { job, built, places } = ledger;
  const place = places.partOf(part);
  const left = await (await read.openTable("left")).readGroup(0);
  const [leftNumbers, reasons] = [toIntegers(left, "number"), toIntegers(left, "reason")];
  const end = built.rows.firstRowOf(part + 1);
  let row = built.rows.firstRowOf(part);
  let nextLeft = 0;
  for (let number = 0; number < readStep.toResult(read).account.rows; number += 1) {
    const origin = { ...toOrigin(job, place), source_row: place.rows + number, count: 1 };
    if (row < end && places.placeOf(row).row === place.rows + number) {
      const drop = built.rows.findDrop(row);
      if (drop !== undefined) yield { ...origin, ...toDropColumns(ledger, drop, place.source) };
      row += 1;
    } else if (leftNumbers[nextLeft] === number) {
      const reason = filterReasons[reasons[nextLeft] ?? 0] ?? "language";
      const detail = String(left.detail?.[nextLeft] ?? "") || null;
      yield { ...origin, stage: "filter", reason, detail, ...noCause };
      nextLeft += 1;
    } else yield { ...origin, stage: "read", reason: "unmapped", detail: null, ...noCause };
  }
}

function toOrigin({ plan }: BuildJob, { source, file }: PartPlace) {
  return { source_dataset: plan.sources[source]?.dataset ?? "", source_file: file };
}

function toDropColumns(ledger: RowLedger, drop: RowDrop, source: number) {
  const { stage, reason, cause, matched, leak, similarity } = drop;
  const { job, built, places, toLeakPlace } = ledger;
  const datasets = job.plan.sources.map(({ dataset }) => dataset);
  const toPlace = (row: number | null) => (row === null ? undefined : places.placeOf(row));
  if (leak !== null) {
    const benchmarks = job.plan.decontamination.benchmarks.map(({ dataset }) => dataset);
    const columns = toPlaceColumns("cause", toLeakPlace(leak), benchmarks);
    return { stage, reason, detail: leak.detail, ...noCause, ...columns };
  }
  const over = stage === "budget" ? built.overBudget.find((one) => one.source === source) : undefined;
  return {
    stage,
    reason,
    detail: over === undefined ? null : `${over.repeats} of ${over.rows} rows repeat earlier sources`,
    ...noCause,
    ...toPlaceColumns("cause", toPlace(cause), datasets),
    ...toPlaceColumns("matched", toPlace(matched), datasets),
    similarity,
  };
}

function toPlaceColumns(name: "cause" | "matched", place: RowPlace | undefined, datasets: readonly string[]) {
  if (place === undefined) return {};
  return {
    [`${name}_dataset`]: datasets[place.source] ?? "",
    [`${name}_file`]: place.file,
    [`${name}_row`]: place.row,
  };
}

/** Where the items of benchmarks stand. */
async function createLeakPlaces({ benchmarks, runner }: BuildJob): Promise<FindLeakPlace> {
  const accounts = await readBenchmarkScans({ benchmarks, runner });
  const places = listPartPlaces(benchmarks, accounts);
  return ({ benchmark, item }) => {
    let before = 0;
    for (const [part, { rows }] of accounts.entries()) {
      if (benchmarks.shards[part]?.input !== benchmark) continue;
      const place = places[part];
      if (item < before + rows && place !== undefined) {
        return { source: benchmark, file: place.file, row: place.rows + item - before };
      }
      before += rows;
    }
    return { source: benchmark, file: "", row: item };
  };
}
