import type { DirectEdge, SharedRowsPrediction } from "../../../graph/index.ts";
import { StemmaError } from "../../../model/index.ts";
import { type FoundBy, judgePair } from "./judge-pair.ts";
import type { NotScannedReason, PairCount, VerifiedDataset, VerifiedPair } from "./rows-verification.ts";

/** Two of the datasets by position; a pair that no path connects has no prediction. */
export interface PlannedPair {
  readonly a: number;
  readonly b: number;
  readonly prediction: SharedRowsPrediction | null;
  /** The graph's edge between the two that can carry the rows at hand. */
  readonly edge: DirectEdge | null;
}

/** What reading tells of a dataset. */
export interface ReadDataset extends Pick<VerifiedDataset, "files" | "bytes"> {
  readonly account: NonNullable<VerifiedDataset["account"]>;
  readonly mapping: NonNullable<VerifiedDataset["mapping"]>;
}

export interface PairScanner {
  /** Reads a dataset's rows. */
  readRows(dataset: number): Promise<ReadDataset>;
  compare(a: number, b: number): Promise<readonly PairCount[]>;
}

export interface PairRun {
  readonly datasets: readonly VerifiedDataset[];
  readonly pairs: readonly PlannedPair[];
  readonly scanner: PairScanner;
  readonly foundBy: FoundBy;
  readonly budget: { readonly pairs: number | null; readonly rows: number | null };
  readonly onPair?: (done: number, of: number) => void;
}

export interface RanPairs {
  /** With what reading told about them. */
  readonly datasets: readonly VerifiedDataset[];
  readonly pairs: readonly VerifiedPair[];
  readonly rowsRead: number;
  readonly lookups: number;
}

/**
 * Scans the pairs in their order. No pair is begun once the budget of pairs is spent, and no dataset once that many rows were
 * read; a pair of datasets that are read already goes on. A dataset that cannot be read keeps its pairs from being scanned
 * and nothing else.
 */
export async function runPairs(run: PairRun): Promise<RanPairs> {
  const state: State = { run, read: new Map(), problems: new Map(), rowsRead: 0, scanned: 0, lookups: 0 };
  const pairs: VerifiedPair[] = [];
  for (const [position, pair] of run.pairs.entries()) {
    pairs.push(await scanPair(state, pair));
    run.onPair?.(position + 1, run.pairs.length);
  }
  const datasets = run.datasets.map((_, position) => toDataset(state, position));
  return { datasets, pairs, rowsRead: state.rowsRead, lookups: state.lookups };
}

interface State {
  readonly run: PairRun;
  readonly read: Map<number, ReadDataset>;
  readonly problems: Map<number, string>;
  rowsRead: number;
  scanned: number;
  lookups: number;
}

/** A dataset with what is known of it by now. */
function toDataset({ run, read, problems }: State, position: number): VerifiedDataset {
  const dataset = run.datasets[position];
  if (dataset === undefined) throw new RangeError("a pair names no dataset");
  return { ...dataset, ...read.get(position), problem: problems.get(position) ?? dataset.problem };
}

async function scanPair(state: State, { a, b, prediction, edge }: PlannedPair): Promise<VerifiedPair> {
  const { scanner, foundBy } = state.run;
  const notScanned =
    findObstacle(state, [a, b]) ?? (await readFirst(state, a)) ?? (await readFirst(state, b));
  const sides = { a: toDataset(state, a), b: toDataset(state, b), prediction, edge, foundBy };
  if (notScanned !== undefined)
    return { a, b, prediction, notScanned, counts: [], ...judgePair({ ...sides, counts: null }) };
  const counts = await scanner.compare(a, b);
  state.scanned += 1;
  state.lookups += (sides.a.account?.rows ?? 0) + (sides.b.account?.rows ?? 0);
  return { a, b, prediction, notScanned: null, counts: [...counts], ...judgePair({ ...sides, counts }) };
}

/** What is known to be in the way before anything is read. */
function findObstacle(
  { run, problems, scanned }: State,
  pair: readonly number[],
): NotScannedReason | undefined {
  if (pair.some((position) => run.datasets[position]?.origin === "none")) return "no-rows";
  if (pair.some((position) => run.datasets[position]?.problem !== null || problems.has(position)))
    return "unreadable";
  return run.budget.pairs !== null && scanned >= run.budget.pairs ? "pair-budget" : undefined;
}

/** Reads a dataset that has not been read yet; tells what keeps it from being read. */
async function readFirst(state: State, position: number): Promise<NotScannedReason | undefined> {
  const { run, read, problems } = state;
  if (read.has(position)) return undefined;
  if (run.budget.rows !== null && state.rowsRead >= run.budget.rows) return "row-budget";
  try {
    const dataset = await run.scanner.readRows(position);
    read.set(position, dataset);
    state.rowsRead += dataset.account.rows;
    return undefined;
  } catch (error) {
    if (!(error instanceof StemmaError) || error.code === "interrupted") throw error;
    problems.set(position, error.message);
    return "unreadable";
  }
}
