import type { Edge } from "../../model/index.ts";
import { findDatasetUrl } from "../dataset-iri.ts";
import type { ExportFormat } from "../export-format.ts";
import { type ExportNode, toExportEdges, toExportNodes } from "../export-graph.ts";

/** A Graphviz digraph, upstream above downstream; a dashed arrow still needs review. */
export const dot: ExportFormat = {
  name: "dot",
  meaning: "a drawing for Graphviz",
  extension: "dot",
  mediaType: "text/vnd.graphviz",
  needs: null,
  toContent: (graph) => {
    const nodes = toExportNodes(graph);
    const names = new Map(nodes.map(({ id }, position) => [id, `n${position}`]));
    return [
      "digraph lineage {",
      '  graph [charset="UTF-8", rankdir="TB"];',
      '  node [shape="box"];',
      ...nodes.map((node) => `  ${names.get(node.id)} [${toNodeAttributes(node)}];`),
      ...toExportEdges(graph).map(
        (edge) =>
          `  ${names.get(edge.upstream)} -> ${names.get(edge.downstream)} [${toEdgeAttributes(edge)}];`,
      ),
      "}",
      "",
    ].join("\n");
  },
};

function toNodeAttributes({ id, dataset }: ExportNode): string {
  const url = findDatasetUrl(id);
  return toAttributes({
    label: id,
    tooltip: dataset?.profile.summary || id,
    ...(url === undefined ? {} : { URL: url }),
    style: dataset?.isSeed ? "bold" : "solid",
    outcome: dataset?.outcome.kind ?? "",
    released: dataset?.released?.interval.earliest ?? "",
    licenses: dataset?.profile.licenses.join(", ") ?? "",
  });
}

function toEdgeAttributes(edge: Edge): string {
  return toAttributes({
    label: edge.relation,
    style: edge.status === "accepted" ? "solid" : "dashed",
    status: edge.status,
    confidence: String(edge.confidence),
    splits: edge.splits.join(", "),
  });
}

function toAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}="${toQuoted(value)}"`)
    .join(", ");
}

/** Graphviz resolves `\N`-like escapes and HTML entities in the texts it draws: neither is to come from a name. */
function toQuoted(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\n/g, " ")
    .replace(/\p{Cc}/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"');
}
