import { toVisibleLine } from "../visible-text.ts";

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u;
/** What is longer is never shown in full. */
const maxLength = 400;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Width of a character in units of the font size, as in Arial Bold or a little more. */
function toCharacterWidth(character: string): number {
  if (wide.test(character)) return 1.1;
  if (/[ iljI.,:;'|!/]/.test(character)) return 0.34;
  if (/[ftr()[\]-]/.test(character)) return 0.42;
  if (/[mwMW@%]/.test(character)) return 0.95;
  if (/[A-Z]/.test(character)) return 0.74;
  if (/[\x20-\x7e…]/.test(character)) return 0.62;
  return 0.9;
}

/** Width of a label in pixels, rather too large than too small. */
export function toLabelWidth(label: string, fontSize: number): number {
  return toWidths(label, fontSize).reduce((total, width) => total + width, 0);
}

/** Shortens a label in its middle, where ids differ least, until it fits a width in pixels. */
export function fitLabel(label: string, width: number, fontSize: number): string {
  const whole = toVisibleLine(label);
  const start = whole.slice(0, maxLength);
  if (start === whole && toLabelWidth(start, fontSize) <= width) return start;
  const characters = toCharacters(start);
  const widths = toWidths(start, fontSize);
  let room = width - 0.9 * fontSize;
  let head = 0;
  let tail = characters.length;
  while (head < tail) {
    const takesHead = head <= characters.length - tail;
    room -= widths[takesHead ? head : tail - 1] ?? 0;
    if (room < 0) break;
    if (takesHead) head++;
    else tail--;
  }
  return `${characters.slice(0, head).join("")}…${characters.slice(tail).join("")}`;
}

function toCharacters(label: string): string[] {
  return Array.from(segmenter.segment(label), ({ segment }) => segment);
}

function toWidths(label: string, fontSize: number): number[] {
  return toCharacters(label).map((character) => toCharacterWidth(character) * fontSize);
}
