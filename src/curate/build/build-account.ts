import { z } from "zod";
import { DatasetId } from "../../model/index.ts";
import { type RowStage, rowStages } from "./row-stages.ts";

export const StageCount = z.strictObject({
  stage: z.enum(rowStages),
  in: z.int(),
  out: z.int(),
  /** Rows that went, by the reason. */
  dropped: z.record(z.string(), z.int()),
});
export type StageCount = z.infer<typeof StageCount>;

/** What became of every record of the sources (roots C7): `in` of a stage is `out` of the one before it. */
export const BuildAccount = z.strictObject({
  /** Records of all sources, those that could not be read included. */
  records: z.int(),
  /** Rows of the set. */
  rows: z.int(),
  stages: z.array(StageCount),
  sources: z.array(
    z.strictObject({
      dataset: DatasetId,
      role: z.enum(["root", "internal"]),
      records: z.int(),
      rows: z.int(),
      /** Of the rows that passed the filters, those whose language could not be told. */
      undetermined: z.int(),
      stages: z.array(StageCount),
    }),
  ),
});
export type BuildAccount = z.infer<typeof BuildAccount>;

/** Counts rows by source, stage and reason. */
export class RowTally {
  readonly #dropped = new Map<string, number>();
  readonly #kept: number[] = [];

  addDropped(source: number, { stage, reason }: { stage: string; reason: string }, count: number): void {
    const key = JSON.stringify([source, stage, reason]);
    this.#dropped.set(key, (this.#dropped.get(key) ?? 0) + count);
  }

  addKept(source: number): void {
    this.#kept[source] = (this.#kept[source] ?? 0) + 1;
  }

  kept(source: number): number {
    return this.#kept[source] ?? 0;
  }

  /** Rows that went at a stage, by the reason, in the order of the reasons' names. */
  dropped(source: number, stage: RowStage): Record<string, number> {
    const found = [...this.#dropped].flatMap(([key, count]): [string, number][] => {
      const [own, at, reason] = JSON.parse(key) as [number, string, string];
      return own === source && at === stage ? [[reason, count]] : [];
    });
    return Object.fromEntries(found.sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}

export interface AccountedSource {
  readonly dataset: string;
  readonly role: "root" | "internal";
  readonly undetermined: number;
}

export function toBuildAccount(sources: readonly AccountedSource[], tally: RowTally): BuildAccount {
  const counted = sources.map(({ dataset, role, undetermined }, source) => {
    const dropped = rowStages.map((stage) => tally.dropped(source, stage));
    const rows = tally.kept(source);
    const records = dropped.reduce((sum, reasons) => sum + sumOf(reasons), rows);
    return { dataset, role, records, rows, undetermined, stages: toStages(records, dropped) };
  });
  const records = counted.reduce((sum, source) => sum + source.records, 0);
  const dropped = rowStages.map((_, at) => addUp(counted.map(({ stages }) => stages[at]?.dropped ?? {})));
  return {
    records,
    rows: counted.reduce((sum, { rows }) => sum + rows, 0),
    stages: toStages(records, dropped),
    sources: counted,
  };
}

function toStages(records: number, dropped: readonly Record<string, number>[]): StageCount[] {
  let left = records;
  return rowStages.map((stage, at) => {
    const own = dropped[at] ?? {};
    const before = left;
    left -= sumOf(own);
    return { stage, in: before, out: left, dropped: own };
  });
}

function addUp(counts: readonly Record<string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [reason, count] of counts.flatMap((one) => Object.entries(one))) {
    sums[reason] = (sums[reason] ?? 0) + count;
  }
  return Object.fromEntries(Object.entries(sums).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
