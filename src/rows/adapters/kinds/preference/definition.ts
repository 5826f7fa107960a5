import type { ColumnProfile } from "../../columns.ts";
import { toJoinedTurns, toQuestion } from "../../flat-columns.ts";
import { findLabels, toFieldStep } from "../../labels.ts";
import type { RowMapping } from "../../mapping.ts";
import { askingKinds, type ColumnSet, type RowAdapter } from "../../row-adapter.ts";

const askingNames = ["prompt", "instruction", "question", "query", "input", "context", "history", "problem"];
const conversationNames = ["conversations", "conversation", "messages"];
const pairs: readonly (readonly [string, string])[] = [
  ["response 0", "response 1"],
  ["response a", "response b"],
  ["response 1", "response 2"],
  ["answer 0", "answer 1"],
];

export const preference: RowAdapter = {
  name: "preference",
  meaning: "answers that were compared: a chosen and a rejected one, or several with their scores",
  places:
    "prompt (text or messages), chosen (text or messages); completions[].response; response_0 and response_1",
  examples: [
    "HuggingFaceH4/ultrafeedback_binarized",
    "openbmb/UltraFeedback",
    "Anthropic/hh-rlhf",
    "PKU-Alignment/PKU-SafeRLHF",
  ],
  findMapping: (columns) => findChosen(columns) ?? findCompletions(columns) ?? findPair(columns),
};

function findChosen(columns: ColumnSet): Partial<RowMapping> | undefined {
  const chosen = columns.find(
    ["chosen", "chosen response", "preferred", "chosen answer", "answer w"],
    [...askingKinds, "list", "object"],
  );
  const rejected = columns.find([
    "rejected",
    "rejected response",
    "dispreferred",
    "rejected answer",
    "answer l",
  ]);
  if (chosen === undefined || rejected === undefined) return undefined;
  const asking = columns.find([...askingNames, ...conversationNames], askingKinds);
  const labels = findLabels(columns);
  const isAnswerAlone = chosen.kind === "object" || chosen.firstRoles.every((role) => role === "assistant");
  if (chosen.kind !== "text" && !isAnswerAlone) return { turns: chosen.place, ...labels };
  if (asking === undefined) return undefined;
  if (chosen.kind === "text") return { ...toQuestion(columns, asking, []), output: chosen.place, ...labels };
  return { ...toQuestion(columns, asking, []), ...toJoinedTurns(asking, chosen), ...labels };
}

function findCompletions(columns: ColumnSet): Partial<RowMapping> | undefined {
  const asking = columns.find(askingNames, askingKinds);
  const completions = columns.find(["completions", "responses", "answers", "candidates"], ["list"]);
  const text = completions === undefined ? undefined : findItemText(completions);
  if (asking === undefined || text === undefined) return undefined;
  return { ...toQuestion(columns, asking, []), output: text, ...findLabels(columns) };
}

function findItemText({ place, items }: ColumnProfile): string | undefined {
  const field = ["response", "completion", "text", "content", "answer"]
    .map((name) => items.find(({ words, kind }) => words === name && kind === "text"))
    .find((found) => found !== undefined);
  return field === undefined ? undefined : `${place}[]${toFieldStep(field)}`;
}

function findPair(columns: ColumnSet): Partial<RowMapping> | undefined {
  const asking = columns.find(askingNames, askingKinds);
  if (asking === undefined) return undefined;
  for (const names of pairs) {
    const [first, second] = names.map((name) => columns.find([name], ["text"]));
    if (first === undefined || second === undefined) continue;
    const output = `list(${first.place}, ${second.place})`;
    return { ...toQuestion(columns, asking, []), output, ...findLabels(columns) };
  }
  return undefined;
}
