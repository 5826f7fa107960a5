import { nameRowLayout } from "./detect-mapping.ts";
import { toTurns } from "./turns.ts";
import { isRecord, toJsonText } from "./value-text.ts";

/** Rows by the layout that they look like, null for none that is known; the most frequent first. */
export interface LayoutCount {
  readonly adapter: string | null;
  readonly rows: number;
}

const mostShapes = 1000;

/**
 * Counts rows that a mapping does not fit by what they look like. What a row looks like is told from its shape alone (columns,
 * kinds of values, who speaks), so that the counts do not depend on the order of rows, and each shape is looked at once.
 */
export function createLayoutCounter() {
  const names = new Map<string, string | null>();
  const counts = new Map<string | null, number>();
  return {
    add(record: unknown): void {
      const outline = toOutline(record, 0);
      const shape = toJsonText(outline);
      let name = names.get(shape);
      if (name === undefined) {
        name = nameRowLayout(outline);
        if (names.size < mostShapes) names.set(shape, name);
      }
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    list: (): readonly LayoutCount[] => sumLayouts([...counts].map(([adapter, rows]) => ({ adapter, rows }))),
  };
}

const deepest = 4;
const itemsLooked = 8;
const longestWord = 30;

/** The row with every value made the plainest of its kind. */
function toOutline(value: unknown, depth: number): unknown {
  if (typeof value === "string") return toTextOutline(value, depth);
  if (typeof value === "number" || typeof value === "bigint") return 1;
  if (typeof value === "boolean") return true;
  if (depth > deepest) return null;
  if (Array.isArray(value)) {
    const items = value.slice(0, itemsLooked).map((item) => toOutline(item, depth + 1));
    return [...new Map(items.map((item) => [toJsonText(item), item])).values()];
  }
  if (!isRecord(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toOutline(part, depth + 1)]));
}

/** Words inside an object may say who speaks; a conversation in a text stays one, and JSON in a text is looked into. */
function toTextOutline(text: string, depth: number): unknown {
  if (text.trim() === "") return "";
  if (depth > 1 && text.length <= longestWord && /^[a-z_]+$/.test(text)) return text;
  if (toTurns(text).length > 0) return "Human: x\n\nAssistant: x";
  return /^\s*[[{]/.test(text) && isJson(text) ? toJsonText(toOutline(JSON.parse(text), depth + 1)) : "x";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function sumLayouts(counts: readonly LayoutCount[]): readonly LayoutCount[] {
  const sums = new Map<string | null, number>();
  for (const { adapter, rows } of counts) sums.set(adapter, (sums.get(adapter) ?? 0) + rows);
  return [...sums]
    .map(([adapter, rows]) => ({ adapter, rows }))
    .sort((left, right) => right.rows - left.rows || compareNames(left.adapter, right.adapter));
}

function compareNames(left: string | null, right: string | null): number {
  const [one, other] = [left ?? "\uffff", right ?? "\uffff"];
  return one < other ? -1 : one > other ? 1 : 0;
}
