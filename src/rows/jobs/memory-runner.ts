import { createRowKernels, type RowKernels } from "../../kernels/index.ts";
import { StemmaError } from "../../model/index.ts";
import { createProgressSum } from "./progress-sum.ts";
import { findStepKind, type StepContext, type StepKind, type StepOutput, toStepId } from "./step.ts";
import type { JobProgress, PlannedStep, StepRunner } from "./step-runner.ts";
import type { Column, TableColumns, TableReader } from "./table.ts";
import { toRowCount } from "./table.ts";

export interface MemoryRunnerOptions {
  readonly kinds: readonly StepKind[];
  readonly kernels?: RowKernels;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: JobProgress) => void) | undefined;
}

/** Runs steps one after the other in this process and keeps their outputs in memory: for inputs that are small. */
export function createMemoryRunner(options: MemoryRunnerOptions): StepRunner {
  const { kinds, kernels = createRowKernels(), signal, onProgress } = options;
  const outputs = new Map<string, StepOutput>();
  const progress = createProgressSum(onProgress);
  const perform = async ({ description }: PlannedStep, id: string) => {
    const { context, tables } = openMemoryContext({
      kernels,
      signal,
      inputs: description.inputs.map((input) => findOutput(outputs, input)),
      onProgress: (done) => progress.report(id, done),
    });
    const result = await findStepKind(kinds, description).run(description.parameters, context);
    outputs.set(id, { id, result, openTable: async (name) => findTable(tables, name) });
  };
  return {
    async run(steps) {
      const ids = steps.map(({ description }) => toStepId(description));
      progress.expect(steps.map((step, index) => ({ id: ids[index] ?? "", bytes: step.bytes ?? 0 })));
      for (const [index, step] of steps.entries()) {
        const id = ids[index] ?? "";
        if (signal?.aborted) throw new StemmaError("interrupted", "the scan of the rows was interrupted");
        if (!outputs.has(id)) await perform(step, id);
        progress.finish(id);
      }
      return ids.map((id) => findOutput(outputs, id));
    },
    async close() {
      outputs.clear();
    },
  };
}

type MemoryContext = Omit<StepContext, "openTable">;

function openMemoryContext(given: MemoryContext) {
  const tables = new Map<string, TableColumns[]>();
  const context: StepContext = {
    ...given,
    openTable(name) {
      const groups: TableColumns[] = [];
      tables.set(name, groups);
      return { writeGroup: (columns) => groups.push(copyColumns(columns)) };
    },
  };
  return { context, tables };
}

function copyColumns(columns: TableColumns): TableColumns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]): [string, Column] => [name, column.slice()]),
  );
}

function findOutput(outputs: ReadonlyMap<string, StepOutput>, id: string): StepOutput {
  const output = outputs.get(id);
  if (output === undefined) throw new StemmaError("usage", `step ${id} has not been run`);
  return output;
}

function findTable(tables: ReadonlyMap<string, readonly TableColumns[]>, name: string): TableReader {
  const groups = tables.get(name) ?? [];
  return {
    groupSizes: groups.map(toRowCount),
    readGroup: async (index) => groups[index] ?? {},
  };
}
