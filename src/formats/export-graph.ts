import { compareIds, type Dataset, type DatasetId, type Edge, type LineageGraph } from "../model/index.ts";

export interface ExportNode {
  readonly id: DatasetId;
  /** Undefined for the end of an edge that the graph lists no dataset for. */
  readonly dataset: Dataset | undefined;
}

/** Every dataset and every end of an edge once, in canonical order. */
export function toExportNodes(graph: LineageGraph): readonly ExportNode[] {
  const datasets = new Map(graph.datasets.map((dataset) => [dataset.id, dataset]));
  const ids = new Set([
    ...datasets.keys(),
    ...graph.edges.flatMap((edge) => [edge.upstream, edge.downstream]),
  ]);
  return [...ids].sort(compareIds).map((id) => ({ id, dataset: datasets.get(id) }));
}

/** The edges that are in the graph, by downstream, then upstream. */
export function toExportEdges(graph: LineageGraph): readonly Edge[] {
  return [...graph.edges].sort(
    (a, b) => compareIds(a.downstream, b.downstream) || compareIds(a.upstream, b.upstream),
  );
}
