import { dropOrnaments } from "./split-sentences.ts";

/**
 * What a translation leaves as it is: numbers, and formulas as a whole. `bits` is how little likely it is to meet the same
 * by chance, in the rough: three bits a figure, fewer for round numbers, two a sign of a formula.
 */
export interface Anchor {
  readonly text: string;
  readonly bits: number;
}

const anchorPattern =
  /\$\$?([^$]{1,400})\$\$?|\\\(([^$]{1,400}?)\\\)|\\\[([^$]{1,400}?)\\\]|(?<![\p{L}\d_])\d+(?:[.,]\d+)*/gu;
const roundNumber = /^(?:\d|10+|[1-9]0+|(?:19|20)\d\d)$/;
const formulaDress = /\\(?:left|right|displaystyle|dfrac|tfrac|mathrm|mathbf|mathbb|text|[,;!: ])|[\s{}~]/g;
const signBits = 2;
const figureBits = 3;
const roundBits = 1;
const mostFormulaBits = 48;

/** The anchors of a text in their order. A formula counts as one. */
export function listAnchors(text: string): Anchor[] {
  const anchors: Anchor[] = [];
  for (const match of dropOrnaments(text).matchAll(anchorPattern)) {
    const formula = match[1] ?? match[2] ?? match[3];
    const anchor = formula === undefined ? toNumberAnchor(match[0]) : toFormulaAnchor(formula);
    if (anchor !== undefined) anchors.push(anchor);
  }
  return anchors;
}

function toNumberAnchor(found: string): Anchor {
  const text = found.replace(/[.,](?=\d{3}(?:\D|$))/g, "").replace(",", ".");
  const figures = text.replace(/\D/g, "").length;
  return { text, bits: roundNumber.test(text) ? roundBits : figureBits * figures };
}

/** Undefined for a formula of one letter: every text has those. */
function toFormulaAnchor(formula: string): Anchor | undefined {
  const text = formula
    .replace(formulaDress, (dress) => (dress.endsWith("frac") ? "\\frac" : ""))
    .toLowerCase();
  if (/^\d[\d.,]*$/.test(text)) return toNumberAnchor(text);
  return text.length < 2 ? undefined : { text, bits: Math.min(signBits * text.length, mostFormulaBits) };
}

/** Bits of the anchors of one text that stand in another in the same order: the heaviest common subsequence. */
export function sumCommonBits(one: readonly Anchor[], other: readonly Anchor[]): number {
  let before = new Float64Array(other.length + 1);
  for (const anchor of one) {
    const here = new Float64Array(other.length + 1);
    for (let at = 0; at < other.length; at += 1) {
      const kept = Math.max(here[at] as number, before[at + 1] as number);
      const taken = other[at]?.text === anchor.text ? (before[at] as number) + anchor.bits : 0;
      here[at + 1] = Math.max(kept, taken);
    }
    before = here;
  }
  return before[other.length] ?? 0;
}

export function sumBits(anchors: readonly Anchor[]): number {
  return anchors.reduce((sum, { bits }) => sum + bits, 0);
}
