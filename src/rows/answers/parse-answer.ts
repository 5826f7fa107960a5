import { evaluateExpression } from "./evaluate-expression.ts";
import { toBareAnswer } from "./extract-answer.ts";
import { toPlainMath } from "./plain-math.ts";
import type { Amount } from "./rational.ts";

/** An answer in the forms in which it can be compared. */
export interface ParsedAnswer {
  /** Without spaces, case and the signs around it. */
  readonly text: string;
  readonly amount: Amount | undefined;
  /** Decimals that are written, where the answer is a decimal number. */
  readonly decimals: number | undefined;
  readonly isPercent: boolean;
  /** What the number counts, in lower case; empty when nothing is said. */
  readonly unit: string;
  /** The letter of a choice. */
  readonly choice: string | undefined;
  readonly isTrue: boolean | undefined;
  readonly collection: AnswerCollection | undefined;
}

/** `any` is a list of answers of which each is right, as benchmarks of questions keep them. */
export interface AnswerCollection {
  readonly kind: "set" | "sequence" | "any";
  /** The brackets; empty for a bare list. */
  readonly brackets: string;
  readonly items: readonly string[];
}

export function parseAnswer(given: string): ParsedAnswer {
  const bare = toBareAnswer(given);
  const alternatives = findAlternatives(bare);
  const plain = dropLead(toPlainMath(bare));
  const { choice, rest } = splitChoice(plain);
  const isPercent = /(?:%|\bpercent)\s*$/i.test(rest);
  const { amount, number, unit } = findAmount(rest.replace(/(?:%|\bpercent)\s*$/i, ""));
  const collection = alternatives ?? (amount === undefined ? findCollection(rest) : undefined);
  return {
    text: toComparableText(rest === "" ? plain : rest),
    amount,
    decimals: /^[-+]?\d*\.(\d+)$/.exec(number)?.[1]?.length,
    isPercent,
    unit,
    choice,
    isTrue: findTruth(rest),
    collection,
  };
}

function findAlternatives(text: string): AnswerCollection | undefined {
  if (!/^\[\s*"/.test(text)) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    const isTexts = Array.isArray(list) && list.every((item) => typeof item === "string");
    return isTexts ? { kind: "any", brackets: "[]", items: list } : undefined;
  } catch {
    return undefined;
  }
}

/** `x = 5` answers 5, `(x, y) = (1, 2)` answers (1, 2); `about` and a currency before a number say nothing more. */
function dropLead(text: string): string {
  return text
    .replace(
      /^(?:[a-zA-Z](?:_?\(?\w{1,2}\)?)?|\([a-zA-Z](?:,\s*[a-zA-Z])+\)|[a-zA-Z]\([a-zA-Z]\))\s*=\s*(?=[^=])/,
      "",
    )
    .replace(/^(?:about|approximately|approx\.?|roughly|≈|~)\s*(?=[-+\d])/i, "")
    .replace(/^([-+]?)\s*(?:[€£¥₹]|(?:US|A|C)?\$|(?:usd|eur|rs\.?)\s)\s*(?=[\d.])/i, "$1")
    .trim();
}

function splitChoice(text: string): { readonly choice: string | undefined; readonly rest: string } {
  const named = /^(?:option|choice)\s+\(?([A-Za-z])\)?[.:]?$/i.exec(text)?.[1];
  if (named !== undefined) return { choice: named.toUpperCase(), rest: "" };
  const alone = /^(?:\(([A-Za-z])\)|([A-Z])[.):]?|([a-j])[.)])$/.exec(text);
  if (alone !== null) return { choice: (alone[1] ?? alone[2] ?? alone[3] ?? "").toUpperCase(), rest: "" };
  const lead = /^(?:\(([A-J])\)|([A-J])[.):])\s*(\S.*)$/s.exec(text);
  if (lead === null) return { choice: undefined, rest: text };
  return { choice: lead[1] ?? lead[2], rest: lead[3] ?? "" };
}

const knownUnits =
  /^(?:[kmcdnµμ]?(?:m|g|s|l|pa|v|w|j|n|hz|mol|a|c|f|k)|min|h|hr|hrs|km\/h|mph|kph|ft|in|lb|lbs|oz|yd|mi|ev|degrees|cents?|dollars?)$/i;

/** The number at the start and what it counts. A unit is a word of two letters or more, a known one, or stands in brackets. */
function findAmount(text: string): {
  readonly amount: Amount | undefined;
  readonly number: string;
  readonly unit: string;
} {
  const whole = evaluateExpression(text);
  if (whole !== undefined) return { amount: whole, number: text.replaceAll(",", "").trim(), unit: "" };
  const split =
    /^(.*?[\d)!.]|.*?\bpi)(?:\s+|(?=[a-zA-Z(]))(\(?[a-zA-Zµμ][^\d=<>+]*(?:\^?\(?\d\)?[^\d=<>+]*)?)$/s.exec(
      text,
    );
  const [, head = "", tail = ""] = split ?? [];
  const unit = toUnit(tail);
  const isUnit = /^[a-zA-Z]{3}/.test(unit) || knownUnits.test(unit.split(/[\s/^*]/, 1)[0] ?? "");
  const amount =
    isUnit && !/\b(?:sqrt|root|pi|or|and|if|for|where)\b/.test(tail) ? evaluateExpression(head) : undefined;
  return { amount, number: head.replaceAll(",", "").trim(), unit: amount === undefined ? "" : unit };
}

function toUnit(text: string): string {
  return text
    .replace(/[()]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase()
    .replace(/(?<=[a-z]{3})s\b/g, "");
}

const closing: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]", "<": ">" };

/** Items between commas, semicolons, `and` or `or`, in brackets or bare. */
function findCollection(text: string): AnswerCollection | undefined {
  const open = text.charAt(0);
  const close = text.at(-1) ?? "";
  const isEnclosed = open in closing && /[})\]>]/.test(close) && splitItems(text.slice(1, -1)).isBalanced;
  const { items, isBalanced } = splitItems(isEnclosed ? text.slice(1, -1) : text);
  if (!isBalanced || items.length < 2) return undefined;
  const brackets = isEnclosed ? open + close : "";
  return { kind: brackets === "{}" || brackets === "" ? "set" : "sequence", brackets, items };
}

function splitItems(text: string): { readonly items: readonly string[]; readonly isBalanced: boolean } {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: sign, index } of text.matchAll(/[([{]|[)\]}]|[,;]|\s(?:and|or)\s/g)) {
    if (/[([{]/.test(sign)) depth += 1;
    else if (/[)\]}]/.test(sign)) depth -= 1;
    else if (depth === 0) {
      items.push(text.slice(start, index));
      start = index + sign.length;
    }
    if (depth < 0) return { items: [], isBalanced: false };
  }
  items.push(text.slice(start));
  const filled = items.map((item) => item.trim()).filter((item) => item !== "");
  return { items: filled, isBalanced: depth === 0 };
}

function findTruth(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (/^(?:yes|true|correct)$/.test(word)) return true;
  return /^(?:no|false|incorrect)$/.test(word) ? false : undefined;
}

function toComparableText(text: string): string {
  return text
    .toLowerCase()
    .replace(/^["'\s]+|["'\s.!]+$/g, "")
    .replace(/\s+/g, "");
}
