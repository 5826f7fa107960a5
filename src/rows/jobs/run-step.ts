import type { RowKernels } from "../../kernels/index.ts";
import { findStepKind, type StepDescription, type StepKind, type StepProgress, toStepId } from "./step.ts";
import { createWriteError, type StepFolder } from "./step-folder.ts";

export interface StepRun {
  readonly folder: StepFolder;
  readonly kinds: readonly StepKind[];
  readonly kernels: RowKernels;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: StepProgress) => void) | undefined;
}

/**
 * Runs one step in a work folder, unless its output is there. What it reads and writes is in its description and the folder
 * alone, so that it can be run anywhere, any number of times.
 *
 * @returns the step's id
 * @throws StemmaError `usage` for a step that this code does not know, `not-found` where an input of it is missing,
 * `store-failed` where there is no room for its output.
 */
export async function runStep(description: StepDescription, run: StepRun): Promise<string> {
  const { folder, kinds, kernels, signal, onProgress } = run;
  const id = toStepId(description);
  if (folder.isDone(id)) return id;
  const kind = findStepKind(kinds, description);
  const inputs = description.inputs.map((input) => folder.open(input));
  const output = folder.begin(id);
  try {
    const result = await kind.run(description.parameters, {
      kernels,
      inputs,
      signal,
      openTable: output.openTable,
      onProgress: (progress) => onProgress?.(progress),
    });
    output.publish(result);
  } catch (error) {
    output.discard();
    throw isFull(error) ? createWriteError(folder.path, error) : error;
  }
  return id;
}

const fullCodes = ["ENOSPC", "EDQUOT", "EFBIG"];

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && fullCodes.includes(String(error.code));
}
