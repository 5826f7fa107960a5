import { z } from "zod";
import { defineStep, type StepOutput } from "../jobs/step.ts";
import { toIntegers, toTexts } from "../jobs/table.ts";
import { loadIndex } from "./examine-shard.ts";
import type { TextFinding } from "./finding.ts";
import { readPairs, readTexts } from "./finding-tables.ts";
import { type JudgedMatch, judgeItem } from "./judge-findings.ts";
import { MatchFeatures, verdicts } from "./verdict.ts";

/** A match as the judging of its item left it. */
export const KeptMatch = z.strictObject({
  verdict: z.enum(verdicts),
  features: MatchFeatures,
  source: z.string().nullable(),
  excerpt: z.string(),
});
export type KeptMatch = z.infer<typeof KeptMatch>;

/** Reduce: judges the matches of one part of the items. Its inputs are the benchmarks, then the examined shards. */
export const judgeItems = defineStep({
  name: "judge-items",
  version: 1,
  parameters: z.strictObject({ part: z.int(), benchmarks: z.int() }),
  result: z.strictObject({ matches: z.int() }),
  async perform({ part, benchmarks: count }, { kernels, inputs, openTable }) {
    const index = await loadIndex(kernels, inputs.slice(0, count));
    const shards = inputs.slice(count);
    const findings = await readFindings(shards, part);
    const pairRows = await countPairRows(shards, part, (entry) => index.benchmarks.entries[entry]?.item ?? 0);
    const rowCounts = await sumRowCounts(shards, index.finder.gramCount);
    const evidence = { benchmarks: index.benchmarks, finder: index.finder.long, rowCounts };
    const matches = [...findings].flatMap(([item, own]) =>
      judgeItem(item, own, { ...evidence, pairRows: pairRows.get(item) ?? 0 }),
    );
    matches.sort(
      ({ finding: one }, { finding: other }) =>
        one.item - other.item || one.shard - other.shard || one.row - other.row,
    );
    openTable("matches", { shard: "int32", row: "int32", item: "int32", match: "text" }).writeGroup({
      shard: Int32Array.from(matches, ({ finding }) => finding.shard),
      row: Int32Array.from(matches, ({ finding }) => finding.row),
      item: Int32Array.from(matches, ({ finding }) => finding.item),
      match: matches.map(toKeptText),
    });
    return { matches: matches.length };
  },
});

/** A finding with the shard of its row. */
interface ShardFinding extends TextFinding {
  readonly shard: number;
}

async function readFindings(
  shards: readonly StepOutput[],
  part: number,
): Promise<Map<number, ShardFinding[]>> {
  const byItem = new Map<number, ShardFinding[]>();
  for (const [shard, output] of shards.entries()) {
    for (const finding of await readTexts(await output.openTable("texts"), part)) {
      const own = byItem.get(finding.item);
      if (own === undefined) byItem.set(finding.item, [{ ...finding, shard }]);
      else own.push({ ...finding, shard });
    }
  }
  return byItem;
}

async function countPairRows(
  shards: readonly StepOutput[],
  part: number,
  toItem: (entry: number) => number,
): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const output of shards) {
    for (const { entry } of await readPairs(await output.openTable("pairs"), part)) {
      const item = toItem(entry);
      counts.set(item, (counts.get(item) ?? 0) + 1);
    }
  }
  return counts;
}

async function sumRowCounts(shards: readonly StepOutput[], gramCount: number): Promise<Uint32Array> {
  const sums = new Uint32Array(gramCount);
  for (const output of shards) {
    const columns = await (await output.openTable("grams")).readGroup(0);
    const rows = toIntegers(columns, "rows");
    for (const [at, gram] of toIntegers(columns, "gram").entries()) {
      sums[gram] = (sums[gram] as number) + (rows[at] ?? 0);
    }
  }
  return sums;
}

function toKeptText({ finding, features, verdict }: JudgedMatch): string {
  const kept: KeptMatch = { verdict, features, source: finding.source, excerpt: finding.excerpt };
  return JSON.stringify(kept);
}

/** A judged match, and where its row is. */
export interface PlacedMatch extends KeptMatch {
  readonly shard: number;
  readonly row: number;
  readonly item: number;
}

/** Reads what {@link judgeItems} left, by item and then by row. */
export async function readMatches(output: StepOutput): Promise<PlacedMatch[]> {
  const columns = await (await output.openTable("matches")).readGroup(0);
  const [rows, items] = [toIntegers(columns, "row"), toIntegers(columns, "item")];
  const texts = toTexts(columns, "match");
  return Array.from(toIntegers(columns, "shard"), (shard, at) => ({
    ...KeptMatch.parse(JSON.parse(texts[at] ?? "{}")),
    shard,
    row: rows[at] ?? 0,
    item: items[at] ?? 0,
  }));
}
