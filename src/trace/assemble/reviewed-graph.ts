import {
  type Dataset,
  type DatasetId,
  type Edge,
  type LineageGraph,
  type ReviewEvent,
  type ReviewVote,
  toIdKey,
} from "../../model/index.ts";

type EdgeEnds = Pick<Edge, "upstream" | "downstream">;

export interface ReviewedGraph {
  readonly graph: LineageGraph;
  /** Every review behind it, undone ones too. */
  readonly events: readonly ReviewEvent[];
  /** Standing decisions on the edge as it is, one per reviewer. */
  listVotes(edge: EdgeEnds): readonly ReviewVote[];
  /** By its id or an alias, however spelled. */
  findDataset(id: DatasetId): Dataset | undefined;
  /** The edge between these datasets, a rejected one too. */
  findEdge(ends: EdgeEnds): Edge | undefined;
}

/** The same graph with look-ups that are made when they are first used. */
export function toReviewedGraph(
  reviewed: Pick<ReviewedGraph, "graph" | "events" | "listVotes">,
): ReviewedGraph {
  const { graph } = reviewed;
  const datasets = once(() => indexDatasets(graph));
  const edges = once(() => Map.groupBy([...graph.edges, ...graph.rejected], ({ downstream }) => downstream));
  const findDataset = (id: DatasetId) => datasets().get(toIdKey(id));
  return {
    ...reviewed,
    findDataset,
    findEdge: (ends) => {
      const [upstream, downstream] = [findDataset(ends.upstream), findDataset(ends.downstream)];
      if (upstream === undefined || downstream === undefined) return undefined;
      return edges()
        .get(downstream.id)
        ?.find((edge) => edge.upstream === upstream.id);
    },
  };
}

function indexDatasets(graph: LineageGraph): Map<string, Dataset> {
  const datasets = new Map<string, Dataset>();
  for (const dataset of graph.datasets)
    for (const name of [dataset.id, ...dataset.aliases]) datasets.set(toIdKey(name), dataset);
  return datasets;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
