import { toHeldText } from "./held-text.ts";

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/**
 * Text for an element or an attribute value. Line breaks survive both; what XML forbids becomes U+FFFD.
 */
export function toXmlText(text: string): string {
  return toHeldText(text).replace(/[&<>"'\t\n\r]/g, (character) => references[character] ?? character);
}

/** ` name="value"` for every attribute that has a value, in the order given. */
export function toXmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${toXmlText(String(value))}"`)
    .join("");
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>';
