import {
  type AnalysisGraph,
  type AnalysisNode,
  type ImportedEdge,
  type ImportedGraph,
  type ImportedNode,
  isHubId,
  type TracingEnd,
} from "../../model/index.ts";

/**
 * What the statistics need of a graph that somebody else recorded: every edge as it is recorded, repeated ones too. Where
 * the record does not say what is on the hub, a dataset that it lists is by its id; where it says of no dataset how tracing
 * ended, tracing ended at those without an upstream on the hub. Where it lists datasets, a source that only an edge names is
 * none of its nodes (roots G1), even if the edge says that it exists.
 */
export function toImportedAnalysisGraph({ nodes, edges }: ImportedGraph): AnalysisGraph {
  const onHub = toHubIds(nodes, edges);
  const upstreams = Map.groupBy(edges, ({ downstream }) => downstream);
  const listsDatasets = nodes.some(({ isListed }) => isListed);
  const saysEnding = nodes.some(({ tracingEnded }) => tracingEnded !== null);
  const toNode = (node: ImportedNode): AnalysisNode => {
    const own = upstreams.get(node.id) ?? [];
    const hasHubUpstream = own.some(({ upstream }) => onHub.has(upstream));
    const structure = { hasUpstream: own.length > 0, hasHubUpstream };
    return {
      id: node.id,
      onHub: onHub.has(node.id) && (node.isListed || !listsDatasets),
      domains: node.domains,
      year: node.released === null ? null : Number(node.released.latest.slice(0, 4)),
      tracingEnd: saysEnding ? toRecordedEnd(node, structure) : findEnd(structure),
      isReadableRoot: node.tracingEnded === "no-source-found" && own.length === 0,
    };
  };
  return {
    nodes: nodes.map(toNode),
    edges: edges.map(({ upstream, downstream }) => ({ upstream, downstream })),
  };
}

/** The word of the record first; else what it lists, or what an edge leads to, is there if its id can be. */
function toHubIds(nodes: readonly ImportedNode[], edges: readonly ImportedEdge[]): ReadonlySet<string> {
  const listsDatasets = nodes.some(({ isListed }) => isListed);
  const traced = new Set(edges.map(({ downstream }) => downstream));
  const isThere = ({ id, onHub, isListed }: ImportedNode) =>
    onHub ?? (isHubId(id) && (isListed || !listsDatasets || traced.has(id)));
  return new Set(nodes.filter(isThere).map(({ id }) => id));
}

interface Structure {
  readonly hasUpstream: boolean;
  readonly hasHubUpstream: boolean;
}

function toRecordedEnd({ tracingEnded }: ImportedNode, structure: Structure): TracingEnd | null {
  if (tracingEnded !== "not-said") return tracingEnded;
  return findEnd(structure) ?? "cut-off";
}

function findEnd({ hasUpstream, hasHubUpstream }: Structure): TracingEnd | null {
  if (hasHubUpstream) return null;
  return hasUpstream ? "sources-off-hub" : "no-source-found";
}
