import { compareText, type LineageGraph } from "../../model/index.ts";

/** The graph as text: keys sorted, no times, a line break at the end. The same graph gives the same bytes. */
export function toCanonicalJson(graph: LineageGraph): string {
  return `${JSON.stringify(graph, sortKeys, 2)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)));
}
