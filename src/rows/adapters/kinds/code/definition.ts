import { toAnswer, toQuestion } from "../../flat-columns.ts";
import { findLabels } from "../../labels.ts";
import { askingKinds, type RowAdapter } from "../../row-adapter.ts";

const testNames = [
  "test",
  "tests",
  "test list",
  "test cases",
  "test case",
  "testcases",
  "input output",
  "unit tests",
  "public tests",
  "public test cases",
  "private tests",
  "test code",
  "starter code",
  "entry point",
  "test patch",
];
const codeNames = [
  "canonical solution",
  "completion",
  "solution",
  "solutions",
  "reference code",
  "reference solution",
  "code",
  "accepted solutions",
  "patch",
  "response",
  "output",
];

export const code: RowAdapter = {
  name: "code",
  meaning: "programming tasks with solutions in code and tests",
  places:
    "problem, question, description or prompt; starter_code as input; canonical_solution, solutions or code",
  examples: [
    "openai/openai_humaneval",
    "google-research-datasets/mbpp",
    "codeparrot/apps",
    "deepmind/code_contests",
  ],
  findMapping: (columns) => {
    const tests = columns.find(testNames, undefined);
    const asking = columns.find(
      [
        "instruct prompt",
        "complete prompt",
        "problem",
        "question",
        "description",
        "problem description",
        "problem statement",
        "question content",
        "prompt",
        "instruction",
        "query",
        "task",
        "text",
      ],
      askingKinds,
    );
    const solution = columns.find(codeNames);
    if (tests === undefined || asking === undefined || solution === undefined) return undefined;
    return {
      ...toQuestion(columns, asking, ["starter code"]),
      ...toAnswer(columns, solution),
      answer: null,
      ...findLabels(columns),
    };
  },
};
