import type { BuildJob, BuiltRows } from "./build-rows.ts";
import type { RowPlaces } from "./row-places.ts";
import { listRows } from "./row-table.ts";
import { toScanOfRows } from "./work-rows.ts";

/** A row of the set with where it comes from (roots C7). */
export interface SetRow {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
  readonly system: string | null;
  /** The whole conversation as JSON. */
  readonly turns: string | null;
  readonly answer: string | null;
  readonly source_dataset: string;
  readonly source_revision: string | null;
  readonly source_file: string;
  readonly source_row: number;
  /** The row's own label of where it comes from, and its own id. */
  readonly source_label: string | null;
  readonly source_id: string | null;
}

interface KeptRows {
  readonly job: BuildJob;
  readonly built: BuiltRows;
  readonly places: RowPlaces;
}

/** The rows of the set in the order of sources, files and records. */
export async function* listKept({ job, built, places }: KeptRows): AsyncIterable<SetRow> {
  for (const { part, output } of built.gathered) {
    const { source, file, rows: before } = places.partOf(part);
    const revisions = job.inputs[source]?.files[job.shards[part]?.file ?? 0]?.origin?.revision ?? null;
    const dataset = job.plan.sources[source]?.dataset ?? "";
    const positions = await (await output.openTable("positions")).readGroup(0);
    const table = await output.openTable("rows");
    let at = 0;
    for (let group = 0; group < table.groupSizes.length; group += 1) {
      for (const row of listRows(await table.readGroup(group))) {
        const position = positions.row?.[at];
        at += 1;
        if (typeof position !== "number" || !built.rows.isKept(position)) continue;
        const { instruction, input, output: answer } = row;
        yield {
          instruction,
          input,
          output: answer,
          system: row.system || null,
          turns: row.turns || null,
          answer: row.answer || null,
          source_dataset: dataset,
          source_revision: revisions,
          source_file: file,
          source_row: before + row.number,
          source_label: row.label || null,
          source_id: row.id || null,
        };
      }
    }
  }
}

/** Bytes that the rows which ask something new take before they are packed: at least as many as the set's. */
export function countGatheredBytes({ folder }: Pick<BuildJob, "folder">, { gathered }: BuiltRows): number {
  return gathered.reduce((sum, { output }) => sum + toScanOfRows(folder, output.id).bytes, 0);
}
