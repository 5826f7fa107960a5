const combining = /^[\p{M}\p{Cf}]$/u;
const wide =
  /^(?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6])$/u;

/** Columns a terminal needs for the text: wide scripts and emoji take two, combining marks none. */
export function toDisplayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += toCharacterWidth(character);
  return width;
}

function toCharacterWidth(character: string): number {
  if (character >= " " && character <= "~") return 1;
  if (combining.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** Fills with spaces up to the width; longer text stays as it is. */
export function padToWidth(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - toDisplayWidth(text)));
}

/** Leaves out the middle of a text that is too wide, since ids differ at both ends. */
export function shortenToWidth(text: string, width: number): string {
  if (toDisplayWidth(text) <= width) return text;
  const characters = [...text];
  const tail: string[] = [];
  const head: string[] = [];
  let used = 1;
  while (characters.length > 0) {
    const fromEnd = head.length > tail.length;
    const next = fromEnd ? characters.pop() : characters.shift();
    used += toDisplayWidth(next ?? "");
    if (next === undefined || used > width) break;
    if (fromEnd) tail.unshift(next);
    else head.push(next);
  }
  return `${head.join("")}…${tail.join("")}`;
}

/** Breaks text into lines of at most `width` columns, between words where it can. */
export function wrapToWidth(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((part) => splitWideWord(part, width))) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (toDisplayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
  }
  if (line !== "") lines.push(line);
  return lines;
}

function splitWideWord(word: string, width: number): string[] {
  if (toDisplayWidth(word) <= width) return word === "" ? [] : [word];
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (toDisplayWidth(part + character) > width) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return part === "" ? parts : [...parts, part];
}
