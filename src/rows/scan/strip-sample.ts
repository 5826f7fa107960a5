import type { Sample } from "../../model/index.ts";
import { stripWrappers, type Wrapper } from "../wrappers/index.ts";

/** The sample without the wrappers of its instruction; its turns stay as they are. */
export function stripSample(sample: Sample, wrappers: readonly Wrapper[] | undefined): Sample {
  if (wrappers === undefined || wrappers.length === 0) return sample;
  const instruction = stripWrappers(sample.instruction, wrappers);
  return instruction === sample.instruction ? sample : { ...sample, instruction };
}
