import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  acyclicGraph,
  anyGraph,
  bruteCondense,
  brutePaths,
  bruteReach,
  type SmallGraph,
} from "../../../test/support/random-graphs.ts";
import {
  countPaths,
  findTopologicalOrder,
  listReached,
  measureAncestry,
  toAncestorClosure,
  toCompactGraph,
  toCondensation,
} from "./index.ts";

function toCompact({ nodeCount, edges }: SmallGraph) {
  return toCompactGraph({
    nodeCount,
    upstream: Int32Array.from(edges, ([from]) => from),
    downstream: Int32Array.from(edges, ([, to]) => to),
  });
}

function listRow(rows: { offsets: Int32Array; targets: Int32Array }, node: number): number[] {
  return [...rows.targets.subarray(rows.offsets[node], rows.offsets[node + 1])];
}

const nodesOf = (graph: SmallGraph) => Array.from({ length: graph.nodeCount }, (_, node) => node);

describe("toCompactGraph", () => {
  test("keeps every pair once in both directions and tells what it left out", () => {
    fc.assert(
      fc.property(anyGraph, (small) => {
        const graph = toCompact(small);
        const selfLoops = small.edges.filter(([from, to]) => from === to).length;
        const pairs = new Set(small.edges.filter(([from, to]) => from !== to).map((pair) => pair.join()));
        for (const node of nodesOf(small)) {
          const wanted = (end: 0 | 1) =>
            [...pairs].map((pair) => pair.split(",").map(Number)).filter((pair) => pair[end] === node);
          const sort = (values: (number | undefined)[]) => values.toSorted((a, b) => a! - b!);
          expect(listRow(graph.down, node)).toEqual(sort(wanted(0).map(([, to]) => to)));
          expect(listRow(graph.up, node)).toEqual(sort(wanted(1).map(([from]) => from)));
        }
        expect(graph).toMatchObject({
          edgeCount: pairs.size,
          selfLoopCount: selfLoops,
          repeatedCount: small.edges.length - selfLoops - pairs.size,
        });
      }),
    );
  });

  test("refuses ends that are no node", () => {
    const edges = (from: number) => ({
      nodeCount: 2,
      upstream: Int32Array.of(from),
      downstream: Int32Array.of(1),
    });
    expect(() => toCompactGraph(edges(2))).toThrow("edge 0 names node 2 of 2");
    expect(() => toCompactGraph(edges(-1))).toThrow("node -1");
    expect(() => toCompactGraph({ ...edges(0), downstream: new Int32Array() })).toThrow("1 upstream ends");
  });
});

describe("toCondensation", () => {
  test("makes every cycle one component and orders them, against brute force", () => {
    fc.assert(
      fc.property(anyGraph, (small) => {
        const { componentOf, order, graph, isAcyclic, sizes } = toCondensation(toCompact(small));
        const brute = bruteCondense(small);
        for (const a of nodesOf(small))
          for (const b of nodesOf(small))
            expect(componentOf[a] === componentOf[b]).toBe(brute.componentOf[a] === brute.componentOf[b]);
        const position = new Map([...order].map((component, at) => [component, at]));
        expect(position.size).toBe(new Set(brute.componentOf).size);
        expect(graph.edgeCount).toBe(brute.graph.edges.length);
        expect(isAcyclic).toBe(position.size === small.nodeCount);
        expect(sizes === null).toBe(isAcyclic);
        for (const [from, to] of brute.graph.edges)
          expect(position.get(componentOf[from]!)!).toBeLessThan(position.get(componentOf[to]!)!);
      }),
    );
  });

  test("finds an order exactly when there is no cycle", () => {
    fc.assert(
      fc.property(anyGraph, (small) => {
        const reach = bruteReach({ ...small, edges: small.edges.filter(([from, to]) => from !== to) });
        const isCyclic = nodesOf(small).some((node) => reach[node]![node]);
        expect(findTopologicalOrder(toCompact(small)) === undefined).toBe(isCyclic);
      }),
    );
  });
});

describe("measureAncestry", () => {
  test("gives longest paths and numbers of paths as counted one by one", () => {
    fc.assert(
      fc.property(anyGraph, (small) => {
        const { depths, pathCounts, inexactCount } = measureAncestry(toCompact(small));
        const brute = bruteCondense(small);
        const components = [...new Set(brute.componentOf)];
        const roots = components.filter((node) => brute.graph.edges.every(([, to]) => to !== node));
        for (const node of nodesOf(small)) {
          const paths = roots.flatMap((root) => brutePaths(brute.graph, root, brute.componentOf[node]!));
          expect(depths[node]).toBe(Math.max(...paths.map((path) => path.length - 1)));
          expect(pathCounts[node]).toBe(paths.length);
        }
        expect(inexactCount).toBe(0);
      }),
    );
  });

  test("flags counts that a double cannot hold and keeps the ones it can", () => {
    const ladder = (height: number): SmallGraph => ({
      nodeCount: 2 * height,
      edges: Array.from({ length: height - 1 }, (_, step) => [
        [2 * step, 2 * step + 2] as const,
        [2 * step, 2 * step + 3] as const,
        [2 * step + 1, 2 * step + 2] as const,
        [2 * step + 1, 2 * step + 3] as const,
      ]).flat(),
    });
    expect(measureAncestry(toCompact(ladder(54)))).toMatchObject({ inexactCount: 0 });
    expect(measureAncestry(toCompact(ladder(54))).pathCounts[107]).toBe(2 ** 53);
    expect(measureAncestry(toCompact(ladder(56))).inexactCount).toBe(4);
    expect(measureAncestry(toCompact(ladder(1100))).pathCounts[2199]).toBe(Number.POSITIVE_INFINITY);
    const exact = countPaths(toCondensation(toCompact(ladder(1100))), new Map([[0, 1n]]), "down");
    expect(exact.get(2199)).toBe(2n ** 1098n);
  });

  test("follows a chain of a million and a cycle of a million without recursion", () => {
    const nodeCount = 1_000_000;
    const upstream = Int32Array.from({ length: nodeCount - 1 }, (_, node) => node);
    const downstream = upstream.map((node) => node + 1);
    const chain = toCompactGraph({ nodeCount, upstream, downstream });
    expect(measureAncestry(chain).depths[nodeCount - 1]).toBe(nodeCount - 1);
    const cycle = toCompactGraph({
      nodeCount,
      upstream: withClosing(upstream, nodeCount - 1),
      downstream: withClosing(downstream, 0),
    });
    expect(measureAncestry(cycle).depths[nodeCount - 1]).toBe(0);
    expect(toCondensation(cycle).sizes).toEqual(Int32Array.of(nodeCount));
  });
});

function withClosing(ends: Int32Array, last: number): Int32Array {
  const closed = new Int32Array(ends.length + 1);
  closed.set(ends);
  closed[ends.length] = last;
  return closed;
}

describe("reach and path counts", () => {
  test("listReached gives each node that is reached, once, the start first", () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(7), (small, pick) => {
        const start = pick % small.nodeCount;
        const reach = bruteReach(small);
        const down = [...listReached(toCompact(small), [start], "down")];
        const up = [...listReached(toCompact(small), [start], "up")];
        const wanted = (isReached: (node: number) => boolean) =>
          nodesOf(small).filter((node) => node === start || isReached(node));
        expect(down[0]).toBe(start);
        expect(down.toSorted()).toEqual(wanted((node) => reach[start]![node]!));
        expect(up.toSorted()).toEqual(wanted((node) => reach[node]![start]!));
      }),
    );
  });

  test("countPaths counts the paths between two components in both directions", () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(7), (small, pick) => {
        const condensation = toCondensation(toCompact(small));
        const brute = bruteCondense(small);
        const start = pick % small.nodeCount;
        const starts = new Map([[condensation.componentOf[start]!, 1n]]);
        const down = countPaths(condensation, starts, "down");
        const up = countPaths(condensation, starts, "up");
        for (const node of nodesOf(small)) {
          const [here, there] = [brute.componentOf[start]!, brute.componentOf[node]!];
          const component = condensation.componentOf[node]!;
          expect(Number(down.get(component) ?? 0n)).toBe(brutePaths(brute.graph, here, there).length);
          expect(Number(up.get(component) ?? 0n)).toBe(brutePaths(brute.graph, there, here).length);
        }
      }),
    );
  });

  test("the closure agrees with reachability and counts what two have in common", () => {
    fc.assert(
      fc.property(acyclicGraph, (small) => {
        const closure = toAncestorClosure(toCondensation(toCompact(small)));
        const reach = bruteReach(small);
        const isWithin = (a: number, b: number) => a === b || reach[a]![b]!;
        for (const a of nodesOf(small))
          for (const b of nodesOf(small)) {
            expect(closure.isWithin(a, b)).toBe(isWithin(a, b));
            const shared = nodesOf(small).filter((node) => isWithin(node, a) && isWithin(node, b));
            expect(closure.countShared(a, b)).toBe(shared.length);
            expect(closure.isSharing(a, b)).toBe(shared.length > 0);
          }
      }),
    );
  });

  test("the closure holds more than one word per row and refuses what is too large", () => {
    const upstream = Int32Array.from({ length: 99 }, (_, node) => node);
    const chain = toCompactGraph({ nodeCount: 100, upstream, downstream: upstream.map((node) => node + 1) });
    expect(toAncestorClosure(toCondensation(chain)).countShared(99, 70)).toBe(71);
    const none = new Int32Array();
    const large = toCompactGraph({ nodeCount: 40_001, upstream: none, downstream: none });
    expect(() => toAncestorClosure(toCondensation(large))).toThrow("40001 datasets");
  });
});
