import {
  type AnalysisGraph,
  type AnalysisNode,
  type Dataset,
  type DatasetId,
  isHubId,
  type LineageGraph,
  type TracingEnd,
  toIdKey,
} from "../../model/index.ts";
import { toLineageIndex } from "../lineage-index.ts";

/** What the statistics need of a lineage graph: every dataset a node, every edge of the graph an edge. */
export function toAnalysisGraph(graph: LineageGraph): AnalysisGraph {
  const index = toLineageIndex(graph);
  const toId = (id: DatasetId) => index.findDataset(id)?.id ?? toIdKey(id);
  const onHub = new Set(graph.datasets.filter(isOnHub).map(({ id }) => id));
  const hasHubUpstream = ({ id }: Dataset) =>
    index.listEdges(id, "up").some(({ upstream }) => onHub.has(toId(upstream)));
  return {
    nodes: graph.datasets.map((dataset) => ({
      id: dataset.id,
      onHub: onHub.has(dataset.id),
      domains: dataset.profile.domains,
      year: toYear(dataset),
      tracingEnd: toTracingEnd(dataset, hasHubUpstream(dataset)),
      isReadableRoot: isReadableRoot(dataset, index.listEdges(dataset.id, "up").length > 0),
    })),
    edges: graph.edges.map((edge) => ({ upstream: toId(edge.upstream), downstream: toId(edge.downstream) })),
  };
}

/** A hub id is on the hub unless the hub said that it has no such dataset. */
function isOnHub({ id, outcome }: Dataset): boolean {
  const isMissing = outcome.kind === "unreadable" && outcome.reason === "missing";
  return isHubId(id) && outcome.kind !== "not-on-hub" && !isMissing;
}

/** The last year in which it can have been released, which is the year wherever the date is known to the day. */
function toYear({ released }: Dataset): number | null {
  return released === null ? null : Number(released.interval.latest.slice(0, 4));
}

function isReadableRoot({ outcome }: Dataset, hasUpstream: boolean): AnalysisNode["isReadableRoot"] {
  return !hasUpstream && (outcome.kind === "root-declared" || outcome.kind === "root-no-statement");
}

/** An upstream in the graph, however it got there, outweighs the outcome: the dataset was traced on. */
function toTracingEnd({ outcome }: Dataset, hasHubUpstream: boolean): TracingEnd | null {
  if (outcome.kind === "cut-off")
    return outcome.reason === "released-2020-or-earlier" ? "released-2020-or-earlier" : "cut-off";
  if (hasHubUpstream) return null;
  if (outcome.kind === "traced" || outcome.kind === "not-on-hub") return "sources-off-hub";
  return outcome.kind === "unreadable" ? "unreadable" : "no-source-found";
}
