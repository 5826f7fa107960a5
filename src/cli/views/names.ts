import { toSafeText } from "../terminal/safe-text.ts";

/** The first few names in a line, the others counted. */
export function toNamesText(names: readonly string[], most = 3): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return toSafeText(`${names.slice(0, most).join(", ")}${more}`);
}
