import type { Dataset, Edge, LineageGraph } from "../../src/model/index.ts";

/** A dataset that was traced, with the fields a test does not care about filled in. */
export function makeDataset(id: string, changes: Partial<Dataset> = {}): Dataset {
  return {
    id,
    aliases: [],
    title: null,
    distance: 0,
    isSeed: false,
    outcome: { kind: "traced" },
    released: null,
    lastModified: null,
    gated: false,
    hub: null,
    profile: {
      summary: "",
      domains: [],
      methods: [],
      kind: "unknown",
      testSplit: null,
      licenses: [],
      languages: [],
    },
    documents: [],
    unreadable: [],
    notes: [],
    ...changes,
  };
}

export function makeEdge(upstream: string, downstream: string, changes: Partial<Edge> = {}): Edge {
  return {
    upstream,
    downstream,
    relation: "direct-inclusion",
    splits: [],
    confidence: 0.9,
    features: {},
    status: "accepted",
    decidedBy: "confidence",
    reasons: [],
    dateCheck: "in-order",
    onCycle: false,
    resolutions: [],
    evidence: [],
    ...changes,
  };
}

/** A graph of `a -> b` strings (upstream to downstream); datasets are those the edges name. */
export function makeGraph(arrows: readonly string[], seeds: readonly string[] = []): LineageGraph {
  const edges = arrows.map((arrow) => {
    const [upstream = "", downstream = ""] = arrow.split(" -> ");
    return makeEdge(upstream, downstream);
  });
  const ids = new Set([...seeds, ...edges.flatMap((edge) => [edge.upstream, edge.downstream])]);
  const datasets = [...ids].sort().map((id) => makeDataset(id, { isSeed: seeds.includes(id) }));
  return { schemaVersion: 1, seeds: [...seeds], datasets, edges, rejected: [] };
}
