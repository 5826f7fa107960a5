import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import { type Place, parsePlace, type Term, toPlaceText } from "./place.ts";

/** The parts of a sample that a mapping says the places of, in the order in which they are shown. */
export const mappingParts = [
  "turns",
  "system",
  "instruction",
  "input",
  "output",
  "answer",
  "source",
  "split",
  "id",
] as const;

const PlaceText = z.string().nullable();

/**
 * Where each part of a sample stands in a row ({@link parsePlace}), null for a part that the rows do not have. Where
 * `turns` is given, the parts that are null come out of the conversation. Plain data: it can be sent to a worker and kept.
 */
export const RowMapping = z.strictObject({
  turns: PlaceText,
  system: PlaceText,
  instruction: PlaceText,
  input: PlaceText,
  output: PlaceText,
  answer: PlaceText,
  source: PlaceText,
  split: PlaceText,
  id: PlaceText,
});
export type RowMapping = z.infer<typeof RowMapping>;

export const emptyMapping: RowMapping = {
  turns: null,
  system: null,
  instruction: null,
  input: null,
  output: null,
  answer: null,
  source: null,
  split: null,
  id: null,
};

/**
 * Reads the arguments of `--map`: `instruction=prompt[0].content`; `input=` says that the rows have none.
 *
 * @returns the parts that are given, their places spelled in one way.
 * @throws StemmaError `usage`.
 */
export function parseMapping(texts: readonly string[]): Partial<RowMapping> {
  const mapping: Partial<RowMapping> = {};
  for (const text of texts) {
    const [, name = "", place = ""] = /^\s*(\w+)\s*=(.*)$/s.exec(text) ?? [];
    const part = mappingParts.find((one) => one === name.toLowerCase());
    if (part === undefined) {
      throw new StemmaError("usage", `"${text}" maps no part of a sample`, {
        hint: `write PART=PLACE, where PART is one of ${mappingParts.join(", ")}, as in instruction=prompt[0].content`,
      });
    }
    if (mapping[part] !== undefined) {
      throw new StemmaError(
        "usage",
        `${part} is mapped twice: to ${mapping[part] ?? "nothing"} and to ${place.trim()}`,
      );
    }
    mapping[part] = place.trim() === "" ? null : toPlaceText(parsePlace(place.trim()));
  }
  return mapping;
}

/** The mapping as arguments of `--map`. */
export function toMapArguments(mapping: RowMapping): readonly string[] {
  return mappingParts.flatMap((part) => (mapping[part] === null ? [] : [`${part}=${mapping[part]}`]));
}

/** A mapping of text columns only, for rows that need no look into nested values. */
export interface PlainFields {
  readonly instruction: string | null;
  readonly input: string | null;
  readonly output: string | null;
}

/**
 * The top-level fields that the three texts are, when each is one; undefined when any takes more than that. A row whose
 * instruction or output comes out empty that way has to be asked of {@link createSampleReader}: only it tells a field that
 * is empty from a row of another kind.
 */
export function findPlainFields(mapping: RowMapping): PlainFields | undefined {
  if (mapping.turns !== null || mapping.instruction === null) return undefined;
  const instruction = findPlainField(mapping.instruction);
  const input = findPlainField(mapping.input);
  const output = findPlainField(mapping.output);
  if (instruction === undefined || input === undefined || output === undefined) return undefined;
  return { instruction, input, output };
}

/** Undefined when the place is more than one top-level field. */
function findPlainField(place: string | null): string | null | undefined {
  if (place === null) return null;
  const [terms, ...others] = parsePlace(place);
  const [term, ...joined] = terms ?? [];
  if (others.length > 0 || joined.length > 0 || term?.kind !== "path") return undefined;
  const [step, ...deeper] = term.steps;
  return step?.kind === "key" && deeper.length === 0 ? step.key : undefined;
}

/** Names of the top-level columns that the mapping reads, in order; undefined when it needs the row as a whole. */
export function listColumns(mapping: RowMapping): readonly string[] | undefined {
  const names = mappingParts.flatMap((part) => {
    const place = mapping[part];
    return place === null ? [] : listPlaceColumns(parsePlace(place));
  });
  if (names.includes(null)) return undefined;
  return [...new Set(names.filter((name) => name !== null))].sort();
}

function listPlaceColumns(place: Place): readonly (string | null)[] {
  return place.flat().flatMap((term: Term) => {
    if (term.kind === "text") return [];
    if (term.kind === "call") return term.places.flatMap(listPlaceColumns);
    const [step] = term.steps;
    return [step?.kind === "key" ? step.key : null];
  });
}
