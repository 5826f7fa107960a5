import type { TextFinding } from "./finding.ts";
import type { ItemFinder } from "./item-finder.ts";
import { toRounded, toShare } from "./match-text.ts";
import type { BenchmarkItem, PreparedBenchmarks } from "./prepare-benchmarks.ts";
import { type MatchFeatures, toVerdict, type Verdict } from "./verdict.ts";
import { type GramCounts, weighTokens } from "./weigh-words.ts";

/** A match of an item and a row, judged. */
export interface JudgedMatch<Finding extends TextFinding = TextFinding> {
  readonly finding: Finding;
  readonly features: MatchFeatures;
  readonly verdict: Verdict;
}

interface Evidence {
  readonly benchmarks: PreparedBenchmarks;
  readonly finder: ItemFinder;
  /** Rows, of all shards, that have each 8-gram without holding an item ({@link ItemFinder.toCommonPlace}). */
  readonly commonRows: Uint32Array;
}

/** Judges all findings about one item, which are weighed against what other items and rows have of its words. */
export function judgeItem<Finding extends TextFinding>(
  item: number,
  findings: readonly Finding[],
  evidence: Evidence,
): JudgedMatch<Finding>[] {
  const subject = evidence.benchmarks.items[item];
  if (subject === undefined) return [];
  const counts = countGrams(item, evidence);
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

function countGrams(item: number, { finder, commonRows }: Evidence): GramCounts {
  const grams = finder.long.grams[item] ?? new Uint32Array();
  return {
    items: Uint32Array.from(grams, (gram) => finder.long.countItems(gram, item)),
    rows: Uint32Array.from(grams, (gram) => commonRows[finder.toCommonPlace(gram, item)] ?? 0),
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
    containment: finding.containment,
    weightedContainment: toRounded(weigh(finding, weights)),
    ask,
    inserted: finding.inserted,
    anchors: finding.anchors === null ? null : toRounded(finding.anchors),
    answer: finding.answer,
    isAnswered: item.isAnswered,
    numbers: finding.numbers,
    options: finding.options,
    length: finding.length,
    lacksDrawing: finding.lacksDrawing,
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
