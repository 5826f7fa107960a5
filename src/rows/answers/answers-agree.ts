import { type AnswerCollection, type ParsedAnswer, parseAnswer } from "./parse-answer.ts";
import { type Amount, isSameAmount, multiply, toExactAmount } from "./rational.ts";

export type Agreement = "agree" | "differ" | "unknown";

const longest = 400;
const deepest = 4;

/**
 * Whether two final answers say the same, however they spell it: LaTeX, thousands, decimals and fractions, per cent, units,
 * letters of choices, sets in any order. `differ` only where both can be valued (numbers, letters, yes and no, lists of them);
 * texts and formulas that are not alike are `unknown`, and so is an empty answer.
 */
export function answersAgree(left: string, right: string): Agreement {
  return compare(left, right, 0);
}

function compare(left: string, right: string, depth: number): Agreement {
  if (left.trim() === "" || right.trim() === "") return "unknown";
  if (left.length > longest || right.length > longest || depth > deepest) {
    return left.trim() === right.trim() ? "agree" : "unknown";
  }
  return compareParsed(parseAnswer(left), parseAnswer(right), depth);
}

function compareParsed(one: ParsedAnswer, other: ParsedAnswer, depth: number): Agreement {
  if (one.text !== "" && one.text === other.text && !isOpposed(one.choice, other.choice)) return "agree";
  const choices = compareChoices(one, other);
  if (choices !== undefined) return choices;
  if (one.isTrue !== undefined && other.isTrue !== undefined)
    return one.isTrue === other.isTrue ? "agree" : "differ";
  if (one.amount !== undefined && other.amount !== undefined) return compareAmounts(one, other);
  return compareCollections(one, other, depth);
}

function isOpposed(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** Undefined where the letters do not decide. A letter with a value beside it is compared by its value with a value alone. */
function compareChoices(one: ParsedAnswer, other: ParsedAnswer): Agreement | undefined {
  if (one.choice === undefined && other.choice === undefined) return undefined;
  if (one.choice !== undefined && other.choice !== undefined)
    return one.choice === other.choice ? "agree" : "differ";
  const lettered = one.choice === undefined ? other : one;
  return lettered.amount === undefined && lettered.collection === undefined ? "unknown" : undefined;
}

function compareAmounts(one: ParsedAnswer, other: ParsedAnswer): Agreement {
  const isSame = isSameValue(one, other);
  const hasTwoUnits = one.unit !== "" && other.unit !== "" && !isSameUnit(one.unit, other.unit);
  if (hasTwoUnits) return "unknown";
  return isSame ? "agree" : "differ";
}

function isSameUnit(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}

const hundredth: Amount = toExactAmount({ numerator: 1n, denominator: 100n });

function isSameValue(one: ParsedAnswer, other: ParsedAnswer): boolean {
  if (isSameNumber(one, other)) return true;
  if (one.isPercent === other.isPercent) return false;
  const toShare = (answer: ParsedAnswer): ParsedAnswer =>
    answer.isPercent && answer.amount !== undefined
      ? {
          ...answer,
          amount: multiply(answer.amount, hundredth),
          decimals: answer.decimals === undefined ? undefined : answer.decimals + 2,
        }
      : answer;
  return isSameNumber(toShare(one), toShare(other));
}

function isSameNumber(one: ParsedAnswer, other: ParsedAnswer): boolean {
  if (one.amount === undefined || other.amount === undefined) return false;
  return isSameAmount(one.amount, other.amount) || isRounding(one, other) || isRounding(other, one);
}

/** Whether a decimal number of three or more significant digits is the other value, rounded. */
function isRounding({ amount, decimals }: ParsedAnswer, exact: ParsedAnswer): boolean {
  if (amount === undefined || decimals === undefined || exact.amount === undefined) return false;
  if (exact.decimals !== undefined && exact.decimals <= decimals) return false;
  if (exact.decimals === undefined && exact.amount.exact?.denominator === 1n) return false;
  const digits = Math.abs(amount.approximate) * 10 ** decimals;
  const step = 0.5 * 10 ** -decimals;
  return digits >= 99.5 && Math.abs(amount.approximate - exact.amount.approximate) <= step * (1 + 1e-9);
}

function compareCollections(one: ParsedAnswer, other: ParsedAnswer, depth: number): Agreement {
  const [left, right] = [one.collection, other.collection];
  if (left === undefined || right === undefined)
    return compareWithCollection(left, right, { one, other, depth });
  if (left.kind === "any" || right.kind === "any") return compareAny(left.items, right.items, depth);
  if (left.kind === "sequence" && right.kind === "sequence") {
    return left.brackets === right.brackets ? compareSequences(left.items, right.items, depth) : "unknown";
  }
  return compareSets(left.items, right.items, depth);
}

/** A list against a single answer: the same only where each item of the list is right by itself. */
function compareWithCollection(
  left: AnswerCollection | undefined,
  right: AnswerCollection | undefined,
  { one, other, depth }: { readonly one: ParsedAnswer; readonly other: ParsedAnswer; readonly depth: number },
): Agreement {
  const list = left ?? right;
  const single = left === undefined ? one : other;
  if (list === undefined) return "unknown";
  if (list.kind === "any") return compareAny(list.items, [single.text], depth);
  const isValued =
    single.amount !== undefined && list.items.every((item) => parseAnswer(item).amount !== undefined);
  return isValued && list.brackets !== "" ? "differ" : "unknown";
}

function compareAny(left: readonly string[], right: readonly string[], depth: number): Agreement {
  const results = left.flatMap((one) => right.map((other) => compare(one, other, depth + 1)));
  if (results.includes("agree")) return "agree";
  return results.length > 0 && results.every((result) => result === "differ") ? "differ" : "unknown";
}

function compareSequences(left: readonly string[], right: readonly string[], depth: number): Agreement {
  if (left.length !== right.length) return "differ";
  const results = left.map((item, index) => compare(item, right[index] ?? "", depth + 1));
  if (results.includes("differ")) return "differ";
  return results.every((result) => result === "agree") ? "agree" : "unknown";
}

function compareSets(left: readonly string[], right: readonly string[], depth: number): Agreement {
  const open = [...right];
  const unmatched = left.filter((item) => {
    const match = open.findIndex((candidate) => compare(item, candidate, depth + 1) === "agree");
    if (match !== -1) open.splice(match, 1);
    return match === -1;
  });
  if (unmatched.length === 0 && open.length === 0) return "agree";
  const isValued = [...unmatched, ...open].every((item) => parseAnswer(item).amount !== undefined);
  return isValued ? "differ" : "unknown";
}
