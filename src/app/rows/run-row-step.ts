import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { buildSteps } from "../../curate/index.ts";
import { StemmaError } from "../../model/index.ts";
import { createRowKernels, openStepFolder, runStep, StepDescription, toStepId } from "../../rows/index.ts";
import { defineUseCase } from "../use-case.ts";

/** Runs one step of a job on rows by itself, so that the steps of one job can be run on many machines. */
export const runRowStep = defineUseCase({
  name: "rows step",
  summary: "Run one step of a job on rows",
  input: z.object({
    /** The file that describes the step. */
    step: z.string().min(1),
    /** Work folder; null for the one that the description stands in. */
    work: z.string().min(1).nullable().default(null),
  }),
  output: z.strictObject({
    id: z.string(),
    kind: z.string(),
    /** False when the output was there already. */
    isNew: z.boolean(),
  }),
  async perform({ step, work }, { configuration, signal }) {
    const path = resolve(configuration.cwd, step);
    const description = await readDescription(path);
    const folder = openStepFolder(work === null ? dirname(dirname(path)) : resolve(configuration.cwd, work));
    const wasDone = folder.isDone(toStepId(description));
    const kernels = createRowKernels();
    const id = await runStep(description, { folder, kinds: buildSteps, kernels, signal });
    return { id, kind: description.kind, isNew: !wasDone };
  },
});

async function readDescription(path: string): Promise<StepDescription> {
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    throw new StemmaError("not-found", `${path} could not be read: ${cause.message}`, { cause });
  });
  try {
    return StepDescription.parse(JSON.parse(text));
  } catch (cause) {
    throw new StemmaError("usage", `${path} is no description of a step`, {
      hint: "descriptions of steps stand in the folder steps of a work folder",
      cause,
    });
  }
}
