import { parseDocument } from "yaml";
import type { FrontMatter } from "./passage.ts";

const fence = /^---[ \t]*\r?\n/;
const maxLength = 200_000;

/** Reads the YAML block at the top of a hub card. Broken YAML is a `problem`, never an exception: cards are foreign. */
export function readFrontMatter(text: string): FrontMatter {
  const bomLength = text.startsWith("\ufeff") ? 1 : 0;
  const opening = fence.exec(text.slice(bomLength, bomLength + 200));
  if (opening === null) return { fields: {}, end: 0, problem: null };
  const start = bomLength + opening[0].length;
  const closing = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m.exec(text.slice(start, start + maxLength));
  if (closing === null) return { fields: {}, end: 0, problem: "the front matter is not closed" };
  const source = text.slice(start, start + closing.index);
  return { ...parseFields(source), end: start + closing.index + closing[0].length };
}

function parseFields(source: string): Pick<FrontMatter, "fields" | "problem"> {
  const parsed = parseDocument(source, { strict: false, uniqueKeys: false, logLevel: "silent" });
  let value: unknown;
  try {
    value = parsed.toJS({ maxAliasCount: 50 });
  } catch (error) {
    return { fields: {}, problem: toProblem(error) };
  }
  const [first] = parsed.errors;
  const problem = first === undefined ? null : toProblem(first);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { fields: {}, problem };
  return { fields: value as Record<string, unknown>, problem };
}

/** The first line of the parser's message; the lines after it show the text, which a note need not repeat. */
function toProblem(error: unknown): string {
  const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
  return `the front matter is not valid YAML: ${message.replace(/:$/, "")}`;
}

/** The strings of a field that may be one string or a list of them. */
export function toStringList(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is string => typeof item === "string");
}
