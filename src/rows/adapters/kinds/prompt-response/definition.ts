import { answerNames, findFlatMapping, responseNames, solutionNames } from "../../flat-columns.ts";
import type { RowAdapter } from "../../row-adapter.ts";

export const promptResponse: RowAdapter = {
  name: "prompt-response",
  meaning: "a prompt, as text or as messages, and what is to follow it",
  places: "prompt, response (or completion, answer, solution …)",
  examples: ["nvidia/HelpSteer2", "open-r1/DAPO-Math-17k-Processed", "SynthLabsAI/Big-Math-RL-Verified"],
  findMapping: (columns) =>
    findFlatMapping(columns, {
      asking: [
        "prompt",
        "prompts",
        "user prompt",
        "human",
        "user",
        "message",
        "messages",
        "* prompt",
        "* instruction",
      ],
      answering: [
        ...responseNames,
        "chosen",
        "responses",
        "completions",
        "gpt",
        "bot",
        ...answerNames,
        ...solutionNames,
      ],
    }),
};
