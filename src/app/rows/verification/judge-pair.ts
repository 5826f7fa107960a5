import type { DirectEdge, SharedRowsPrediction } from "../../../graph/index.ts";
import type { Evidence } from "../../../model/index.ts";
import type {
  EdgeStanding,
  PairCount,
  PairOutcome,
  VerifiedDataset,
  VerifiedPair,
} from "./rows-verification.ts";

/** What a key has to be to count as found. */
export interface FoundBy {
  readonly tier: string;
  readonly scope: string;
}

export interface ScannedPair {
  readonly a: VerifiedDataset;
  readonly b: VerifiedDataset;
  readonly prediction: SharedRowsPrediction | null;
  readonly edge: DirectEdge | null;
  /** Null for a pair that was not scanned. */
  readonly counts: readonly PairCount[] | null;
  readonly foundBy: FoundBy;
}

/** What comes out of a pair, and what that says about the edge between the two. */
export function judgePair(pair: ScannedPair): Pick<VerifiedPair, "outcome" | "edge"> {
  const found = findCount(pair);
  const isFound = (found?.shared ?? 0) > 0;
  return { outcome: toOutcome(pair, isFound), edge: toEdge(pair, found) };
}

function findCount({ counts, foundBy }: ScannedPair): PairCount | undefined {
  return counts?.find(({ tier, scope }) => tier === foundBy.tier && scope === foundBy.scope);
}

function toOutcome({ prediction, counts }: ScannedPair, isFound: boolean): PairOutcome {
  if (counts === null) return "not-scanned";
  if (prediction === null) return isFound ? "found-not-predicted" : "not-predicted-not-found";
  return isFound ? "predicted-and-found" : "predicted-not-found";
}

function toEdge(pair: ScannedPair, count: PairCount | undefined): VerifiedPair["edge"] {
  const { edge, prediction } = pair;
  const isFound = (count?.shared ?? 0) > 0;
  const isUnexplained = isFound && prediction === null;
  if (edge === null && !isUnexplained) return null;
  const standing = toStanding(pair, isFound);
  const isCounted = standing !== "documented" && count !== undefined;
  return {
    upstream: edge?.upstream ?? null,
    downstream: edge?.downstream ?? null,
    standing,
    evidence: isCounted ? toEvidence(pair, count) : [],
  };
}

function toStanding({ edge, counts }: ScannedPair, isFound: boolean): EdgeStanding {
  if (isFound) return edge === null ? "observed" : "both";
  const isNothingShared = counts?.every(({ shared }) => shared === 0) ?? false;
  return edge?.keeps !== "none" && isNothingShared ? "contradicted" : "documented";
}

/** The upstream's keys in the downstream first, where it is known which is which. */
function toEvidence({ a, b, edge }: ScannedPair, count: PairCount): Evidence[] {
  const toItem = (from: VerifiedDataset, to: VerifiedDataset, of: number): Evidence => ({
    kind: "rows",
    measure: `unique ${count.scope}s of ${toName(from)} found in ${toName(to)}, ${count.tier}`,
    count: count.shared,
    of,
    inputs: [...listInputs(from), ...listInputs(to)],
  });
  const items = [toItem(a, b, count.uniqueA), toItem(b, a, count.uniqueB)];
  return edge?.upstream === b.dataset ? items.toReversed() : items;
}

/** The files with their hashes, so that it can be told later whether the same rows were counted. */
function listInputs({ account }: VerifiedDataset): string[] {
  const files = account?.files ?? [];
  return files.map(({ file, sha256 }) => (sha256 === null ? file : `${file} sha256:${sha256}`));
}

function toName({ dataset, split }: VerifiedDataset): string {
  return split === null ? dataset : `${dataset} (${split})`;
}
