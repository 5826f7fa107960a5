/** Controls but tab and line breaks, and noncharacters: XML forbids most of them, and readers of tables stumble. */
const unheld = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;

/** The text as any format can hold it: what it cannot, lone surrogates too, becomes U+FFFD. */
export function toHeldText(text: string): string {
  return text.toWellFormed().replace(unheld, "\ufffd");
}
