import { z } from "zod";
import type { TableReader, TableShape, TableWriter } from "../jobs/table.ts";
import { toIntegers, toTexts } from "../jobs/table.ts";
import { type KeyTier, keyTiers } from "../keys/key-tier.ts";
import type { PairFinding, TextFinding } from "./finding.ts";
import { equalParts, MatchFeatures, matchMethods } from "./verdict.ts";

/** Into how many parts the items of all benchmarks are cut, each judged by a step of its own. */
export const itemParts = 16;

/** The part that an item is judged in. */
export function toItemPart(item: number, itemCount: number): number {
  return Math.min(itemParts - 1, Math.floor((item * itemParts) / Math.max(1, itemCount)));
}

const answers = ["agree", "differ", "unknown"] as const;

export const pairTableShape: TableShape = {
  row: "int32",
  entry: "int32",
  tiers: "int32",
  answer: "int32",
  source: "text",
};

/** What of a finding is written as text: few rows have any. */
const KeptText = z.strictObject({
  method: z.enum(matchMethods).exclude(["numbers"]),
  tier: z.enum(keyTiers).nullable(),
  equal: z.enum(equalParts).exclude(["pair"]).nullable(),
  place: MatchFeatures.shape.place,
  found: z.string(),
  tokens: z.int(),
  length: z.int(),
  containment: z.number(),
  anchors: z.number().nullable(),
  inserted: z.int(),
  numbers: MatchFeatures.shape.numbers,
  options: MatchFeatures.shape.options,
  answer: MatchFeatures.shape.answer,
  source: z.string().nullable(),
  excerpt: z.string(),
});

export const textTableShape: TableShape = { row: "int32", item: "int32", finding: "text" };

/** Writes findings in groups, one for each part of the items. */
export function writePairs(
  table: TableWriter,
  pairs: readonly PairFinding[],
  toPart: (pair: PairFinding) => number,
): void {
  for (const group of splitParts(pairs, toPart)) {
    table.writeGroup({
      row: Int32Array.from(group, ({ row }) => row),
      entry: Int32Array.from(group, ({ entry }) => entry),
      tiers: Int32Array.from(group, ({ tiers }) => toBits(tiers)),
      answer: Int32Array.from(group, ({ answer }) => answers.indexOf(answer)),
      source: group.map(({ source }) => JSON.stringify(source)),
    });
  }
}

export function writeTexts(
  table: TableWriter,
  texts: readonly TextFinding[],
  toPart: (text: TextFinding) => number,
): void {
  for (const group of splitParts(texts, toPart)) {
    table.writeGroup({
      row: Int32Array.from(group, ({ row }) => row),
      item: Int32Array.from(group, ({ item }) => item),
      finding: group.map(toKeptText),
    });
  }
}

export async function readPairs(table: TableReader, part: number): Promise<PairFinding[]> {
  const columns = await table.readGroup(part);
  const [entries, tiers, codes] = ["entry", "tiers", "answer"].map((name) => toIntegers(columns, name));
  const sources = toTexts(columns, "source");
  return Array.from(toIntegers(columns, "row"), (row, at) => ({
    row,
    entry: entries?.[at] ?? 0,
    tiers: toTiers(tiers?.[at] ?? 0),
    answer: answers[codes?.[at] ?? 0] ?? "unknown",
    source: parseSource(sources[at]),
  }));
}

export async function readTexts(table: TableReader, part: number): Promise<TextFinding[]> {
  const columns = await table.readGroup(part);
  const items = toIntegers(columns, "item");
  const kept = toTexts(columns, "finding");
  return Array.from(toIntegers(columns, "row"), (row, at) => {
    const { found, tokens, ...finding } = KeptText.parse(JSON.parse(kept[at] ?? "{}"));
    return { ...finding, row, item: items[at] ?? 0, isFound: toFlags(found, tokens) };
  });
}

function splitParts<Finding>(
  findings: readonly Finding[],
  toPart: (finding: Finding) => number,
): Finding[][] {
  const parts = Array.from({ length: itemParts }, (): Finding[] => []);
  for (const finding of findings) parts[toPart(finding)]?.push(finding);
  return parts;
}

function toKeptText({ row, item, isFound, ...finding }: TextFinding): string {
  return JSON.stringify({ ...finding, found: toRuns(isFound), tokens: isFound.length });
}

/** `0-12 15-20`: runs of flags that are set, ends excluded. */
function toRuns(flags: Uint8Array): string {
  const runs: string[] = [];
  for (let start = flags.indexOf(1); start >= 0; ) {
    const end = flags.indexOf(0, start);
    runs.push(`${start}-${end < 0 ? flags.length : end}`);
    start = end < 0 ? -1 : flags.indexOf(1, end);
  }
  return runs.join(" ");
}

function toFlags(runs: string, length: number): Uint8Array {
  const flags = new Uint8Array(length);
  for (const run of runs.split(" ")) {
    const [start, end] = run.split("-").map(Number);
    if (start !== undefined && end !== undefined) flags.fill(1, start, end);
  }
  return flags;
}

function toBits(tiers: readonly KeyTier[]): number {
  return tiers.reduce((bits, tier) => bits | (1 << keyTiers.indexOf(tier)), 0);
}

function toTiers(bits: number): KeyTier[] {
  return keyTiers.filter((_, index) => (bits & (1 << index)) !== 0);
}

function parseSource(text: string | undefined): string | null {
  const source: unknown = JSON.parse(text ?? "null");
  return typeof source === "string" ? source : null;
}
