import type { Subject, UntrustedText } from "../../../model/ports/index.ts";
import { toShownText } from "./shown-text.ts";

/** Id and names of the dataset; the names come from its card, and so from a stranger. */
export function toUntrustedSubject({ id, aliases, names }: Subject): UntrustedText {
  const lines = [`id: ${id}`, ...aliases.map((alias) => `also: ${alias}`)];
  return {
    label: "the dataset",
    text: [...lines, ...names.map((name) => `name: ${toShownText(name).slice(0, 200)}`)].join("\n"),
  };
}
