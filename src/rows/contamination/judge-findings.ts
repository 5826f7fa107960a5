import type { TextFinding } from "./finding.ts";
import type { ItemFinder } from "./item-finder.ts";
import { toShare } from "./match-text.ts";
import type { BenchmarkItem, PreparedBenchmarks } from "./prepare-benchmarks.ts";
import { type MatchFeatures, toVerdict, type Verdict } from "./verdict.ts";
import { weighTokens } from "./weigh-words.ts";

/** A match of an item and a row, judged. */
export interface JudgedMatch<Finding extends TextFinding = TextFinding> {
  readonly finding: Finding;
  readonly features: MatchFeatures;
  readonly verdict: Verdict;
}

/** A row with so much of an item holds it: its words are not counted as common for being in it. */
const holdingContainment = 0.8;

interface Evidence {
  readonly benchmarks: PreparedBenchmarks;
  readonly finder: ItemFinder["long"];
  /** Training rows, of all shards, that have each 8-gram. */
  readonly rowCounts: Uint32Array;
}

/** Judges all findings about one item, which are weighed against what all rows have of its words. */
export function judgeItem<Finding extends TextFinding>(
  item: number,
  findings: readonly Finding[],
  evidence: Evidence & { readonly pairRows: number },
): JudgedMatch<Finding>[] {
  const subject = evidence.benchmarks.items[item];
  if (subject === undefined) return [];
  const holders =
    findings.filter(({ containment }) => containment >= holdingContainment).length + evidence.pairRows;
  const counts = countGrams(item, holders, evidence);
  const weights = weighTokens(subject, counts);
  return findings.flatMap((finding) => {
    const judged = judge(toFeatures({ finding, item: subject, weights, rows: counts.rows }));
    return judged === undefined ? [] : [{ finding, ...judged }];
  });
}

/** A match that words alone would not make is one by numbers. */
function judge(features: MatchFeatures): { verdict: Verdict; features: MatchFeatures } | undefined {
  const byWords = toVerdict({ ...features, anchors: null });
  const verdict = byWords ?? toVerdict(features);
  if (verdict === null) return undefined;
  return { verdict, features: byWords === null ? { ...features, method: "numbers" } : features };
}

function countGrams(item: number, holders: number, { finder, rowCounts }: Evidence) {
  const grams = finder.grams[item] ?? new Uint32Array();
  return {
    items: Uint32Array.from(grams, (gram) => finder.countItems(gram, item)),
    rows: Uint32Array.from(grams, (gram) => Math.max(0, (rowCounts[gram] ?? 0) - holders)),
  };
}

interface Judged {
  readonly finding: TextFinding;
  readonly item: BenchmarkItem;
  readonly weights: Float64Array;
  readonly rows: Uint32Array;
}

function toFeatures({ finding, item, weights, rows }: Judged): MatchFeatures {
  const { text } = item;
  const ask = text.ask === null ? null : toShare(finding.isFound, text.ask.start, text.ask.end);
  return {
    method: finding.method,
    tier: finding.tier,
    equal: finding.equal,
    place: finding.place,
    containment: toRounded(finding.containment),
    weightedContainment: toRounded(weigh(finding, weights)),
    ask: ask === null ? null : toRounded(ask),
    inserted: finding.inserted,
    anchors: finding.anchors === null ? null : toRounded(finding.anchors),
    answer: finding.answer,
    isAnswered: item.isAnswered,
    numbers: finding.numbers,
    options: finding.options,
    length: finding.length,
    hasDrawing: text.hasDrawing,
    commonRows: toMedian(rows),
  };
}

function weigh({ isFound, length }: TextFinding, weights: Float64Array): number {
  let [found, all] = [0, 0];
  for (let at = 0; at < length; at += 1) {
    all += weights[at] as number;
    found += (weights[at] as number) * (isFound[at] as number);
  }
  return all === 0 ? 0 : found / all;
}

function toMedian(counts: Uint32Array): number {
  return counts.toSorted()[Math.floor(counts.length / 2)] ?? 0;
}

/** Four decimals, so that features read the same wherever they were computed. */
function toRounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
