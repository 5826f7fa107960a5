/** Invisible characters that change how a line reads or is drawn: controls, bidi marks and overrides, lone surrogates. */
const treacherous = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** One line in which nothing is hidden: line breaks become spaces, treacherous characters are written as `\u{202e}`. */
export function toVisibleLine(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, " ")
    .replace(treacherous, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/**
 * The same for running text of Markdown or a cell of its tables: no markup comes of it. Mentions and addresses are found
 * in the rendered text, where only a space of no width keeps them apart.
 */
export function toMarkdownText(text: string): string {
  return toVisibleLine(text)
    .replace(/[\\`*_{}[\]#~$^]/g, "\\$&")
    .replace(/^(\s*)([-+=])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])/, "$1\\$2")
    .replace(/[&<|]|^\s*>/g, (found) => [...found].map((one) => `&#${one.charCodeAt(0)};`).join(""))
    .replace(/@|:(?=\/\/)|\bwww(?=\.)/gi, "$&&#8203;");
}
