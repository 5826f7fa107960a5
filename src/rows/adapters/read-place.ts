import type { Place, Step, Term } from "./place.ts";
import { isRecord, toJsonText, toValueText } from "./value-text.ts";

/** Gives what stands at a place of a row, undefined when the place leads nowhere in it. */
export type PlaceReader = (record: unknown) => unknown;

/**
 * Names fit in any case where the row has none of exactly that spelling; a text that holds JSON is looked into. Where several
 * terms are joined the result is a text, and a literal stands only between two texts that are not empty.
 */
export function createPlaceReader(place: Place): PlaceReader {
  const alternatives = place.map(createJoinReader);
  const [only] = alternatives;
  if (alternatives.length === 1 && only !== undefined) return only;
  return (record) => {
    let first: unknown;
    for (const read of alternatives) {
      const found = read(record);
      if (toValueText(found) !== "") return found;
      if (first === undefined) first = found;
    }
    return first;
  };
}

/** What stands at the single terms of a place, for values that are not to be joined as text. */
export function createTermReaders(place: Place): readonly (readonly PlaceReader[])[] {
  return place.map((terms) => terms.map(createTermReader));
}

function createJoinReader(terms: readonly Term[]): PlaceReader {
  const [only] = terms;
  if (terms.length === 1 && only !== undefined) return createTermReader(only);
  const readers = terms.map((term) => ({ isLiteral: term.kind === "text", read: createTermReader(term) }));
  return (record) => {
    let text = "";
    let between = "";
    let isFound = false;
    for (const { isLiteral, read } of readers) {
      const value = read(record);
      const part = toValueText(value);
      if (isLiteral) {
        between += part;
        continue;
      }
      isFound ||= value !== undefined;
      if (part === "") continue;
      text = text === "" ? part : text + between + part;
      between = "";
    }
    return isFound ? text : undefined;
  };
}

function createTermReader(term: Term): PlaceReader {
  if (term.kind === "text") return () => term.text;
  if (term.kind === "path") return createPathReader(term.steps);
  const readers = term.places.map(createPlaceReader);
  return term.name === "list"
    ? (record) => readOptionList(record, readers)
    : (record) => readPick(record, readers);
}

function createPathReader(steps: readonly Step[]): PlaceReader {
  const [only] = steps;
  if (steps.length === 1 && only?.kind === "key") return (record) => findKey(record, only.key);
  return (record) => followSteps(record, steps, 0);
}

function followSteps(start: unknown, steps: readonly Step[], from: number): unknown {
  let value = start;
  for (let index = from; index < steps.length; index++) {
    const step = steps[index] as Step;
    value = toOpened(value);
    if (step.kind === "each") {
      if (!Array.isArray(value)) return undefined;
      const items = value
        .map((item) => followSteps(item, steps, index + 1))
        .filter((item) => item !== undefined);
      return items.length === 0 && value.length > 0 ? undefined : items;
    }
    value = takeStep(value, step);
    if (value === undefined || value === null) return index === steps.length - 1 ? value : undefined;
  }
  return value;
}

function takeStep(value: unknown, step: Exclude<Step, { kind: "each" }>): unknown {
  if (step.kind === "key") return findKey(value, step.key);
  if (!Array.isArray(value)) return undefined;
  if (step.kind === "item") return value.at(step.index);
  return value.find((item) => toValueText(findKey(item, step.key)) === step.value);
}

function findKey(value: unknown, key: string): unknown {
  if (!isRecord(value)) return undefined;
  if (Object.hasOwn(value, key)) return value[key];
  const folded = key.toLowerCase();
  let spelling: string | undefined;
  for (const name of Object.keys(value)) {
    const isAlike = name.length === key.length && name.toLowerCase() === folded;
    if (isAlike && (spelling === undefined || name < spelling)) spelling = name;
  }
  return spelling === undefined ? undefined : value[spelling];
}

/** Tables keep nested values as JSON texts. */
function toOpened(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Options in one form, however a dataset keeps them: a list, texts by letter, label and text lists, or columns. */
function toOptions(value: unknown): Options | undefined {
  const opened = toOpened(value);
  if (Array.isArray(opened)) return { texts: opened.map(toOptionText), labels: [] };
  if (!isRecord(opened)) return undefined;
  const texts = findKey(opened, "text") ?? findKey(opened, "texts") ?? findKey(opened, "choices");
  const labels = findKey(opened, "label") ?? findKey(opened, "labels");
  if (Array.isArray(texts)) {
    return { texts: texts.map(toOptionText), labels: Array.isArray(labels) ? labels.map(toValueText) : [] };
  }
  const names = Object.keys(opened)
    .sort((left, right) => (left < right ? -1 : 1))
    .filter((name) => opened[name] !== null);
  return { texts: names.map((name) => toOptionText(opened[name])), labels: names };
}

interface Options {
  readonly texts: readonly string[];
  /** What the options are called, where that is said. */
  readonly labels: readonly string[];
}

function toOptionText(option: unknown): string {
  if (!isRecord(option)) return toValueText(option);
  return toValueText(
    findKey(option, "text") ?? findKey(option, "content") ?? findKey(option, "value") ?? option,
  );
}

function readOptionList(record: unknown, readers: readonly PlaceReader[]): unknown {
  const values = readers.map((read) => read(record));
  if (values.every((value) => value === undefined)) return undefined;
  const options =
    values.length === 1 ? toOptions(values[0])?.texts : values.map(toValueText).filter((text) => text !== "");
  return options === undefined ? values[0] : toJsonText(options);
}

/** The option that the answer names: by its label, by a letter, or by its number, from 0 if nothing else is said. */
function readPick(record: unknown, [readOptions, readAnswer, readFirst]: readonly PlaceReader[]): unknown {
  const options = toOptions(readOptions?.(record));
  const answer = toValueText(readAnswer?.(record)).trim();
  if (options === undefined || answer === "") return undefined;
  const labelled = options.labels.indexOf(answer);
  if (labelled !== -1) return options.texts[labelled];
  const letter = /^\(?([A-Za-z])[).:]?$/.exec(answer)?.[1]?.toUpperCase();
  if (letter !== undefined) return options.texts[letter.charCodeAt(0) - 65];
  const first = readFirst === undefined ? 0 : Number(toValueText(readFirst(record)));
  return /^\d{1,3}$/.test(answer) ? options.texts[Number(answer) - first] : undefined;
}
