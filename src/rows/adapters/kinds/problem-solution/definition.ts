import { answerNames, findFlatMapping, responseNames, solutionNames } from "../../flat-columns.ts";
import type { RowAdapter } from "../../row-adapter.ts";

export const problemSolution: RowAdapter = {
  name: "problem-solution",
  meaning: "a problem with its answer, its solution or both",
  places:
    "problem (or problem_text, problem_statement), answer (or final_answer, answer_number …) before solution",
  examples: ["AI-MO/NuminaMath-1.5", "HuggingFaceH4/MATH-500", "nvidia/OpenMathInstruct-2", "xw27/scibench"],
  findMapping: (columns) =>
    findFlatMapping(columns, {
      asking: ["problem", "problem text", "problem statement", "problem description", "* problem"],
      answering: [...responseNames, ...answerNames, ...solutionNames],
    }),
};
