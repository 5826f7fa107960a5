import {
  type Dataset,
  type DatasetId,
  type Edge,
  type LineageGraph,
  type ReviewEvent,
  type ReviewVote,
  toIdKey,
} from "../../model/index.ts";
import { once } from "./once.ts";

type EdgeEnds = Pick<Edge, "upstream" | "downstream">;

export interface ReviewedGraph {
  readonly graph: LineageGraph;
  /** Every review behind it, undone ones too. */
  readonly events: readonly ReviewEvent[];
  /** Standing decisions on the edge as it is, one per reviewer. */
  listVotes(edge: EdgeEnds): readonly ReviewVote[];
  /** By its id or an alias, however spelled. */
  findDataset(id: DatasetId): Dataset | undefined;
  /** How many datasets are downstream of each that has an edge, itself included. */
  countReach(): ReadonlyMap<DatasetId, number>;
  /** The edge between these datasets, a rejected one too. */
  findEdge(ends: EdgeEnds): Edge | undefined;
}

/** The same graph with look-ups that are made when they are first used. */
export function toReviewedGraph(reviewed: Omit<ReviewedGraph, "findDataset" | "findEdge">): ReviewedGraph {
  const { graph } = reviewed;
  const datasets = once(() => indexDatasets(graph));
  const findDataset = (id: DatasetId) => datasets().get(toIdKey(id));
  return {
    ...reviewed,
    findDataset,
    findEdge: (ends) => {
      const [upstream, downstream] = [findDataset(ends.upstream)?.id, findDataset(ends.downstream)?.id];
      const isWanted = (edge: Edge) => edge.downstream === downstream && edge.upstream === upstream;
      return graph.edges.find(isWanted) ?? graph.rejected.find(isWanted);
    },
  };
}

function indexDatasets(graph: LineageGraph): Map<string, Dataset> {
  const datasets = new Map<string, Dataset>();
  for (const dataset of graph.datasets)
    for (const name of [dataset.id, ...dataset.aliases]) datasets.set(toIdKey(name), dataset);
  return datasets;
}
