/** Indented JSON with a line break at the end; U+2028 and `</` are escaped so that it may stand inside a page. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(/[\u2028\u2029]|<(?=[/!])/g, toEscape)}\n`;
}

/** The same on one line. */
export function toJsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(/[\u2028\u2029]|<(?=[/!])/g, toEscape)}\n`;
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
