import { bandStep } from "./band-step.ts";
import { chooseStep } from "./choose-step.ts";
import { distinctStep } from "./distinct-step.ts";
import { keepStep } from "./keep-step.ts";
import { measureStep } from "./measure-step.ts";
import { repeatStep } from "./repeat-step.ts";
import { signStep } from "./sign-step.ts";

export { type Banding, findProbability, toUnverifiedBanding, toVerifiedBanding } from "./banding.ts";
export { findLshComponents, type Signatures } from "./lsh-components.ts";

/** The kinds of steps that a runner needs for this job. */
export const nearDuplicateSteps = [
  signStep,
  repeatStep,
  distinctStep,
  bandStep,
  chooseStep,
  measureStep,
  keepStep,
];
