import { createRowKernels, type RowKernels } from "../../kernels/index.ts";
import { StemmaError } from "../../model/index.ts";
import { createProgressSum } from "./progress-sum.ts";
import { runStep } from "./run-step.ts";
import { type StepKind, toStepId } from "./step.ts";
import { openStepFolder } from "./step-folder.ts";
import type { JobProgress, StepRunner } from "./step-runner.ts";

export interface FolderRunnerOptions {
  /** Work folder; outputs that are in it already are used. */
  readonly folder: string;
  readonly kinds: readonly StepKind[];
  readonly kernels?: RowKernels;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: JobProgress) => void) | undefined;
}

/** Runs steps one after the other in this process over a work folder: for small inputs that are to go on after a stop. */
export function createFolderRunner(options: FolderRunnerOptions): StepRunner {
  const { kinds, kernels = createRowKernels(), signal, onProgress } = options;
  const folder = openStepFolder(options.folder);
  folder.tidy();
  const progress = createProgressSum(onProgress);
  return {
    async run(steps) {
      const ids = steps.map(({ description }) => toStepId(description));
      progress.expect(steps.map((step, index) => ({ id: ids[index] ?? "", bytes: step.bytes ?? 0 })));
      for (const [index, { description }] of steps.entries()) {
        const id = ids[index] ?? "";
        if (signal?.aborted) throw new StemmaError("interrupted", "the scan of the rows was interrupted");
        folder.describe(id, description);
        await runStep(description, {
          folder,
          kinds,
          kernels,
          signal,
          onProgress: (done) => progress.report(id, done),
        });
        progress.finish(id);
      }
      return ids.map((id) => folder.open(id));
    },
    async close() {
      folder.tidy();
    },
  };
}
