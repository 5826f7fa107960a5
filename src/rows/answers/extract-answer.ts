import { findClosingBrace } from "./braces.ts";

/** Where an answer was found; `proof` for what is proved and has none, `whole` for a text that is nothing but an answer. */
type AnswerPlace = "boxed" | "fbox" | "tag" | "marker" | "proof" | "whole";

interface ExtractedAnswer {
  /** Empty for a proof. */
  readonly answer: string;
  readonly place: AnswerPlace;
}

interface ExtractOptions {
  /**
   * What to make of a text without any mark of an answer: `short` takes it whole if it is one line of at most
   * 80 characters, `nothing` never does. A solution is never taken for its answer.
   */
  readonly otherwise?: "short" | "nothing";
}

const longestAnswer = 80;

/**
 * The final answer that a text states: the last box (`\boxed{…}` with balanced braces, `\boxed X`, then `\fbox`), an answer in
 * tags, what follows the last `####`, `The answer is` or `Answer:`. Signs around it (`$…$`, a list of one, a final full stop)
 * are taken off.
 */
export function extractAnswer(
  text: string,
  { otherwise = "short" }: ExtractOptions = {},
): ExtractedAnswer | undefined {
  const thought = text.lastIndexOf("</think>");
  const said = thought === -1 ? text : text.slice(thought + "</think>".length);
  return findMarked(said) ?? (said === text ? undefined : findMarked(text)) ?? findWhole(said, otherwise);
}

function findMarked(text: string): ExtractedAnswer | undefined {
  const tagged = findTagged(text);
  if (tagged !== undefined) {
    const inner = findBox(tagged, "boxed") ?? findAfterMarker(tagged) ?? tagged;
    return toAnswer(inner, "tag");
  }
  const boxed = findBox(text, "boxed");
  if (boxed !== undefined) return toAnswer(boxed, "boxed");
  const framed = findBox(text, "fbox");
  if (framed !== undefined) return toAnswer(framed, "fbox");
  const marked = findAfterMarker(text);
  return marked === undefined ? undefined : toAnswer(marked, "marker");
}

function findTagged(text: string): string | undefined {
  const end = text.lastIndexOf("</answer>");
  const start = end === -1 ? -1 : text.lastIndexOf("<answer>", end);
  return start === -1 ? undefined : text.slice(start + "<answer>".length, end);
}

const mostTorn = 20;

/** The last box that is closed, given up after {@link mostTorn} that are not. The spaced form ends at the next `$`, or where its word ends. */
function findBox(text: string, command: "boxed" | "fbox"): string | undefined {
  const name = `\\${command}`;
  let at = text.lastIndexOf(name);
  for (
    let torn = 0;
    at !== -1 && torn < mostTorn;
    torn++, at = at === 0 ? -1 : text.lastIndexOf(name, at - 1)
  ) {
    const start = at + name.length;
    if (/[a-zA-Z]/.test(text.charAt(start))) continue;
    const open = /^\s*\{/.exec(text.slice(start, start + 8));
    if (open === null) {
      const bare = /^\s*([^\s$][^$\n]*?)\s*(?:\$|\n|$)/.exec(text.slice(start, start + 300))?.[1];
      if (bare !== undefined) return bare;
      continue;
    }
    const brace = start + open[0].length - 1;
    const end = findClosingBrace(text, brace);
    if (end !== undefined) return text.slice(brace + 1, end - 1);
  }
  return undefined;
}

const hashes = /(?:^|\n)[ \t]*#{4}[ \t]*([^\n]+)/g;
const saying =
  /\banswer\s+is\b\s*:?|\banswer\**\s*[:：]|\bfinal\s+answer\**[ \t]*(?=\n)|答案(?:是|为|[:：])[:：]?/gi;

function findAfterMarker(text: string): string | undefined {
  const hashed = [...text.matchAll(hashes)].at(-1)?.[1];
  if (hashed !== undefined) return hashed;
  const mark = [...text.matchAll(saying)].at(-1);
  if (mark === undefined) return undefined;
  const said = /^[*\s]*([^\n]+)/.exec(text.slice(mark.index + mark[0].length))?.[1];
  return said === undefined ? undefined : toFirstStatement(said);
}

/** What is said before the sentence ends: a full stop inside a number or before a letter in lower case ends none. */
function toFirstStatement(text: string): string {
  return text.split(/(?<=[^.\s])\.(?=\s+\p{Lu}|\s*$)/u, 1)[0] ?? text;
}

function findWhole(text: string, otherwise: "short" | "nothing"): ExtractedAnswer | undefined {
  const trimmed = text.trim();
  if (otherwise === "nothing" || trimmed === "" || trimmed.length > longestAnswer || /\n/.test(trimmed)) {
    return undefined;
  }
  return toAnswer(trimmed, "whole");
}

function toAnswer(text: string, place: AnswerPlace): ExtractedAnswer {
  const answer = toBareAnswer(text);
  return isProof(answer) ? { answer: "", place: "proof" } : { answer, place };
}

/** The answer without the signs around it: white space, `$…$`, `\(…\)`, emphasis, a list of one, a final full stop. */
export function toBareAnswer(text: string): string {
  let bare = text;
  for (;;) {
    const next = unwrapOnce(bare);
    if (next === bare) return bare;
    bare = next;
  }
}

const wrappings: readonly RegExp[] = [
  /^\$\$([^$]*)\$\$$/s,
  /^\$([^$]*)\$$/s,
  /^\\\(((?:(?!\\[()]).)*)\\\)$/s,
  /^\\\[((?:(?!\\[[\]]).)*)\\\]$/s,
  /^\*\*([^*]+)\*\*$/s,
  /^`([^`]+)`$/s,
  /^\*([^*]+)\*$/s,
];

function unwrapOnce(text: string): string {
  const trimmed = text
    .trim()
    .replace(/(?<=[^.\\])[.。]$/, "")
    .trim();
  for (const wrapping of wrappings) {
    const inner = wrapping.exec(trimmed)?.[1];
    if (inner !== undefined) return inner;
  }
  const box = /^\\(?:boxed|fbox)\s*\{/.exec(trimmed);
  if (box !== null && findClosingBrace(trimmed, box[0].length - 1) === trimmed.length) {
    return trimmed.slice(box[0].length, -1);
  }
  return findOnlyItem(trimmed) ?? trimmed;
}

/** `["20"]` states 20. A list of numbers alone, `[20]`, may as well be an interval or a vector. */
function findOnlyItem(text: string): string | undefined {
  if (!/^\[\s*"/.test(text)) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.length === 1 && typeof list[0] === "string" ? list[0] : undefined;
  } catch {
    return undefined;
  }
}

function isProof(answer: string): boolean {
  return /^(?:\\text\s*\{)?\s*(?:proof|prove|proved|proven|(?:the )?proof (?:is )?complete|q\.?e\.?d)\b[^\d]{0,40}\}?$/i.test(
    answer,
  );
}
