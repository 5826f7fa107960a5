import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toAcyclicEdges, toLayers } from "./layer-nodes.ts";
import { toLayeredLayout } from "./layered-layout.ts";
import { countCrossings, orderLayers, toNeighbours } from "./order-layers.ts";
import { spread } from "./place-layers.ts";

const anyEdges = fc.integer({ min: 1, max: 12 }).chain((nodeCount) =>
  fc.record({
    nodeCount: fc.constant(nodeCount),
    edges: fc.array(fc.record({ from: fc.nat(nodeCount - 1), to: fc.nat(nodeCount - 1) }), { maxLength: 30 }),
  }),
);
const rooms = { nodeRoom: 48, edgeRoom: 14 };

describe("layers", () => {
  test("every edge leads to a lower layer once cycles are opened", () => {
    fc.assert(
      fc.property(anyEdges, ({ nodeCount, edges }) => {
        const acyclic = toAcyclicEdges(nodeCount, edges);
        const layers = toLayers(nodeCount, acyclic);
        expect(acyclic).toHaveLength(edges.filter(({ from, to }) => from !== to).length);
        for (const { from, to } of acyclic) expect(layers[from]).toBeGreaterThan(layers[to]!);
      }),
    );
  });

  test("a graph without cycles keeps all its edges as they are", () => {
    const edges = [
      { from: 3, to: 1 },
      { from: 1, to: 0 },
      { from: 3, to: 0 },
      { from: 2, to: 1 },
    ];
    expect(toAcyclicEdges(4, edges)).toEqual(edges);
    expect(toLayers(4, edges)).toEqual([0, 1, 2, 2]);
  });

  test("of a cycle, the edge away from the first node is turned", () => {
    const edges = [
      { from: 1, to: 0 },
      { from: 2, to: 1 },
      { from: 1, to: 2 },
    ];
    expect(toAcyclicEdges(3, edges)).toEqual([
      { from: 1, to: 0 },
      { from: 2, to: 1 },
      { from: 2, to: 1 },
    ]);
  });

  test("a chain of 20,000 needs no stack", () => {
    const edges = Array.from({ length: 20_000 }, (_, at) => ({ from: at + 1, to: at }));
    expect(toLayers(20_001, toAcyclicEdges(20_001, edges)).at(-1)).toBe(20_000);
  });
});

test("two crossing edges are untangled", () => {
  const neighbours = toNeighbours(4, [
    { from: 2, to: 1 },
    { from: 3, to: 0 },
  ]);
  const tangled = [
    [0, 1],
    [2, 3],
  ];
  expect(countCrossings(tangled, neighbours)).toBe(1);
  expect(countCrossings(orderLayers(tangled, neighbours), neighbours)).toBe(0);
});

test("spread keeps order and room and stays as near as it can", () => {
  expect(spread([10, 10], [0, 100])).toEqual([0, 100]);
  expect(spread([10, 10], [5, 5])).toEqual([0, 10]);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 500 }))),
      (nodes) => {
        const places = spread(
          nodes.map(([room]) => room),
          nodes.map(([, wanted]) => wanted),
        );
        for (const [at, place] of places.entries()) {
          if (at === 0) continue;
          const least = (nodes[at - 1]![0] + nodes[at]![0]) / 2;
          expect(place - places[at - 1]!).toBeGreaterThanOrEqual(least - 1e-6);
        }
      },
    ),
  );
});

test("no two nodes of a layer overlap, and every edge touches each layer between its ends once", () => {
  fc.assert(
    fc.property(anyEdges, ({ nodeCount, edges }) => {
      const layout = toLayeredLayout({ nodeCount, edges, ...rooms });
      const byLayer = Map.groupBy(layout.nodes, ({ layer }) => layer);
      for (const nodes of byLayer.values()) {
        const middles = nodes.map(({ middle }) => middle).sort((a, b) => a - b);
        expect(middles[0]! - rooms.nodeRoom / 2).toBeGreaterThanOrEqual(-1e-6);
        expect(middles.at(-1)! + rooms.nodeRoom / 2).toBeLessThanOrEqual(layout.extent + 1e-6);
        for (const [at, middle] of middles.entries())
          if (at > 0) expect(middle - middles[at - 1]!).toBeGreaterThanOrEqual(rooms.nodeRoom - 1e-6);
      }
      for (const [at, { from, to }] of edges.entries()) {
        const route = layout.edges[at]!;
        if (from === to) expect(route).toEqual([]);
        else {
          expect([route[0], route.at(-1)]).toEqual([layout.nodes[from], layout.nodes[to]]);
          for (const [step, { layer }] of route.entries())
            if (step > 0) expect(Math.abs(layer - route[step - 1]!.layer)).toBe(1);
        }
      }
    }),
  );
});
