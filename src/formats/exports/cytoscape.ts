import type { ExportFormat } from "../export-format.ts";
import { toExportEdges, toExportNodes } from "../export-graph.ts";
import { toJson } from "../json-text.ts";
import { toEdgeCells, toEvidenceTexts, toNodeCells } from "../lineage-tables.ts";

/** Cytoscape JSON. `value` and `name` of a node are there for networkx, `shared_name` for Cytoscape Desktop. */
export const cytoscape: ExportFormat = {
  name: "cytoscape",
  meaning: "Cytoscape JSON for Cytoscape Desktop, cytoscape.js and networkx",
  extension: "cyjs",
  mediaType: "application/json",
  needs: null,
  toContent: (graph) =>
    toJson({
      format_version: "1.0",
      generated_by: "stemma",
      target_cytoscapejs_version: "~3.0",
      directed: true,
      multigraph: false,
      data: { name: "lineage", shared_name: "lineage" },
      elements: {
        nodes: toExportNodes(graph).map((node) => ({
          data: { ...toNodeCells(node), id: node.id, name: node.id, shared_name: node.id, value: node.id },
        })),
        edges: toExportEdges(graph).map((edge, position) => ({
          data: {
            ...toEdgeCells(edge),
            id: `e${position}`,
            source: edge.upstream,
            target: edge.downstream,
            interaction: edge.relation,
            evidence: toEvidenceTexts(edge),
          },
        })),
      },
    }),
};
