import { bandStep } from "./band-step.ts";
import { chooseStep } from "./choose-step.ts";
import { distinctStep } from "./distinct-step.ts";
import { keepStep } from "./keep-step.ts";
import { measureStep } from "./measure-step.ts";
import { repeatStep } from "./repeat-step.ts";
import { signStep } from "./sign-step.ts";

/** The kinds of steps that finding near-duplicates is made of. */
export const nearDuplicateSteps = [
  signStep,
  repeatStep,
  distinctStep,
  bandStep,
  chooseStep,
  measureStep,
  keepStep,
];
