import type { RowAdapter } from "../row-adapter.ts";
import { alpaca } from "./alpaca/definition.ts";
import { code } from "./code/definition.ts";
import { flan } from "./flan/definition.ts";
import { messages } from "./messages/definition.ts";
import { multipleChoice } from "./multiple-choice/definition.ts";
import { preference } from "./preference/definition.ts";
import { problemSolution } from "./problem-solution/definition.ts";
import { promptResponse } from "./prompt-response/definition.ts";
import { questionAnswer } from "./question-answer/definition.ts";
import { sharegpt } from "./sharegpt/definition.ts";
import { text } from "./text/definition.ts";
import { transcript } from "./transcript/definition.ts";
import { verl } from "./verl/definition.ts";

/** The ways in which rows are laid out, in the order in which they are preferred where several fit equally well. */
export const rowAdapters: readonly RowAdapter[] = [
  verl,
  preference,
  multipleChoice,
  code,
  alpaca,
  problemSolution,
  questionAnswer,
  promptResponse,
  messages,
  sharegpt,
  flan,
  transcript,
  text,
];
