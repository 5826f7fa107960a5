import type { KeyScope } from "../../kernels/index.ts";
import { StemmaError } from "../../model/index.ts";
import type { RowKey } from "../keys/key-hasher.ts";
import type { KeyTier } from "../keys/key-tier.ts";
import { type KeyMaps, runKeyMaps } from "../redundancy/key-maps.ts";
import { planRanges } from "../redundancy/key-tables.ts";
import { mapKeys } from "../redundancy/map-keys.ts";
import { countBucketRows } from "../redundancy/read-key-groups.ts";
import { accountInputs, type InputAccount } from "../scan/input-account.ts";
import type { RowJob } from "../scan/row-job.ts";
import type { OverlapReport, PairOverlap, PerKey } from "./overlap-report.ts";
import { nearContainment, toOverlapVerdict } from "./overlap-verdict.ts";
import { type OverlapCounts, reduceOverlap, type SharedCount, sumOverlapCounts } from "./reduce-overlap.ts";

export interface OverlapRequest {
  readonly scopes: readonly KeyScope[];
  readonly tiers: readonly KeyTier[];
  /**
   * What all the inputs hold that are compared two by two with one runner: with the same number, an input is read once for
   * all its pairs.
   */
  readonly inputBytes?: number | undefined;
}

interface KeyCounts extends RowKey {
  readonly counts: OverlapCounts;
}

/**
 * Compares every two inputs, both ways, in one pass over each.
 *
 * @throws StemmaError `usage` for fewer than two inputs.
 */
export async function findOverlap(job: RowJob, request: OverlapRequest): Promise<OverlapReport> {
  if (job.inputs.length < 2) {
    throw new StemmaError("usage", "an overlap is one of two inputs or more", {
      hint: "name a second file, folder or dataset",
    });
  }
  const { keys, maps, inputs } = await readKeys(job, request);
  const counted: KeyCounts[] = [];
  for (const key of keys) counted.push({ ...key, counts: await reduceKey(job, maps, key) });
  return {
    inputs,
    sets: inputs.map(({ name, rows }, index) => ({
      input: name,
      rows,
      unique: toPerKey(counted, ({ unique }) => unique[index] ?? 0),
    })),
    pairs: toPairs(inputs, counted),
    thresholds: { nearContainment },
  };
}

/** Reads inputs for the overlaps that are to be asked for later, with the same request and the same runner. */
export async function prepareOverlap(job: RowJob, request: OverlapRequest): Promise<readonly InputAccount[]> {
  return (await readKeys(job, request)).inputs;
}

async function readKeys(job: RowJob, { scopes, tiers, inputBytes }: OverlapRequest) {
  const keys = scopes.flatMap((scope) => tiers.map((tier) => ({ scope, tier })));
  const maps = await runKeyMaps(job, { keys, withSource: false, inputBytes });
  const accounts = maps.outputs.map((output) => mapKeys.toResult(output).account);
  return { keys, maps, inputs: await accountInputs(job, accounts) };
}

async function reduceKey(job: RowJob, { buckets, outputs }: KeyMaps, key: RowKey): Promise<OverlapCounts> {
  const ranges = planRanges(await countBucketRows(outputs, { key, buckets }));
  const inputsOfMaps = job.shards.map(({ input }) => input);
  const parameters = { key, buckets, inputsOfMaps, inputCount: job.inputs.length };
  const reduced = await job.runner.run(
    ranges.map((range) => ({ description: reduceOverlap.describe({ ...parameters, range }, outputs) })),
  );
  return sumOverlapCounts(reduced.map((output) => reduceOverlap.toResult(output)));
}

function toPairs(inputs: readonly InputAccount[], counted: readonly KeyCounts[]): OverlapReport["pairs"] {
  const [first] = counted;
  return (first?.counts.pairs ?? []).map(({ a, b }, index) => ({
    a: inputs[a]?.name ?? "",
    b: inputs[b]?.name ?? "",
    keys: toPerKey(counted, ({ unique, pairs }) => toOverlap(pairs[index], unique)),
  }));
}

function toOverlap(pair: SharedCount | undefined, unique: readonly number[]): PairOverlap {
  const { a, b, shared, rowsOfA, rowsOfB } = pair ?? { a: 0, b: 0, shared: 0, rowsOfA: 0, rowsOfB: 0 };
  const [uniqueA, uniqueB] = [unique[a] ?? 0, unique[b] ?? 0];
  return {
    uniqueA,
    uniqueB,
    shared,
    aInB: uniqueA === 0 ? 0 : shared / uniqueA,
    bInA: uniqueB === 0 ? 0 : shared / uniqueB,
    rowsOfA,
    rowsOfB,
    verdict: toOverlapVerdict({ uniqueA, uniqueB, shared }),
  };
}

function toPerKey<Value>(
  counted: readonly KeyCounts[],
  toValue: (counts: OverlapCounts) => Value,
): PerKey<Value> {
  const values: PerKey<Value> = {};
  for (const { scope, tier, counts } of counted) {
    values[scope] = { ...values[scope], [tier]: toValue(counts) };
  }
  return values;
}
