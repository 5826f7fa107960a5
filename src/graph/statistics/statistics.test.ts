import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeDataset, makeEdge, makeGraph } from "../../../test/support/lineage-fixture.ts";
import { anyGraph, bruteCondense, brutePaths } from "../../../test/support/random-graphs.ts";
import type { AnalysisGraph, AnalysisNode, Domain } from "../../model/index.ts";
import { GraphStatistics, toAnalysisGraph, toGraphStatistics } from "./index.ts";

function makeNode(id: string, changes: Partial<AnalysisNode> = {}): AnalysisNode {
  return {
    id,
    onHub: true,
    domains: ["math"],
    year: 2024,
    tracingEnd: null,
    isReadableRoot: false,
    ...changes,
  };
}

function makeAnalysis(nodes: readonly AnalysisNode[], arrows: readonly string[]): AnalysisGraph {
  const edges = arrows.map((arrow) => {
    const [upstream = "", downstream = ""] = arrow.split(" -> ");
    return { upstream, downstream };
  });
  return { nodes: [...nodes], edges };
}

const findDomain = (graph: AnalysisGraph, domain: Domain) =>
  toGraphStatistics(graph).domains.find((row) => row.domain === domain)!;
const findCell = (graph: AnalysisGraph, upstream: Domain, downstream: Domain) =>
  toGraphStatistics(graph).matrix.find(
    (cell) => cell.upstream === upstream && cell.downstream === downstream,
  )!;

describe("G1: topology by domain", () => {
  test("an upstream that could not be resolved counts in degrees and depth, but is no node", () => {
    const graph = makeAnalysis(
      [makeNode("x/a"), makeNode("x/b")],
      ["some book -> x/a", "x/a -> x/b", "another -> x/b"],
    );
    expect(findDomain(graph, "math")).toMatchObject({
      nodes: 2,
      depth: 1.5,
      inDegree: 1.5,
      outDegree: 0.5,
      strictDepth: 0.5,
      strictInDegree: 1.5,
    });
    expect(toGraphStatistics(graph)).toMatchObject({ nodes: 2, edges: 3, unresolved: 2 });
  });

  test("a pair recorded twice counts twice, strictly once", () => {
    const graph = makeAnalysis([makeNode("x/a"), makeNode("x/b")], ["x/a -> x/b", "x/a -> x/b"]);
    expect(findDomain(graph, "math")).toMatchObject({
      inDegree: 1,
      outDegree: 1,
      strictInDegree: 0.5,
      strictOutDegree: 0.5,
      depth: 0.5,
    });
    expect(toGraphStatistics(graph)).toMatchObject({ edges: 2, strictEdges: 1, repeatedEdges: 1 });
  });

  test("a dataset of several domains counts in each, one of none in none", () => {
    const graph = makeAnalysis(
      [makeNode("x/a", { domains: ["math", "code"] }), makeNode("x/b", { domains: [] })],
      ["x/a -> x/b"],
    );
    expect(toGraphStatistics(graph).domains.map((row) => [row.domain, row.nodes, row.outDegree])).toEqual([
      ["math", 1, 1],
      ["code", 1, 1],
      ["general", 0, 0],
      ["science", 0, 0],
    ]);
    expect(toGraphStatistics(graph)).toMatchObject({ nodes: 2, withoutDomain: 1 });
  });

  test("the root share is that of ended tracing, strictly that of readable roots", () => {
    const ends = [
      makeNode("x/a", { tracingEnd: "no-source-found", isReadableRoot: true }),
      makeNode("x/b", { tracingEnd: "released-2020-or-earlier" }),
      makeNode("x/c", { tracingEnd: "sources-off-hub" }),
      makeNode("x/d", { tracingEnd: "unreadable" }),
      makeNode("x/e", { tracingEnd: "cut-off" }),
      makeNode("x/f"),
    ];
    expect(findDomain(makeAnalysis(ends, []), "math")).toMatchObject({
      rootShare: 0.5,
      strictRootShare: 1 / 6,
    });
  });

  test("an edge to itself is recorded and is no step", () => {
    const graph = makeAnalysis([makeNode("x/a")], ["x/a -> x/a"]);
    expect(findDomain(graph, "math")).toMatchObject({ inDegree: 1, strictInDegree: 0, depth: 0 });
    expect(toGraphStatistics(graph)).toMatchObject({ edges: 1, selfLoops: 1, strictEdges: 0 });
  });

  test("a node listed twice counts once and is told", () => {
    const graph = makeAnalysis([makeNode("x/a"), makeNode("x/a", { domains: ["code"] })], []);
    expect(toGraphStatistics(graph)).toMatchObject({ nodes: 1, repeatedNodes: 1 });
    expect(findDomain(graph, "math").nodes).toBe(1);
  });
});

describe("G2: the matrix of domains", () => {
  test("has an entry for every pair of domains", () => {
    const { matrix } = toGraphStatistics(makeAnalysis([], []));
    expect(matrix).toHaveLength(16);
    expect(matrix.every((cell) => cell.count === 0 && cell.columnShare === 0)).toBe(true);
  });

  test("counts an edge once per pair of domains and shares by column", () => {
    const graph = makeAnalysis(
      [
        makeNode("x/a", { domains: ["math", "science"] }),
        makeNode("x/b", { domains: ["code", "general"] }),
        makeNode("x/c", { domains: ["code"] }),
      ],
      ["x/a -> x/b", "x/c -> x/b"],
    );
    expect(findCell(graph, "math", "code")).toMatchObject({ count: 1, columnShare: 1 / 3 });
    expect(findCell(graph, "science", "general")).toMatchObject({ count: 1, columnShare: 1 / 3 });
    expect(findCell(graph, "code", "general")).toMatchObject({ count: 1, columnShare: 1 / 3 });
    expect(findCell(graph, "general", "code")).toMatchObject({ count: 0, columnShare: 0 });
  });

  test("leaves out an upstream that could not be resolved", () => {
    const graph = makeAnalysis(
      [makeNode("x/a"), makeNode("github:a/b", { onHub: false })],
      ["github:a/b -> x/a", "a book -> x/a"],
    );
    expect(findCell(graph, "math", "math").count).toBe(0);
  });

  test("counts a repeated pair and an edge to itself as recorded, strictly not", () => {
    const graph = makeAnalysis(
      [makeNode("x/a"), makeNode("x/b")],
      ["x/a -> x/b", "x/a -> x/b", "x/b -> x/b"],
    );
    expect(findCell(graph, "math", "math")).toMatchObject({ count: 3, strictCount: 1 });
  });
});

test("G3: the timeline counts by year, domain and kind, unknown years last", () => {
  const graph = makeAnalysis(
    [
      makeNode("x/a", { year: 2023, tracingEnd: "sources-off-hub" }),
      makeNode("x/b", { year: 2023, tracingEnd: "no-source-found", isReadableRoot: true }),
      makeNode("x/c", { year: 2023 }),
      makeNode("x/d", { year: null, domains: ["code"] }),
    ],
    [],
  );
  const { timeline } = toGraphStatistics(graph);
  expect(timeline).toHaveLength(16);
  expect(timeline.slice(0, 2)).toEqual([
    { year: 2023, domain: "math", kind: "internal", count: 1, strictCount: 2 },
    { year: 2023, domain: "math", kind: "root", count: 2, strictCount: 1 },
  ]);
  expect(timeline.filter(({ year, count }) => year === null && count > 0)).toEqual([
    { year: null, domain: "code", kind: "internal", count: 1, strictCount: 1 },
  ]);
});

test("G4: rankings order by figure, then by id, and leave out zeros", () => {
  const graph = makeAnalysis(
    ["x/a", "x/b", "x/c", "x/d"].map((id) => makeNode(id)),
    ["x/b -> x/c", "x/a -> x/c", "x/c -> x/d", "x/a -> x/d", "book -> x/a"],
  );
  const { rankings } = toGraphStatistics(graph, { largestInDegree: 2 });
  expect(rankings.mostReused.map(({ id, rank, outDegree }) => [rank, id, outDegree])).toEqual([
    [1, "x/a", 2],
    [2, "x/b", 1],
    [3, "x/c", 1],
  ]);
  expect(rankings.largestInDegree.map(({ id, inDegree }) => [id, inDegree])).toEqual([
    ["x/c", 2],
    ["x/d", 2],
  ]);
  expect(rankings.deepest.map(({ id, depth, strictDepth }) => [id, depth, strictDepth])).toEqual([
    ["x/d", 3, 2],
    ["x/c", 2, 1],
    ["x/a", 1, 0],
  ]);
});

test("depth and degrees agree with brute force on any graph", () => {
  fc.assert(
    fc.property(anyGraph, (small) => {
      const nodes = Array.from({ length: small.nodeCount }, (_, node) => makeNode(`${node}`));
      const statistics = toGraphStatistics(
        makeAnalysis(
          nodes,
          small.edges.map(([from, to]) => `${from} -> ${to}`),
        ),
        { deepest: 100 },
      );
      expect(GraphStatistics.parse(statistics)).toEqual(statistics);
      const brute = bruteCondense(small);
      const depthOf = new Map(statistics.rankings.deepest.map(({ id, depth }) => [id, depth]));
      for (const { id } of nodes) {
        const here = brute.componentOf[Number(id)]!;
        const lengths = brute.componentOf.flatMap((from) => brutePaths(brute.graph, from, here));
        expect(depthOf.get(id) ?? 0).toBe(Math.max(...lengths.map((path) => path.length - 1)));
      }
      expect(statistics.domains[0]!.inDegree).toBeCloseTo(small.edges.length / small.nodeCount);
      const columns = statistics.matrix.filter(({ downstream }) => downstream === "math");
      expect(columns.reduce((sum, { count }) => sum + count, 0)).toBe(small.edges.length);
    }),
  );
});

describe("toAnalysisGraph", () => {
  const outcomeOf = (graph: AnalysisGraph) =>
    Object.fromEntries(
      graph.nodes.map((node) => [node.id, [node.onHub, node.tracingEnd, node.isReadableRoot]]),
    );

  test("says for every outcome how tracing ended and what is on the hub", () => {
    const graph = makeGraph(["name:A book -> x/only-off-hub", "x/root -> x/traced"]);
    const datasets = [
      makeDataset("name:A book", { outcome: { kind: "not-on-hub" } }),
      makeDataset("x/only-off-hub"),
      makeDataset("x/root", { outcome: { kind: "root-no-statement" } }),
      makeDataset("x/traced"),
      makeDataset("x/old", { outcome: { kind: "cut-off", reason: "released-2020-or-earlier" } }),
      makeDataset("x/far", { outcome: { kind: "cut-off", reason: "distance" } }),
      makeDataset("x/gated", { outcome: { kind: "unreadable", reason: "gated", detail: "" } }),
      makeDataset("x/gone", { outcome: { kind: "unreadable", reason: "missing", detail: "" } }),
    ];
    expect(outcomeOf(toAnalysisGraph({ ...graph, datasets }))).toEqual({
      "name:A book": [false, "sources-off-hub", false],
      "x/only-off-hub": [true, "sources-off-hub", false],
      "x/root": [true, "no-source-found", true],
      "x/traced": [true, null, false],
      "x/old": [true, "released-2020-or-earlier", false],
      "x/far": [true, "cut-off", false],
      "x/gated": [true, "unreadable", false],
      "x/gone": [false, "unreadable", false],
    });
  });

  test("is no root once a person added an upstream", () => {
    const graph = makeGraph(["x/a -> x/b"]);
    const datasets = graph.datasets.map((dataset) => ({
      ...dataset,
      outcome: { kind: "root-no-statement" as const },
    }));
    expect(outcomeOf(toAnalysisGraph({ ...graph, datasets }))["x/b"]).toEqual([true, null, false]);
  });

  test("takes the last possible year and follows aliases and case", () => {
    const released = {
      interval: { earliest: "0001-01-01", latest: "2022-03-02" },
      source: "floor" as const,
      reason: "",
    };
    const datasets = [makeDataset("x/A", { aliases: ["old"], released }), makeDataset("x/b")];
    const graph = toAnalysisGraph({ ...makeGraph([]), datasets, edges: [makeEdge("OLD", "X/b")] });
    expect(graph.nodes[0]).toMatchObject({ year: 2022 });
    expect(graph.edges).toEqual([{ upstream: "x/A", downstream: "x/b" }]);
  });
});
