import { z } from "zod";
import { keyTiers } from "../keys/key-tier.ts";

/**
 * How sure it is that a row holds a benchmark item: `confirmed`, fit to be removed without a look; `likely`, the same text as
 * far as can be told, with one thing left open; `review`, enough in common that a person should look.
 */
export const verdicts = ["confirmed", "likely", "review"] as const;
export type Verdict = (typeof verdicts)[number];

/** What of a row equals an item under a key: its pair (roots R2), its question as one text, or one turn of its chat. */
export const equalParts = ["pair", "question", "turn"] as const;

/**
 * By what a match was found: `key`, equal texts; `words`, shared runs of words; `characters`, shared runs of characters;
 * `options`, the same stem and the same set of options; `numbers`, rare numbers and formulas in order, and nothing else.
 */
export const matchMethods = ["key", "words", "characters", "options", "numbers"] as const;

/** Everything a verdict depends on; all of it can be checked against the two texts. */
export const MatchFeatures = z.strictObject({
  method: z.enum(matchMethods),
  /** The first tier under which the texts are equal; null where none is. */
  tier: z.enum(keyTiers).nullable(),
  equal: z.enum(equalParts).nullable(),
  /** Where in the row the item stands. */
  place: z.enum(["prompt", "output"]),
  /** Share of the item's words that stand in the row. */
  containment: z.number(),
  /** The same with every word weighed by how few other items and rows share the words around it. */
  weightedContainment: z.number(),
  /** Share of the words of the sentence that sets the task; null where no sentence does. */
  ask: z.number().nullable(),
  /** Share of the item's numbers and formulas that stand in the row in their order; null where they were no lead. */
  anchors: z.number().nullable(),
  /** Words that the row puts in between the item's. */
  inserted: z.int(),
  /** Whether the row's final answer is the benchmark's. */
  answer: z.enum(["agree", "differ", "unknown"]),
  /** False for an item of a benchmark that states no answer to it. */
  isAnswered: z.boolean(),
  /** Whether all numbers of the item, and the operators of its formulas, stand at their places in the row. */
  numbers: z.enum(["agree", "differ", "none"]),
  /** Whether the row offers the item's options, in whatever order; `none` for an item without options. */
  options: z.enum(["agree", "differ", "missing", "none"]),
  /** Words of the item. */
  length: z.int(),
  /** Whether the item has a drawing besides, which is not compared. */
  hasDrawing: z.boolean(),
  /** Rows that share the words matched here without holding the item. */
  commonRows: z.int(),
});
export type MatchFeatures = z.infer<typeof MatchFeatures>;

/** The numbers of the verdict table, in one place. */
export const verdictLimits = {
  /** Below, a text says too little to be told from chance. */
  wordsToTell: 5,
  /** From here on a text found whole is told from a common phrase. */
  wordsToConfirm: 8,
  /** The same where a drawing says the rest. */
  wordsToConfirmDrawn: 20,
  /** From here on a text that holds together for itself needs no answer to be worth a look. */
  wordsToReview: 13,
  wholeContainment: 0.92,
  wholeAsk: 0.85,
  mostContainment: 0.8,
  someContainment: 0.6,
  /** Without an answer that agrees less than this is too little. */
  someWithoutAnswer: 0.72,
  someAsk: 0.5,
  commonRows: 10,
} as const;

/**
 * The verdict on one match of a benchmark item and a row; null for what is no match. A pure function of the features. Where
 * words make no match, numbers and formulas that do are worth a look, and no more.
 */
export function toVerdict(match: MatchFeatures): Verdict | null {
  if (match.equal === "pair") return "confirmed";
  return judgeWords(match) ?? (match.anchors === null ? null : "review");
}

function judgeWords(match: MatchFeatures): Verdict | null {
  if (match.equal !== null) return judgeEqual(match);
  if (match.numbers === "differ") return judgeOtherNumbers(match);
  return isWhole(match) ? judgeWhole(match) : judgePart(match);
}

/** A text of the row is the item, word for word. */
function judgeEqual({ answer, length, isAnswered, ask }: MatchFeatures): Verdict {
  const { wordsToTell, wordsToConfirm } = verdictLimits;
  if (answer === "agree") return "confirmed";
  if (!isAnswered && ask === null) return "review";
  if (length >= wordsToConfirm) return "confirmed";
  if (answer === "differ" || length < wordsToTell) return "review";
  return "likely";
}

/** The same words about other numbers are another question, unless even its answer is the same. */
function judgeOtherNumbers({ answer, weightedContainment }: MatchFeatures): Verdict | null {
  return answer === "agree" && weightedContainment >= verdictLimits.wholeContainment ? "review" : null;
}

function isWhole({ containment, weightedContainment, ask }: MatchFeatures): boolean {
  const { wholeContainment, wholeAsk } = verdictLimits;
  return (
    containment >= wholeContainment &&
    weightedContainment >= wholeContainment &&
    (ask === null || ask >= wholeAsk)
  );
}

/** The item stands in a longer text of the row. */
function judgeWhole(match: MatchFeatures): Verdict | null {
  const { wordsToTell, wordsToConfirm, wordsToReview, wordsToConfirmDrawn } = verdictLimits;
  const { answer, length } = match;
  if (answer === "differ") return length >= wordsToReview && match.inserted === 0 ? "review" : null;
  if (match.options === "differ") return "review";
  if (match.hasDrawing && length < wordsToConfirmDrawn)
    return answer === "agree" && length >= wordsToReview ? "likely" : "review";
  if (answer === "agree") return length >= wordsToTell ? "confirmed" : "likely";
  if (match.ask === null || match.hasDrawing) return "review";
  if (match.options === "missing") return length >= wordsToConfirm ? "likely" : "review";
  return judgeUnanswered(match);
}

/** The whole item is there, and its task, but not its answer. */
function judgeUnanswered({ length, inserted, commonRows, isAnswered, place }: MatchFeatures): Verdict {
  const { wordsToTell, wordsToConfirm, commonRows: most } = verdictLimits;
  const isUnchanged = inserted === 0 && commonRows < most;
  if (!isUnchanged || length < wordsToTell) return "review";
  return length >= wordsToConfirm && isAnswered && place === "prompt" ? "confirmed" : "likely";
}

/** Some of the item stands in the row. Of a short text any part is a common phrase. */
function judgePart(match: MatchFeatures): Verdict | null {
  const { mostContainment, someContainment, someWithoutAnswer, someAsk, wordsToConfirm, wordsToReview } =
    verdictLimits;
  const { answer, weightedContainment, containment, ask, length } = match;
  if (length < wordsToConfirm || Math.min(containment, weightedContainment) < someContainment) return null;
  const isMost = weightedContainment >= mostContainment;
  const isLong = length >= wordsToReview;
  if (!isLong) return answer === "agree" && isMost ? "review" : null;
  if (answer === "differ") return null;
  if (answer === "unknown")
    return weightedContainment >= someWithoutAnswer && (isMost || ask === null || ask >= someAsk)
      ? "review"
      : null;
  return isMost && (ask === null || ask >= someAsk) ? "likely" : "review";
}
