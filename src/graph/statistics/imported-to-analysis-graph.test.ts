import { expect, test } from "vitest";
import type { ImportedEdge, ImportedGraph, ImportedNode } from "../../model/index.ts";
import { toGraphStatistics, toImportedAnalysisGraph } from "./index.ts";

function makeNode(id: string, fields: Partial<ImportedNode> = {}): ImportedNode {
  return {
    id,
    title: null,
    isListed: true,
    onHub: null,
    domains: ["math"],
    kind: "unknown",
    released: null,
    tracingEnded: null,
    summary: "",
    methods: [],
    licenses: [],
    languages: [],
    testSplit: null,
    gated: null,
    downloads: null,
    ...fields,
  };
}

function makeEdge(arrow: string): ImportedEdge {
  const [upstream = "", downstream = ""] = arrow.split(" -> ");
  return {
    upstream,
    downstream,
    relation: null,
    splits: [],
    confidence: null,
    status: null,
    evidence: [],
    documents: [],
    place: { file: "graph.jsonl", line: 1, path: null },
  };
}

const makeGraph = (nodes: ImportedNode[], arrows: string[]): ImportedGraph => ({
  nodes,
  edges: arrows.map(makeEdge),
});
const outside = (id: string, onHub: boolean | null = null) =>
  makeNode(id, { isListed: false, onHub, domains: [] });

test("an upstream that could not be resolved is no dataset, but a step and an edge", () => {
  const graph = makeGraph([makeNode("x/a"), outside("name:Forum")], ["name:Forum -> x/a"]);
  const { nodes, edges, domains, unresolved } = toGraphStatistics(toImportedAnalysisGraph(graph));
  expect({ nodes, edges, unresolved }).toEqual({ nodes: 1, edges: 1, unresolved: 1 });
  expect(domains[0]).toMatchObject({ domain: "math", depth: 1, inDegree: 1, rootShare: 1, strictDepth: 0 });
});

test("a pair that is recorded twice counts twice, a dataset of two domains in both", () => {
  const graph = makeGraph(
    [makeNode("x/a", { domains: ["math", "code"] }), makeNode("x/b")],
    ["x/a -> x/b", "x/a -> x/b", "x/b -> x/b"],
  );
  const { domains, matrix, edges, strictEdges } = toGraphStatistics(toImportedAnalysisGraph(graph));
  expect([edges, strictEdges]).toEqual([3, 1]);
  expect(domains.slice(0, 2)).toMatchObject([
    { domain: "math", nodes: 2, inDegree: 1.5, outDegree: 1.5 },
    { domain: "code", nodes: 1, outDegree: 2 },
  ]);
  const cell = matrix.find(({ upstream, downstream }) => upstream === "code" && downstream === "math");
  expect(cell).toMatchObject({ count: 2, strictCount: 1 });
});

test("what the record says of the hub outweighs the id; where it lists datasets, only these are nodes", () => {
  const nodes = [
    makeNode("x/listed"),
    makeNode("x/gone", { onHub: false }),
    outside("x/exists", true),
    outside("x/unknown"),
    outside("x/traced"),
    makeNode("name:Listed"),
  ];
  const arrows = ["x/exists -> x/listed", "x/unknown -> x/traced"];
  const onHub = (graph: ImportedGraph) =>
    toImportedAnalysisGraph(graph)
      .nodes.filter((node) => node.onHub)
      .map(({ id }) => id);
  expect(onHub(makeGraph(nodes, arrows))).toEqual(["x/listed"]);
  expect(onHub(makeGraph([outside("x/a"), outside("x/b")], ["x/a -> x/b"]))).toEqual(["x/a", "x/b"]);
});

test("tracing ended where the record says so, and by the edges where it says nothing at all", () => {
  const ends = (...nodes: ImportedNode[]) =>
    toImportedAnalysisGraph(makeGraph(nodes, ["x/a -> x/b", "name:N -> x/c"])).nodes.map(
      ({ tracingEnd, isReadableRoot }) => [tracingEnd, isReadableRoot],
    );
  const ids = ["x/a", "x/b", "x/c"];
  expect(ends(...ids.map((id) => makeNode(id)))).toEqual([
    ["no-source-found", false],
    [null, false],
    ["sources-off-hub", false],
  ]);
  const [a, b, c] = ids.map((id) => makeNode(id, { tracingEnded: "not-said" }));
  expect(ends(a!, b!, c!).map(([end]) => end)).toEqual(["no-source-found", "cut-off", "sources-off-hub"]);
  expect(
    ends(
      makeNode("x/a", { tracingEnded: "no-source-found" }),
      makeNode("x/b"),
      makeNode("x/c", { tracingEnded: "released-2020-or-earlier" }),
    ),
  ).toEqual([
    ["no-source-found", true],
    [null, false],
    ["released-2020-or-earlier", false],
  ]);
});

test("the year is the last one in which it can have been released", () => {
  const released = { earliest: "2023-12-01", latest: "2024-01-31" };
  const graph = makeGraph([makeNode("x/a", { released }), makeNode("x/b")], []);
  expect(toImportedAnalysisGraph(graph).nodes.map(({ year }) => year)).toEqual([2024, null]);
});
