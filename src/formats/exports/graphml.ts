import type { Edge } from "../../model/index.ts";
import type { ExportFormat } from "../export-format.ts";
import { toExportEdges, toExportNodes } from "../export-graph.ts";
import {
  type Cell,
  type Column,
  edgeAttributes,
  nodeAttributes,
  toEdgeCells,
  toEvidenceTexts,
  toNodeCells,
} from "../lineage-tables.ts";
import { toXmlText, xmlDeclaration } from "../xml-text.ts";

type Attribute = Omit<Column, "cells">;
const graphmlTypes = { text: "string", boolean: "boolean", integer: "int", number: "double" } as const;
const edgeFields: readonly Attribute[] = [
  ...edgeAttributes.filter(({ name }) => name !== "upstream" && name !== "downstream"),
  { name: "evidence", type: "text" },
];

/** GraphML: node names are `n0`, `n1` …, the dataset is in the attribute `id`. What is unknown has no element. */
export const graphml: ExportFormat = {
  name: "graphml",
  meaning: "GraphML for yEd, Gephi, networkx, igraph; Stemma reads it back",
  extension: "graphml",
  mediaType: "application/graphml+xml",
  needs: null,
  toContent: (graph) => {
    const nodes = toExportNodes(graph);
    const names = new Map(nodes.map(({ id }, position) => [id, `n${position}`]));
    return [
      xmlDeclaration,
      '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
      ...nodeAttributes.map((attribute) => toKey("node", attribute)),
      ...edgeFields.map((attribute) => toKey("edge", attribute)),
      '  <graph id="lineage" edgedefault="directed">',
      ...nodes.flatMap((node) => [
        `    <node id="${names.get(node.id)}">`,
        ...toData("node", nodeAttributes, toNodeCells(node)),
        "    </node>",
      ]),
      ...toExportEdges(graph).flatMap((edge, position) => [
        `    <edge id="e${position}" source="${names.get(edge.upstream)}" target="${names.get(edge.downstream)}">`,
        ...toData("edge", edgeFields, toEdgeFields(edge)),
        "    </edge>",
      ]),
      "  </graph>",
      "</graphml>",
      "",
    ].join("\n");
  },
};

function toEdgeFields(edge: Edge): Readonly<Record<string, Cell>> {
  return { ...toEdgeCells(edge), evidence: JSON.stringify(toEvidenceTexts(edge)) };
}

function toKey(domain: "node" | "edge", { name, type }: Attribute): string {
  return `  <key id="${domain}_${name}" for="${domain}" attr.name="${name}" attr.type="${graphmlTypes[type]}"/>`;
}

function toData(
  domain: "node" | "edge",
  attributes: readonly Attribute[],
  cells: Readonly<Record<string, Cell>>,
): readonly string[] {
  return attributes
    .map(({ name }) => ({ name, cell: cells[name] ?? null }))
    .filter(({ cell }) => cell !== null)
    .map(({ name, cell }) => `      <data key="${domain}_${name}">${toXmlText(String(cell))}</data>`);
}
