import { StemmaError } from "../../model/index.ts";
import { type RowFile, toRowFile } from "../readers/index.ts";
import { toRowName } from "../scan/row-name.ts";
import type { KeptFile } from "../writers/kept-file.ts";
import type { FoundContamination, RowSet } from "./find-contamination.ts";
import { type ListedMatch, listMatches } from "./listed-matches.ts";
import type { PurgeCounts, PurgeEntry, PurgeLevel } from "./purge-report.ts";
import { verdicts } from "./verdict.ts";

/** What is left of one training file. */
export interface PurgedFile {
  readonly input: string;
  readonly file: RowFile;
  /** The records that stay; goes through the file anew with every call. */
  readonly listKept: () => Iterable<KeptFile>;
}

export interface Purge {
  readonly counts: PurgeCounts;
  readonly files: readonly PurgedFile[];
  /** Why rows are removed, in their order; a row that holds several items has an entry for each. */
  readonly entries: readonly PurgeEntry[];
}

/** Says which training rows are removed at a level, and what is left. */
export async function purgeRows(found: FoundContamination, train: RowSet, level: PurgeLevel): Promise<Purge> {
  const matches: ListedMatch[] = [];
  for await (const match of listMatches(found)) if (isRemoved(match, level)) matches.push(match);
  matches.sort((one, other) => one.shard - other.shard || one.row - other.row || one.entry - other.entry);
  const removed = collectRows(found, matches);
  const files = listFiles(found, train, removed);
  return {
    counts: countRows(found, removed, level),
    files,
    entries: matches.map((match) => toEntry(found, match)),
  };
}

function isRemoved({ tiers, verdict }: ListedMatch, level: PurgeLevel): boolean {
  if (tiers.length > 0) return true;
  return level !== "exact" && verdicts.indexOf(verdict) <= verdicts.indexOf(level);
}

/** Rows by file, as the shards' places number them. */
type RemovedRows = ReadonlyMap<string, ReadonlySet<number>>;

function collectRows({ places }: FoundContamination, matches: readonly ListedMatch[]): RemovedRows {
  const removed = new Map<string, Set<number>>();
  for (const { shard, row } of matches) {
    const name = toRowName(places, shard, row);
    const key = toKey(name);
    const rows = removed.get(key);
    if (rows === undefined) removed.set(key, new Set([name.row]));
    else rows.add(name.row);
  }
  return removed;
}

function toKey({ input, file }: { readonly input: string; readonly file: string }): string {
  return JSON.stringify([input, file]);
}

function listFiles({ trainInputs }: FoundContamination, train: RowSet, removed: RemovedRows): PurgedFile[] {
  return train.inputs.flatMap(({ name, files }, input) =>
    files.map((description, index) => {
      const file = toRowFile(description);
      const rows = removed.get(toKey({ input: name, file: description.name })) ?? new Set<number>();
      const read = trainInputs[input]?.files[index]?.rows ?? 0;
      return { input: name, file, listKept: () => listKept(file, rows, read - rows.size) };
    }),
  );
}

/** Counts what passes: rows in are rows kept and rows removed, or nothing is written. */
function* listKept(file: RowFile, removed: ReadonlySet<number>, expected: number): Iterable<KeptFile> {
  let kept = 0;
  const isKept = (number: number) => {
    if (removed.has(number)) return false;
    kept += 1;
    return true;
  };
  yield { file, isKept };
  if (kept === expected) return;
  throw new StemmaError(
    "corrupt",
    `${file.bytes.name} has ${kept} rows to keep where ${expected} were counted`,
    {
      hint: "the file has changed while it was read: run the purge again",
    },
  );
}

function countRows(
  { trainInputs }: FoundContamination,
  removed: RemovedRows,
  level: PurgeLevel,
): PurgeCounts {
  const files = trainInputs.flatMap((input) => input.files);
  const read = files.reduce((sum, { rows }) => sum + rows, 0);
  const broken = files.reduce((sum, file) => sum + file.broken, 0);
  const gone = [...removed.values()].reduce((sum, rows) => sum + rows.size, 0);
  const unmapped = trainInputs.reduce((sum, input) => sum + input.unmapped, 0);
  return { level, records: read + broken, kept: read - gone, removed: gone, broken, unmapped };
}

function toEntry(found: FoundContamination, match: ListedMatch): PurgeEntry {
  const { benchmark = 0, index = 0, id = null } = found.benchmarks.entries[match.entry] ?? {};
  const { equal, method, containment, weightedContainment, answer, numbers } = match.features;
  return {
    ...toRowName(found.places, match.shard, match.row),
    source: match.source,
    benchmark: found.benchmarks.names[benchmark] ?? "",
    index,
    id,
    tier: match.tier,
    equal,
    method,
    verdict: match.verdict,
    containment,
    weightedContainment,
    answer,
    numbers,
  };
}
