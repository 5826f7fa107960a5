import { evaluateExpression } from "./evaluate-expression.ts";
import { toPlainMath } from "./plain-math.ts";
import { toRationalText } from "./rational.ts";

const number =
  /(\d+)\u2064\(\((\d+)\)\/\((\d+)\)\)|\(\(\s*(\d[\d.]*)\s*\)\/\(\s*(\d[\d.]*)\s*\)\)|(\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+\.\d+|\d+)(?:\s?\/\s?(\d+)(?![\d./]))?|\.\d+/g;

/**
 * The numbers that a text is about, as a multiset: each in lowest terms (`3`, `-` and `+` left aside, `1/2` for `\frac{1}{2}`,
 * `0.5`, `½` and `2/4`), sorted, as often as it occurs. Digits of any script count; number words do not, as they differ from
 * language to language, nor does a comma as a decimal point.
 */
export function listNumbers(text: string): readonly string[] {
  const plain = toPlainMath(toWesternDigits(text));
  const found: string[] = [];
  for (const match of plain.matchAll(number)) {
    const exact = evaluateExpression(match[0])?.exact;
    if (exact !== undefined) found.push(toRationalText(exact));
    else found.push(...(match[0].match(/\d+/g) ?? []));
  }
  return found.sort();
}

/** Decimal digits of other scripts stand in runs of ten in Unicode, each beginning at its nought. */
function toWesternDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const composed = digit.normalize("NFKC");
    if (/[0-9]/.test(composed)) return composed;
    const point = digit.codePointAt(0) ?? 0;
    let zero = point;
    while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(point - zero);
  });
}
