import { compareText, type LineageGraph } from "../../model/index.ts";

/** The graph as text: keys sorted, no times, a line break at the end. The same graph gives the same bytes. */
export function toCanonicalJson(graph: LineageGraph): string {
  return [...toCanonicalPieces(graph)].join("");
}

/** The same text piece by piece: a large graph need not stand in memory twice to be written. */
export function* toCanonicalPieces(graph: LineageGraph): Iterable<string> {
  const fields = Object.entries(graph).sort(([a], [b]) => compareText(a, b));
  for (const [position, [name, value]] of fields.entries()) {
    yield `${position === 0 ? "{" : ","}\n  ${JSON.stringify(name)}: `;
    if (Array.isArray(value) && value.length > 0) yield* toListPieces(value);
    else yield JSON.stringify(value);
  }
  yield "\n}\n";
}

function* toListPieces(items: readonly unknown[]): Iterable<string> {
  for (const [position, item] of items.entries()) {
    const text = JSON.stringify(item, sortKeys, 2).replaceAll("\n", "\n    ");
    yield `${position === 0 ? "[" : ","}\n    ${text}`;
  }
  yield "\n  ]";
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)));
}
