import type { ColumnProfile } from "./columns.ts";
import { findLabels, toFieldStep } from "./labels.ts";
import type { RowMapping } from "./mapping.ts";
import { askingKinds, type ColumnSet } from "./row-adapter.ts";

/** What a model wrote in answer: it is the output even where the row states the right answer too. */
export const responseNames = [
  "response",
  "output",
  "completion",
  "generated solution",
  "generation",
  "model response",
  "assistant",
  "generated response",
] as const;

/** The answer that is right, the shortest statement of it first. */
export const answerNames = [
  "answer",
  "final answer",
  "best answer",
  "correct answer",
  "expected answer",
  "short answer",
  "answer number",
  "gold answer",
  "reference answer",
  "ground truth",
  "ground truth answer",
  "answers",
  "gold",
  "target",
  "label",
  "answer text",
  "answer latex",
  "a",
] as const;

/** How the answer is reached; the output only where no answer is stated apart from it. */
export const solutionNames = [
  "solution",
  "solutions",
  "ground truth solution",
  "reference solution",
  "combined text",
  "explanation",
  "rationale",
  "long answer",
  "* response",
  "* solution",
  "* answer",
  "* output",
  "* completion",
] as const;

export const contextNames = ["input", "context", "passage", "support", "article", "background"] as const;

export interface FlatNames {
  readonly asking: readonly string[];
  readonly answering: readonly string[];
  /** Columns that stand beside the question as its material. */
  readonly context?: readonly string[];
}

/**
 * The mapping of rows with a column that asks and one that answers, where both are there. A question that is kept as messages
 * is taken as the conversation that it is.
 */
export function findFlatMapping(columns: ColumnSet, names: FlatNames): Partial<RowMapping> | undefined {
  const asking = columns.find(names.asking, askingKinds);
  const answering = columns.find(names.answering);
  if (asking === undefined || answering === undefined || asking === answering) return undefined;
  if (answering.kind === "turns") {
    return {
      ...toQuestion(columns, asking, []),
      ...toJoinedTurns(asking, answering),
      ...findLabels(columns),
    };
  }
  return {
    ...toQuestion(columns, asking, names.context ?? []),
    ...toAnswer(columns, answering),
    ...findLabels(columns),
  };
}

/** A prompt and what follows it, both parts of one conversation. */
export function toJoinedTurns(asking: ColumnProfile, following: ColumnProfile): Partial<RowMapping> {
  return { turns: `${asking.place} + ${following.place}`, instruction: null, input: null };
}

/** Where the question stands, and what belongs to it. */
export function toQuestion(
  columns: ColumnSet,
  asking: ColumnProfile,
  contextNames: readonly string[],
): Partial<RowMapping> {
  const system = columns.find(["system", "system prompt", "system message"], ["text"])?.place ?? null;
  if (asking.kind === "turns" || asking.kind === "transcript") return { turns: asking.place, system };
  const context = contextNames.length === 0 ? undefined : columns.find(contextNames, ["text"]);
  return { instruction: asking.place, input: context === asking ? null : (context?.place ?? null), system };
}

/** The output, and the stated answer where the output is something longer. */
export function toAnswer(columns: ColumnSet, answering: ColumnProfile): Partial<RowMapping> {
  const isResponse = !answerNames.some((name) => name === answering.words);
  const stated = isResponse ? columns.find(answerNames.slice(0, 9)) : undefined;
  return {
    output: toTextPlace(answering),
    answer: stated === undefined || stated === answering ? null : toTextPlace(stated),
  };
}

/** Answers that are kept as an object have their text in one field of it; other rows may keep them as a text. */
export function toTextPlace(column: ColumnProfile): string {
  if (column.kind !== "object") return column.place;
  for (const name of ["solution", "value", "text", "content", "answer", "target"]) {
    const field = column.fields.find(({ words, filled }) => words === name && filled > 0);
    if (field === undefined) continue;
    const inside = column.place + toFieldStep(field);
    const isAlwaysInside = field.rows === column.filled;
    return isAlwaysInside ? inside : `${inside} | ${column.place}`;
  }
  return column.place;
}
