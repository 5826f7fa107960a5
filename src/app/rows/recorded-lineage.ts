import { createRuleAgents } from "../../agents/index.ts";
import {
  type Dataset,
  type Edge,
  type ImportedEdge,
  type ImportedGraph,
  type ImportedNode,
  type LineageGraph,
  lineageGraphVersion,
} from "../../model/index.ts";

/**
 * A graph that somebody else recorded, in the form that lineage is asked in. What the record does not say of a dataset, its
 * name tells where it can; an edge without a relation is read as direct inclusion (roots T8), one without a confidence
 * as certain.
 */
export function toRecordedLineage({ nodes, edges }: ImportedGraph): LineageGraph {
  const agents = createRuleAgents();
  return {
    schemaVersion: lineageGraphVersion,
    seeds: [],
    datasets: nodes.map((node) => toDataset(node, agents)),
    edges: edges.filter(({ status }) => status !== "rejected").map(toEdge),
    rejected: [],
  };
}

function toDataset(node: ImportedNode, agents: ReturnType<typeof createRuleAgents>): Dataset {
  const { id, title, gated, summary, methods } = node;
  const bare = agents.toBareProfile({
    id,
    aliases: [],
    names: agents.listNames(null, id, null),
    record: null,
  });
  return {
    id,
    aliases: [],
    title,
    distance: null,
    isSeed: false,
    outcome: { kind: "traced" },
    released: null,
    lastModified: null,
    gated: gated ?? false,
    hub: null,
    profile: {
      ...bare,
      summary,
      methods,
      domains: node.domains,
      kind: node.kind === "unknown" ? bare.kind : node.kind,
      testSplit: node.testSplit ?? bare.testSplit,
    },
    documents: [],
    unreadable: [],
    notes: [],
  };
}

function toEdge({ upstream, downstream, relation, splits, confidence, status }: ImportedEdge): Edge {
  return {
    upstream,
    downstream,
    relation: relation ?? "direct-inclusion",
    splits,
    confidence: confidence ?? 1,
    features: {},
    status: status ?? "accepted",
    decidedBy: "record",
    reasons: [],
    dateCheck: "unknown",
    onCycle: false,
    resolutions: [],
    evidence: [],
  };
}
