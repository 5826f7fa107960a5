import type { SeededRandom } from "./seeded-random.ts";

type Respelling = (text: string) => string;

/** Other spellings of the same formulas, as they come from other writers and converters. */
const respellings: readonly Respelling[] = [
  (text) => text.replaceAll("\\frac", "\\dfrac"),
  (text) => text.replaceAll("\\frac", "\\tfrac"),
  (text) => text.replace(/\$([^$]+)\$/g, "\\($1\\)"),
  (text) => text.replace(/\$([^$]+)\$/g, "$$ $1 $$"),
  (text) => text.replace(/\^\{(\w)\}/g, "^$1"),
  (text) => text.replace(/\^(\w)(?!\w)/g, "^{$1}"),
  (text) => text.replace(/_(\w)(?!\w)/g, "_{$1}"),
  (text) => text.replaceAll("\\le ", "\\leq ").replaceAll("\\ge ", "\\geq "),
  (text) => text.replace(/\\left\(|\\right\)/g, (bracket) => bracket.slice(-1)),
  (text) => text.replace(/\$([^$]*)\$/g, (math) => math.replace(/\(/g, "\\left(").replace(/\)/g, "\\right)")),
  (text) => text.replaceAll("\\displaystyle", ""),
  (text) => text.replace(/\$([^$]*)\$/g, (math) => math.replace(/ ([=+]) /g, "$1")),
  (text) => text.replace(/\\textbf\{\((\w)\) \}/g, "\\text{($1)}\\ "),
  (text) => text.replaceAll("\\cdot", "\\cdot{}"),
  (text) => text.replaceAll("\\, ", "\\;"),
];

/** Two or three spellings changed; the text itself when it has no formula that could be spelt otherwise. */
export function respellLatex(text: string, random: SeededRandom): string {
  const fitting = respellings.filter((respell) => respell(text) !== text);
  return random
    .shuffle(fitting)
    .slice(0, random.between(1, 3))
    .reduce((respelt, respell) => respell(respelt), text);
}
