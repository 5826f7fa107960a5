import { mostLabels } from "./label-list.ts";
import type { RowJob } from "./row-job.ts";

/** A source of rows: an input, or its rows with one label. */
export interface RowSource {
  readonly input: number;
  readonly label: string | null;
}

export interface RowSources {
  readonly sources: readonly RowSource[];
  /** For each shard of the job: the source of each of its labels. */
  readonly ofLabels: readonly (readonly number[])[];
}

/** The labels of one shard, as `LabelList.list` gives them. */
export type ShardLabels = readonly (string | null)[] | null;

/**
 * Numbers the sources in the order of their first rows. The labels of an input count only while there are no more of them
 * than sources can be; then, as where rows have none, the input is its one source.
 *
 * @param labels one for each shard of the job
 */
export function listRowSources(
  job: Pick<RowJob, "shards" | "inputs">,
  labels: readonly ShardLabels[],
): RowSources {
  const unlabelled = findUnlabelledInputs(job, labels);
  const numbers = new Map<string, number>();
  const sources: RowSource[] = [];
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
  { shards, inputs }: Pick<RowJob, "shards" | "inputs">,
  labels: readonly ShardLabels[],
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
