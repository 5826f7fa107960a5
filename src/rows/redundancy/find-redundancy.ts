import type { KeyScope } from "../../kernels/index.ts";
import type { KeyTier } from "../keys/key-tier.ts";
import { accountInputs } from "../scan/input-account.ts";
import type { RowJob } from "../scan/row-job.ts";
import type { RowSources } from "../scan/row-sources.ts";
import { type KeyMaps, listKeySources, runKeyMaps } from "./key-maps.ts";
import { planRanges } from "./key-tables.ts";
import { mapKeys } from "./map-keys.ts";
import { countBucketRows } from "./read-key-groups.ts";
import { reduceKeys } from "./reduce-keys.ts";
import type { RedundancyReport } from "./redundancy-report.ts";
import { sumLedgers } from "./source-ledger.ts";
import type { TierCounts } from "./tier-counts.ts";
import { toBySource, toExamples, toKeyCounts, toPairs } from "./to-redundancy-report.ts";

export interface RedundancyRequest {
  readonly on: KeyScope;
  readonly tiers: readonly KeyTier[];
  /** Groups of equal rows to be shown for each tier. */
  readonly examples: number;
}

/** Counts equal rows at every tier asked for, in one pass over the inputs. */
export async function findRedundancy(job: RowJob, request: RedundancyRequest): Promise<RedundancyReport> {
  const keys = request.tiers.map((tier) => ({ scope: request.on, tier }));
  const maps = await runKeyMaps(job, { keys, withSource: true });
  const sources = listKeySources(job, maps);
  const counts: TierCounts[] = [];
  for (const tier of request.tiers) counts.push(await reduceTier({ job, maps, sources, request }, tier));
  const accounts = maps.outputs.map((output) => mapKeys.toResult(output).account);
  const inputs = await accountInputs(job, accounts);
  const rows = inputs.reduce((sum, input) => sum + input.rows, 0);
  const context = { job, accounts, sources };
  return {
    rows,
    keys: toKeyCounts(counts, rows),
    bySource: toBySource(counts, context),
    pairs: toPairs(counts, context),
    on: request.on,
    inputs,
    examples: toExamples(counts, context),
  };
}

interface TierJob {
  readonly job: RowJob;
  readonly maps: KeyMaps;
  readonly sources: RowSources;
  readonly request: RedundancyRequest;
}

async function reduceTier({ job, maps, sources, request }: TierJob, tier: KeyTier): Promise<TierCounts> {
  const key = { scope: request.on, tier };
  const ranges = planRanges(await countBucketRows(maps.outputs, { key, buckets: maps.buckets }));
  const outputs = await job.runner.run(
    ranges.map((range) => ({
      description: reduceKeys.describe(
        {
          key,
          buckets: maps.buckets,
          range,
          sourcesOfLabels: sources.ofLabels.map((labels) => [...labels]),
          inputsOfSources: sources.sources.map(({ input }) => input),
          inputCount: job.inputs.length,
          examples: request.examples,
        },
        maps.outputs,
      ),
    })),
  );
  const results = outputs.map((output) => reduceKeys.toResult(output));
  return {
    tier,
    unique: results.reduce((sum, { unique }) => sum + unique, 0),
    byInput: sumLedgers(results.map(({ byInput }) => byInput)),
    bySource: sumLedgers(results.map(({ bySource }) => bySource)),
    examples: results
      .flatMap(({ examples }) => examples)
      .sort((one, other) => other.copies - one.copies || comparePlaces(one.rows[0], other.rows[0]))
      .slice(0, request.examples),
  };
}

interface Place {
  readonly map: number;
  readonly row: number;
}

function comparePlaces(one: Place | undefined, other: Place | undefined): number {
  return (one?.map ?? 0) - (other?.map ?? 0) || (one?.row ?? 0) - (other?.row ?? 0);
}
