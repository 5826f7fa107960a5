import type { KeyTier } from "../keys/key-tier.ts";
import { toFirstTier } from "./equal-texts.ts";
import type { FoundContamination } from "./find-contamination.ts";
import { itemParts, readPairs } from "./finding-tables.ts";
import { readMatches } from "./judge-items.ts";
import type { BenchmarkEntry, BenchmarkItem } from "./prepare-benchmarks.ts";
import type { MatchFeatures, Verdict } from "./verdict.ts";

/** A unique pair of a benchmark and a training row in which it stands. */
export interface ListedMatch {
  readonly entry: number;
  readonly shard: number;
  readonly row: number;
  readonly source: string | null;
  readonly tiers: readonly KeyTier[];
  readonly tier: KeyTier | null;
  readonly verdict: Verdict;
  readonly features: MatchFeatures;
  readonly excerpt: string;
}

/** All matches, in the order of the benchmarks' pairs within each part of the items. */
export async function* listMatches(found: FoundContamination): AsyncIterable<ListedMatch> {
  for (let part = 0; part < itemParts; part += 1) {
    const matches = [...(await listPairs(found, part)), ...(await listNear(found, part))];
    yield* matches.sort(
      (one, other) => one.entry - other.entry || one.shard - other.shard || one.row - other.row,
    );
  }
}

async function listPairs({ shards, benchmarks }: FoundContamination, part: number): Promise<ListedMatch[]> {
  const matches: ListedMatch[] = [];
  for (const [shard, output] of shards.entries()) {
    for (const { row, entry, tiers, answer, source } of await readPairs(
      await output.openTable("pairs"),
      part,
    )) {
      const pair = benchmarks.entries[entry];
      const item = pair === undefined ? undefined : benchmarks.items[pair.item];
      if (pair === undefined || item === undefined) continue;
      const tier = toFirstTier(tiers);
      const features = toPairFeatures(item, tier, answer);
      const excerpt = toExcerpt(pair);
      matches.push({ entry, shard, row, source, tiers, tier, verdict: "confirmed", features, excerpt });
    }
  }
  return matches;
}

/** A match of an item is one of each of its pairs, but for those that the row equals. */
async function listNear({ judged, benchmarks }: FoundContamination, part: number): Promise<ListedMatch[]> {
  const output = judged[part];
  if (output === undefined) return [];
  return (await readMatches(output)).flatMap(({ item, features, ...match }) =>
    (benchmarks.items[item]?.entries ?? []).map((entry) => ({
      ...match,
      entry,
      features,
      tiers: [],
      tier: features.tier,
    })),
  );
}

function toPairFeatures(
  { text, isAnswered }: BenchmarkItem,
  tier: KeyTier,
  answer: MatchFeatures["answer"],
): MatchFeatures {
  return {
    method: "key",
    tier,
    equal: "pair",
    place: "prompt",
    containment: 1,
    weightedContainment: 1,
    ask: text.ask === null ? null : 1,
    anchors: null,
    inserted: 0,
    answer,
    isAnswered,
    numbers: text.fixed.length === 0 ? "none" : "agree",
    options: text.choice === null ? "none" : "agree",
    length: text.tokens.length,
    hasDrawing: text.hasDrawing,
    commonRows: 0,
  };
}

const excerptLength = 160;

export function toExcerpt({ instruction, input }: Pick<BenchmarkEntry, "instruction" | "input">): string {
  const text = input === "" ? instruction : `${instruction}\n${input}`;
  return text.slice(0, excerptLength).toWellFormed();
}
