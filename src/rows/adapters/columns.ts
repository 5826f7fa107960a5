import { compareText } from "../../model/index.ts";
import { toColumnPlace } from "./place.ts";
import { hasRoles, isConversation, toTurns } from "./turns.ts";
import { isRecord, toValueText } from "./value-text.ts";

/** What the values of a column are; `turns` is a conversation however it is kept, `transcript` one written into a text. */
export const valueKinds = [
  "text",
  "transcript",
  "number",
  "boolean",
  "turns",
  "texts",
  "list",
  "object",
  "null",
] as const;
export type ValueKind = (typeof valueKinds)[number];

export interface ColumnProfile {
  readonly name: string;
  /** As a mapping names it. */
  readonly place: string;
  /** The name in lower-case words: `best answer` for `BestAnswer`, `best_answer` and `Best Answer`. */
  readonly words: string;
  /** Rows with a value that is neither null nor empty. */
  readonly filled: number;
  /** Rows that have the column. */
  readonly rows: number;
  /** The most frequent kind of its values, `null` when it has none. */
  readonly kind: ValueKind;
  /** Rows of each kind, null values left out. */
  readonly kinds: Readonly<Partial<Record<ValueKind, number>>>;
  /** Different texts among the values, counted up to the rows looked at. */
  readonly distinct: number;
  readonly longest: number;
  /** A few of the texts, shortest first, for rules that look at words. */
  readonly texts: readonly string[];
  /** Roles of the first turns, where the values are turns. */
  readonly firstRoles: readonly string[];
  /** Whether turns say who speaks, instead of being questions with answers. */
  readonly hasRoles: boolean;
  /** Fields of objects. */
  readonly fields: readonly ColumnProfile[];
  /** Fields of the objects in lists. */
  readonly items: readonly ColumnProfile[];
}

const maxDepth = 2;
const itemsLooked = 8;

/** What stands in the columns of some rows. Rows that are no objects are a column `.` by themselves. */
export function profileRows(records: readonly unknown[]): readonly ColumnProfile[] {
  const whole = records.filter((record) => !isRecord(record) || isNumberedConversation(record));
  const columns = profileColumns(
    records.filter((record) => isRecord(record) && !isNumberedConversation(record)),
  );
  if (whole.length === 0) return columns;
  return [{ ...profileValues("text", { values: whole, depth: 0 }), name: ".", place: "." }, ...columns];
}

function isNumberedConversation(record: unknown): boolean {
  return isRecord(record) && Object.keys(record).every((key) => /^\d+$/.test(key)) && isConversation(record);
}

/** By name, so that the order of the rows' keys makes no difference. */
function profileColumns(records: readonly unknown[], depth = 0): readonly ColumnProfile[] {
  const values = new Map<string, unknown[]>();
  for (const record of records) {
    if (!isRecord(record)) continue;
    for (const [name, value] of Object.entries(record)) {
      const known = values.get(name);
      if (known === undefined) values.set(name, [value]);
      else known.push(value);
    }
  }
  return [...values]
    .map(([name, found]) => profileValues(name, { values: found, depth }))
    .sort((left, right) => compareText(left.name, right.name));
}

/** One column's profile, from its values in the rows that have it. */
function profileValues(
  name: string,
  { values, depth }: { readonly values: readonly unknown[]; readonly depth: number },
): ColumnProfile {
  const present = values.map(toOpened).filter((value) => value !== null && value !== undefined);
  const kinds: Partial<Record<ValueKind, number>> = {};
  for (const value of present) {
    const kind = toValueKind(value);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  const texts = [...new Set(present.map(toValueText))].sort(
    (left, right) => left.length - right.length || compareText(left, right),
  );
  const kind = findMainKind(kinds);
  const profileInside = (inner: readonly unknown[]) =>
    depth >= maxDepth ? [] : profileColumns(inner.filter(isRecord), depth + 1);
  return {
    name,
    place: toColumnPlace(name),
    words: toNameWords(name),
    filled: present.filter((value) => toValueText(value).trim() !== "").length,
    rows: values.length,
    kind,
    kinds,
    distinct: texts.length,
    longest: texts.at(-1)?.length ?? 0,
    texts: texts.slice(0, 100),
    firstRoles: kind === "turns" || kind === "transcript" ? listFirstRoles(present) : [],
    hasRoles: kind === "turns" && present.some(hasRoles),
    fields: profileInside(present),
    items: profileInside(
      present.filter((value) => Array.isArray(value)).flatMap((list) => list.slice(0, itemsLooked)),
    ),
  };
}

/** `qText`, `q_text` and `Q Text` are the words `q text`. */
function toNameWords(name: string): string {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function toValueKind(value: unknown): ValueKind {
  if (typeof value === "string") return toTurns(value).length > 0 ? "transcript" : "text";
  if (typeof value === "number" || typeof value === "bigint") return "number";
  if (typeof value === "boolean") return "boolean";
  if (Array.isArray(value)) return toListKind(value);
  if (!isRecord(value)) return "list";
  return isConversation(value) ? "turns" : "object";
}

function toListKind(list: readonly unknown[]): ValueKind {
  if (list.length === 0) return "list";
  if (list.every((item) => typeof item === "string")) return "texts";
  return isConversation(list) ? "turns" : "list";
}

function findMainKind(kinds: Readonly<Partial<Record<ValueKind, number>>>): ValueKind {
  let main: ValueKind = "null";
  for (const kind of valueKinds) {
    if ((kinds[kind] ?? 0) > (kinds[main] ?? 0)) main = kind;
  }
  return main;
}

function listFirstRoles(values: readonly unknown[]): readonly string[] {
  const roles = values.flatMap((value) => toTurns(value)[0]?.role ?? []);
  return [...new Set(roles)].sort();
}

/** Tables keep nested values as JSON texts; numbers and words stay the texts that they are. */
function toOpened(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
