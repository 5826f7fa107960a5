import { z } from "zod";
import { defineStep, type StepOutput } from "../jobs/step.ts";
import { toIntegers, toTexts } from "../jobs/table.ts";
import { loadIndex } from "./examine-shard.ts";
import type { TextFinding } from "./finding.ts";
import { readTexts } from "./finding-tables.ts";
import { type JudgedMatch, judgeItem } from "./judge-findings.ts";
import { MatchFeatures, verdicts } from "./verdict.ts";

/** A match as the judging of its item left it. */
const KeptMatch = z.strictObject({
  verdict: z.enum(verdicts),
  features: MatchFeatures,
  source: z.string().nullable(),
  excerpt: z.string(),
});
type KeptMatch = z.infer<typeof KeptMatch>;

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
    const { benchmarks, finder } = index;
    const commonRows = await sumCommonRows(shards, finder.commonSize);
    const matches = [...findings].flatMap(([item, own]) =>
      judgeItem(item, own, { benchmarks, finder, commonRows }),
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

async function sumCommonRows(shards: readonly StepOutput[], size: number): Promise<Uint32Array> {
  const sums = new Uint32Array(size);
  for (const output of shards) {
    const columns = await (await output.openTable("common")).readGroup(0);
    const rows = toIntegers(columns, "rows");
    for (const [at, place] of toIntegers(columns, "place").entries()) {
      sums[place] = (sums[place] as number) + (rows[at] ?? 0);
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
