import type { StepOutput } from "../jobs/step.ts";
import type { RowKey } from "../keys/key-hasher.ts";
import { type RowJob, sumBytes } from "../scan/row-job.ts";
import { toBucketCount } from "./key-tables.ts";
import { mapKeys, mostLabels } from "./map-keys.ts";

/** The keys of all rows of a job, as its map steps left them. */
export interface KeyMaps {
  readonly buckets: number;
  /** One for each shard of the job. */
  readonly outputs: readonly StepOutput[];
}

export interface KeyMapRequest {
  readonly keys: readonly RowKey[];
  readonly withSource: boolean;
}

export async function runKeyMaps(job: RowJob, { keys, withSource }: KeyMapRequest): Promise<KeyMaps> {
  const buckets = toBucketCount(sumBytes(job));
  const outputs = await job.runner.run(
    job.shards.map(({ task, bytes }) => ({
      description: mapKeys.describe({
        task,
        keys: [...keys],
        buckets,
        withSource: withSource && task.mapping.source !== null,
      }),
      bytes,
    })),
  );
  return { buckets, outputs };
}

/** A source of rows: an input, or its rows with one label. */
export interface KeySource {
  readonly input: number;
  readonly label: string | null;
}

export interface KeySources {
  readonly sources: readonly KeySource[];
  /** For each map output: the source of each of its labels. */
  readonly ofLabels: readonly (readonly number[])[];
}

/**
 * Numbers the sources in the order of their first rows. The labels of an input count only while there are no more of them
 * than sources can be; then, as where rows have none, the input is its one source.
 */
export function listKeySources(job: RowJob, { outputs }: KeyMaps): KeySources {
  const labels = outputs.map((output) => mapKeys.toResult(output).labels);
  const unlabelled = findUnlabelledInputs(job, labels);
  const numbers = new Map<string, number>();
  const sources: KeySource[] = [];
  const toNumber = (input: number, label: string | null) => {
    const name = JSON.stringify([input, label]);
    const known = numbers.get(name) ?? sources.length;
    if (known === sources.length) sources.push({ input, label });
    numbers.set(name, known);
    return known;
  };
  const ofLabels = job.shards.map(({ input }, index) => {
    const own = unlabelled.has(input) ? [null] : (labels[index] ?? [null]);
    return own.map((label) => toNumber(input, label));
  });
  return { sources, ofLabels };
}

function findUnlabelledInputs(
  { shards, inputs }: RowJob,
  labels: readonly (readonly (string | null)[] | null)[],
): ReadonlySet<number> {
  const known = inputs.map(() => new Set<string | null>());
  const tooMany = new Set<number>();
  for (const [index, { input }] of shards.entries()) {
    const own = labels[index];
    for (const label of own ?? []) known[input]?.add(label);
    if (own === null || (known[input]?.size ?? 0) > mostLabels) tooMany.add(input);
  }
  return tooMany;
}
