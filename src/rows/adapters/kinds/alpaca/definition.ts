import {
  answerNames,
  contextNames,
  findFlatMapping,
  responseNames,
  solutionNames,
} from "../../flat-columns.ts";
import type { RowAdapter } from "../../row-adapter.ts";

export const alpaca: RowAdapter = {
  name: "alpaca",
  meaning: "an instruction, perhaps with an input, and what is to be answered",
  places: "instruction, input or context, output (or response, completion, answer …)",
  examples: ["tatsu-lab/alpaca", "databricks/databricks-dolly-15k", "sahil2801/CodeAlpaca-20k"],
  findMapping: (columns) =>
    findFlatMapping(columns, {
      asking: ["instruction", "instructions"],
      answering: ["output", ...responseNames, "targets", ...answerNames, ...solutionNames],
      context: ["input", "inputs", ...contextNames],
    }),
};
