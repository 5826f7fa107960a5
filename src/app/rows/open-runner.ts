import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import {
  createMemoryRunner,
  createWorkerPool,
  describeRowFile,
  type JobProgress,
  type RowInput,
  type StepRunner,
  stepKinds,
  stepWorker,
} from "../../rows/index.ts";
import type { UseCaseContext } from "../use-case.ts";
import { toRowCacheFolder } from "./row-cache.ts";
import type { RowRequest } from "./row-request.ts";

/** Inputs of fewer bytes are read in this process, and nothing is written. */
const fewBytes = 64 * 2 ** 20;

export interface OpenedRunner {
  readonly runner: StepRunner;
  /** Lets go of what the job took; what a job that did not come to its end has done is kept for the next try. */
  close(isDone: boolean): Promise<void>;
}

interface RunnerRequest extends Pick<RowRequest, "workers" | "work"> {
  /** Inputs whose files are not known yet may be of any size. */
  readonly isLarge?: boolean;
}

/**
 * Small inputs are worked on in this process. Larger ones go to workers by way of a work folder: the one that is named, which
 * is kept, or one in the cache under a name that the same inputs give again, which is removed at the end.
 */
export function openRunner(
  inputs: readonly RowInput[],
  { workers, work, isLarge = false }: RunnerRequest,
  { configuration, signal, onEvent }: UseCaseContext,
): OpenedRunner {
  const onProgress = (progress: JobProgress) => onEvent?.({ kind: "rows", ...progress });
  const files = inputs.flatMap((input) => input.files.map(describeRowFile));
  const bytes = files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (work === null && bytes < fewBytes && !isLarge) {
    const runner = createMemoryRunner({ kinds: stepKinds, signal, onProgress });
    return { runner, close: () => runner.close() };
  }
  const folder =
    work === null
      ? join(
          toRowCacheFolder(configuration.cacheFolder),
          toFolderName([inputs.map(({ name }) => name), files]),
        )
      : resolve(configuration.cwd, work);
  const count = workers ?? availableParallelism();
  const runner = createWorkerPool({ folder, workers: count, entry: stepWorker, signal, onProgress });
  return {
    runner,
    async close(isDone) {
      await runner.close();
      if (work === null && isDone) await rm(folder, { recursive: true, force: true });
    },
  };
}

function toFolderName(files: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 32);
}
