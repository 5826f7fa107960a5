import {
  answerNames,
  contextNames,
  findFlatMapping,
  responseNames,
  solutionNames,
  toAnswer,
} from "../../flat-columns.ts";
import { findLabels } from "../../labels.ts";
import type { RowMapping } from "../../mapping.ts";
import type { ColumnSet, RowAdapter } from "../../row-adapter.ts";

const questionNames = ["question", "query", "q text", "question text", "question content", "questions", "q"];
const answering = [...responseNames, ...answerNames, ...solutionNames];

export const questionAnswer: RowAdapter = {
  name: "question-answer",
  meaning: "a question with its answer; the story of a word problem may stand apart from what is asked",
  places:
    "question or query (after body, where there is one), context, answer (or response, answers, Best Answer …)",
  examples: [
    "openai/gsm8k",
    "meta-math/MetaMathQA",
    "ChilleD/SVAMP",
    "zwhe99/DeepMath-103K",
    "Open-Orca/OpenOrca",
  ],
  findMapping: (columns) =>
    findBodyMapping(columns) ??
    findFlatMapping(columns, { asking: questionNames, answering, context: contextNames }) ??
    findPostMapping(columns) ??
    findFlatMapping(columns, { asking: ["* question", "* query"], answering, context: contextNames }),
};

/** The story in one column, the question about it in another. */
function findBodyMapping(columns: ColumnSet): Partial<RowMapping> | undefined {
  const body = columns.find(["body", "story", "premise"], ["text"]);
  const question = columns.find(["question"], ["text"]);
  if (body === undefined || question === undefined) return undefined;
  return toJoined(columns, `${body.place} + " " + ${question.place}`);
}

/** A forum's post: what it is called and what it says. */
function findPostMapping(columns: ColumnSet): Partial<RowMapping> | undefined {
  const title = columns.find(["title", "question title"], ["text"]);
  const body = columns.find(["body", "question body", "selftext", "post"], ["text"]);
  if (title === undefined || body === undefined) return undefined;
  return toJoined(columns, `${title.place} + "\\n\\n" + ${body.place}`);
}

function toJoined(columns: ColumnSet, instruction: string): Partial<RowMapping> | undefined {
  const answer = columns.find(answering);
  return answer === undefined
    ? undefined
    : { instruction, ...toAnswer(columns, answer), ...findLabels(columns) };
}
