import { toFields } from "./api-shape.ts";
import { readBlocks } from "./data-blocks.ts";
import { type JsonSchema, type ModelRequest, toReadText } from "./model-request.ts";
import { findSchema } from "./sample-responder.ts";

/** The tasks of the agents, told apart by what the answer has to hold. */
type TaskKind = "trace" | "describe" | "pick-documents" | "pick-sections" | "pick-upstreams" | "probe";

/** A thing that the request lists under a number. */
export interface NumberedEntry {
  readonly number: number;
  readonly text: string;
}

export interface ReadTask {
  readonly kind: TaskKind;
  readonly schema: JsonSchema;
  /** All that strangers wrote. */
  readonly foreignText: string;
  readonly passages: readonly NumberedEntry[];
  readonly candidates: readonly NumberedEntry[];
  readonly addresses: readonly NumberedEntry[];
  readonly sections: readonly NumberedEntry[];
  /** Each name with the numbered ids below it. */
  readonly names: readonly (NumberedEntry & { readonly candidates: readonly NumberedEntry[] })[];
}

const kinds: Readonly<Record<string, TaskKind>> = {
  claims: "trace",
  summary: "describe",
  documents: "pick-documents",
  sections: "pick-sections",
  picks: "pick-upstreams",
};

/** Reads a request as a model has to: by its schema and by the numbers in its data blocks. */
export function readTask(request: ModelRequest): ReadTask {
  const schema = findSchema(request);
  if (schema === undefined)
    throw new Error(`the request carries no schema: ${toReadText(request).slice(0, 200)}`);
  const property = Object.keys(toFields(schema.properties)).find((name) => kinds[name] !== undefined);
  const blocks = readBlocks(request).map(({ text }) => text);
  const list = (letter: string) => blocks.flatMap((text) => splitAt(text, letter));
  const names = list("N").map((name) => ({
    ...name,
    candidates: splitAt(name.text, "C"),
  }));
  return {
    kind: kinds[property ?? ""] ?? "probe",
    schema,
    foreignText: blocks.join("\n"),
    passages: list("P"),
    candidates: names.length > 0 ? [] : list("C"),
    addresses: list("A"),
    sections: list("S"),
    names,
  };
}

/** The name that an entry begins with: a JSON string, or its first word. */
export function toEntryName(text: string): string {
  const quoted = /^"(?:[^"\\]|\\.)*"/.exec(text)?.[0];
  return quoted === undefined ? (text.split(/[\s(|,;:]/)[0] ?? "") : String(JSON.parse(quoted));
}

/** The values that a list in the schema may hold. */
export function listChoices(schema: JsonSchema, property: string): string[] {
  const choices = toFields(toFields(toFields(schema.properties)[property]).items).enum;
  return Array.isArray(choices) ? choices.map(String) : [];
}

/** What a passage is, before its text: `[list item]`. */
const kindMark = /^\[(?:text|list item|table row|heading|code)\]\s*/;
const startOf = (letters: string) => new RegExp(`^[ \\t]*(${letters})(\\d+)\\b[:.)\\]]*[ \\t]*`, "gm");

/** Entries that begin with the letter and a number; each goes on until another numbered entry or a line with @. */
function splitAt(text: string, letter: string): NumberedEntry[] {
  const others = letter === "N" ? "[PASN]" : "[PCASN]";
  return [...text.matchAll(startOf(letter))].map((match) => {
    const rest = text.slice(match.index + match[0].length);
    const end = rest.search(new RegExp(`^[ \\t]*(?:${others}\\d+\\b|@)`, "m"));
    const entry = (end < 0 ? rest : rest.slice(0, end)).trimEnd();
    return { number: Number(match[2]), text: entry.replace(kindMark, "") };
  });
}
