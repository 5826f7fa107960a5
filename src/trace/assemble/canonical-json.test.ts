import { describe, expect, it } from "vitest";
import type { LineageGraph } from "../../model/index.ts";
import { toCanonicalJson, toCanonicalPieces } from "./canonical-json.ts";

/** Keys out of order, at every level; nested and empty lists; a line break and a quote within a text. */
const graph = {
  seeds: ["org/b", "org/a"],
  schemaVersion: 1,
  rejected: [],
  edges: [
    { upstream: "org/a", features: { b: 1, a: 0.5 }, evidence: [{ text: 'one\ntwo "three"', section: [] }] },
  ],
  datasets: [{ id: "org/b", hub: null, documents: [] }, { id: "org/a" }],
} as unknown as LineageGraph;

describe("toCanonicalJson", () => {
  it("is the graph with its keys sorted, indented by two, with a line break at the end", () => {
    const sorted = {
      datasets: [{ documents: [], hub: null, id: "org/b" }, { id: "org/a" }],
      edges: [
        {
          evidence: [{ section: [], text: 'one\ntwo "three"' }],
          features: { a: 0.5, b: 1 },
          upstream: "org/a",
        },
      ],
      rejected: [],
      schemaVersion: 1,
      seeds: ["org/b", "org/a"],
    };
    expect(toCanonicalJson(graph)).toBe(`${JSON.stringify(sorted, null, 2)}\n`);
  });

  it("comes in pieces of one dataset or edge at most", () => {
    const pieces = [...toCanonicalPieces(graph)];
    expect(pieces.join("")).toBe(toCanonicalJson(graph));
    expect(pieces.filter((piece) => piece.includes("org/a") && piece.includes("org/b"))).toEqual([]);
  });
});
