import type { ShingleUnit } from "./row-kernels.ts";

const ideographOrKana = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`;
const wordPattern = new RegExp(`[${ideographOrKana}]|[^\\s${ideographOrKana}]+`, "gu");
const alnumPattern = new RegExp(`[${ideographOrKana}]|[[\\p{L}\\p{M}\\p{N}_]--[${ideographOrKana}]]+`, "gv");

/** `trim` cuts white space at both ends, `norm` also makes every run of it one space. */
export function toNormText(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** The tokens of a text in its order: the definition of the three units, which every implementation follows. */
export function listTokens(text: string, unit: ShingleUnit): string[] {
  if (unit === "char") return Array.from(toNormText(text));
  if (unit === "word") return text.match(wordPattern) ?? [];
  return text.toLowerCase().match(alnumPattern) ?? [];
}
