import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCycles } from "./cycles.ts";

function search(graph: Record<string, readonly string[]>): Map<string, number> {
  return findCycles(Object.keys(graph), (node) => graph[node] ?? []);
}

/** Two nodes are on one cycle exactly when each can be reached from the other. */
function reaches(graph: Record<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const waiting = [...(graph[from] ?? [])];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === to) return true;
    if (!seen.has(node)) waiting.push(...(graph[node] ?? []));
    seen.add(node);
  }
  return false;
}

describe("findCycles", () => {
  it("finds nothing in a diamond and leaves self-loops alone", () => {
    expect(search({ a: ["b", "c"], b: ["d"], c: ["d"], d: ["d"] }).size).toBe(0);
  });

  it("tells two cycles that touch by one edge apart", () => {
    const cycles = search({ a: ["b"], b: ["a", "c"], c: ["d"], d: ["c"] });
    expect(cycles.get("a")).toBe(cycles.get("b"));
    expect(cycles.get("c")).toBe(cycles.get("d"));
    expect(cycles.get("a")).not.toBe(cycles.get("c"));
  });

  it("does not overflow on a ring of a twenty thousand", () => {
    const size = 20_000;
    const nodes = Array.from({ length: size }, (_, index) => String(index));
    expect(findCycles(nodes, (node) => [String((Number(node) + 1) % size)]).size).toBe(size);
  });

  it("agrees with reachability on any graph", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const anyGraph = fc
      .array(fc.array(fc.constantFrom(...names), { maxLength: 3 }), { minLength: 6, maxLength: 6 })
      .map((lists) => Object.fromEntries(names.map((name, index) => [name, lists[index] ?? []])));
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const cycles = search(graph);
        for (const from of names) {
          for (const to of names) {
            if (from === to) continue;
            const isTogether = cycles.has(from) && cycles.get(from) === cycles.get(to);
            expect(isTogether).toBe(reaches(graph, from, to) && reaches(graph, to, from));
          }
        }
      }),
      { seed: 7 },
    );
  });
});
