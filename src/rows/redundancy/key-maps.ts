import type { StepOutput } from "../jobs/step.ts";
import type { RowKey } from "../keys/key-hasher.ts";
import { type RowJob, sumBytes } from "../scan/row-job.ts";
import { listRowSources, type RowSources } from "../scan/row-sources.ts";
import { toBucketCount } from "./key-tables.ts";
import { mapKeys } from "./map-keys.ts";

/** The keys of all rows of a job, as its map steps left them. */
export interface KeyMaps {
  readonly buckets: number;
  /** One for each shard of the job. */
  readonly outputs: readonly StepOutput[];
}

export interface KeyMapRequest {
  readonly keys: readonly RowKey[];
  readonly withSource: boolean;
  /** What all jobs together read that are to share the keys of their inputs; that of this job when absent. */
  readonly inputBytes?: number | undefined;
}

export async function runKeyMaps(
  job: RowJob,
  { keys, withSource, inputBytes }: KeyMapRequest,
): Promise<KeyMaps> {
  const buckets = toBucketCount(inputBytes ?? sumBytes(job));
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

/** The sources of the rows whose keys were taken. */
export function listKeySources(job: RowJob, { outputs }: KeyMaps): RowSources {
  return listRowSources(
    job,
    outputs.map((output) => mapKeys.toResult(output).labels),
  );
}
