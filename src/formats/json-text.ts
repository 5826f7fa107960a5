/** Marks that end a script or a comment, and characters that some readers take for line breaks. */
const unsafe = /[\u0085\u2028\u2029]|<(?=[/!])/g;

/** Indented JSON with a line break at the end; it may stand inside a page. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(unsafe, toEscape)}\n`;
}

/** The same on one line. */
export function toJsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(unsafe, toEscape)}\n`;
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
