import { StemmaError } from "../../model/index.ts";

/** One step into a value. `each` goes into every item of a list; `where` takes the first item whose field has that text. */
export type Step =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "item"; readonly index: number }
  | { readonly kind: "each" }
  | { readonly kind: "where"; readonly key: string; readonly value: string };

const callNames = ["list", "pick"] as const;
type CallName = (typeof callNames)[number];

export type Term =
  /** No steps: the row itself. */
  | { readonly kind: "path"; readonly steps: readonly Step[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "call"; readonly name: CallName; readonly places: readonly Place[] };

/** Alternatives, the first that leads somewhere counts; each is one term, or several joined to one text. */
export type Place = readonly (readonly Term[])[];

/**
 * Where in a row something stands: `prompt[0].content`, `prompt[role=user].content`, `completions[].response`,
 * `body + " " + question`, `answer | solution`, `list(A, B, C, D)`, `pick(choices, answer)` (`pick(choices, answer, "1")` where
 * the first option has the number 1), `.` for the row itself.
 * A name with other signs stands in `["…"]`; at the start of a path, or when it is all there is, in `"…"`.
 *
 * @throws StemmaError `usage`.
 */
export function parsePlace(text: string): Place {
  const scanner: PlaceScanner = { text, at: 0, depth: 0 };
  const place = scanPlace(scanner);
  if (scanner.at < text.length) throw fault(scanner, "the end was expected");
  const [only] = place;
  const [term] = only ?? [];
  if (place.length === 1 && only?.length === 1 && term?.kind === "text") {
    return [[{ kind: "path", steps: [{ kind: "key", key: term.text }] }]];
  }
  return place;
}

/** The spelling that {@link parsePlace} reads back to the same place. */
export function toPlaceText(place: Place): string {
  return place.map((terms) => terms.map(toTermText).join(" + ")).join(" | ");
}

/** A place that is one field at the top level of the row. */
export function toColumnPlace(column: string): string {
  return toTermText({ kind: "path", steps: [{ kind: "key", key: column }] });
}

/** The place with its columns in the spelling of these names, where they have it in another case only. */
export function respellColumns(place: Place, names: readonly string[]): Place {
  return place.map((terms) =>
    terms.map((term): Term => {
      if (term.kind === "text") return term;
      if (term.kind === "call")
        return { ...term, places: term.places.map((one) => respellColumns(one, names)) };
      const [first, ...deeper] = term.steps;
      if (first?.kind !== "key" || names.includes(first.key)) return term;
      const folded = first.key.toLowerCase();
      const name = [...names].sort().find((one) => one.toLowerCase() === folded);
      return name === undefined ? term : { kind: "path", steps: [{ kind: "key", key: name }, ...deeper] };
    }),
  );
}

interface PlaceScanner {
  readonly text: string;
  at: number;
  /** Calls that are open: inside one, `,` and `)` end a name. */
  depth: number;
}

function scanPlace(scanner: PlaceScanner): Place {
  const alternatives = [scanJoin(scanner)];
  while (take(scanner, /\s+\|\s+/y)) alternatives.push(scanJoin(scanner));
  return alternatives;
}

function scanJoin(scanner: PlaceScanner): readonly Term[] {
  const terms = [scanTerm(scanner)];
  while (take(scanner, /\s+\+\s+/y)) terms.push(scanTerm(scanner));
  return terms;
}

function scanTerm(scanner: PlaceScanner): Term {
  take(scanner, /\s+/y);
  const call = take(scanner, /(list|pick)\(/y)?.[1];
  if (call !== undefined) return scanCall(scanner, call as CallName);
  if (take(scanner, /\.(?=\s|$|[,)])/y)) return { kind: "path", steps: [] };
  const quoted = take(scanner, quotedText);
  if (quoted === undefined) return { kind: "path", steps: scanSteps(scanner, [scanKey(scanner)]) };
  const text = parseQuoted(scanner, quoted[0]);
  if (!/[.[]/.test(scanner.text.charAt(scanner.at))) return { kind: "text", text };
  return { kind: "path", steps: scanSteps(scanner, [{ kind: "key", key: text }]) };
}

function scanCall(scanner: PlaceScanner, name: CallName): Term {
  scanner.depth += 1;
  const places = [scanPlace(scanner)];
  while (take(scanner, /\s*,/y)) places.push(scanPlace(scanner));
  scanner.depth -= 1;
  if (!take(scanner, /\s*\)/y)) throw fault(scanner, `${name}( is not closed`);
  if (name === "pick" && places.length !== 2 && places.length !== 3) {
    throw fault(scanner, "pick takes the options and the answer: pick(choices, answer)");
  }
  return { kind: "call", name, places };
}

function scanKey(scanner: PlaceScanner): Step {
  const bracketed = take(scanner, /\[\s*("(?:[^"\\]|\\.)*")\s*\]/y)?.[1];
  if (bracketed !== undefined) return { kind: "key", key: parseQuoted(scanner, bracketed) };
  const name = scanner.depth > 0 ? /(?:(?!\s+[+|]\s|\s*[,)])[^.[\]"])+/y : /(?:(?!\s+[+|]\s)[^.[\]"])+/y;
  const key = take(scanner, name)?.[0].trim();
  if (key === undefined || key === "") throw fault(scanner, "a name was expected");
  return { kind: "key", key };
}

function scanSteps(scanner: PlaceScanner, steps: readonly Step[]): readonly Step[] {
  if (take(scanner, /\./y)) {
    const quoted = take(scanner, quotedText)?.[0];
    const step: Step =
      quoted === undefined ? scanKey(scanner) : { kind: "key", key: parseQuoted(scanner, quoted) };
    return scanSteps(scanner, [...steps, step]);
  }
  if (scanner.text[scanner.at] !== "[") return steps;
  return scanSteps(scanner, [...steps, scanBracket(scanner)]);
}

function scanBracket(scanner: PlaceScanner): Step {
  if (take(scanner, /\[\s*\]/y)) return { kind: "each" };
  const index = take(scanner, /\[\s*(-?\d{1,9})\s*\]/y)?.[1];
  if (index !== undefined) return { kind: "item", index: Number(index) };
  const where = take(scanner, /\[\s*([^\]="]+?)\s*=\s*("(?:[^"\\]|\\.)*"|[^\]"]*?)\s*\]/y);
  if (where === undefined) return scanKey(scanner);
  const [, key = "", value = ""] = where;
  return { kind: "where", key, value: value.startsWith('"') ? parseQuoted(scanner, value) : value };
}

const quotedText = /"(?:[^"\\]|\\.)*"/y;

function parseQuoted(scanner: PlaceScanner, quoted: string): string {
  try {
    return JSON.parse(quoted);
  } catch {
    throw fault(scanner, `${quoted} is no JSON text`);
  }
}

function take(scanner: PlaceScanner, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = scanner.at;
  const found = pattern.exec(scanner.text);
  if (found === null) return undefined;
  scanner.at = pattern.lastIndex;
  return found;
}

function fault({ text, at }: PlaceScanner, reason: string): StemmaError {
  return new StemmaError("usage", `"${text}" is no place in a row: ${reason} at character ${at + 1}`, {
    hint: 'write it like prompt[0].content, prompt[role=user].content, body + " " + question, or "Best Answer"',
  });
}

function toTermText(term: Term): string {
  if (term.kind === "text") return JSON.stringify(term.text);
  if (term.kind === "call") return `${term.name}(${term.places.map(toPlaceText).join(", ")})`;
  if (term.steps.length === 0) return ".";
  return term.steps.map((step, index) => toStepText(step, index === 0)).join("");
}

function toStepText(step: Step, isFirst: boolean): string {
  if (step.kind === "each") return "[]";
  if (step.kind === "item") return `[${step.index}]`;
  if (step.kind === "where") {
    return `[${step.key}=${/^[\w-]+$/.test(step.value) ? step.value : JSON.stringify(step.value)}]`;
  }
  const isBare = /^[\p{L}\p{N}_][\p{L}\p{N}_ ?-]*$/u.test(step.key) && step.key.trim() === step.key;
  if (!isBare) return `[${JSON.stringify(step.key)}]`;
  return isFirst ? step.key : `.${step.key}`;
}
