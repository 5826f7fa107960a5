import type { ExportFormat } from "../export-format.ts";
import { toExportEdges, toExportNodes } from "../export-graph.ts";
import {
  type Cell,
  type Column,
  edgeAttributes,
  nodeAttributes,
  toEdgeCells,
  toNodeCells,
} from "../lineage-tables.ts";
import { toXmlAttributes, xmlDeclaration } from "../xml-text.ts";

type Attribute = Omit<Column, "cells">;
const gexfTypes = { text: "string", boolean: "boolean", integer: "integer", number: "double" } as const;
const nodeFields = nodeAttributes.filter(({ name }) => name !== "id");
const edgeFields = edgeAttributes.filter(({ name }) => name !== "upstream" && name !== "downstream");

/** GEXF 1.3: confidence is the weight of an edge, the relation its kind; evidence has no place here. */
export const gexf: ExportFormat = {
  name: "gexf",
  meaning: "GEXF 1.3 for Gephi, networkx and sigma",
  extension: "gexf",
  mediaType: "application/gexf+xml",
  needs: null,
  toContent: (graph) =>
    [
      xmlDeclaration,
      '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
      '  <graph mode="static" defaultedgetype="directed" idtype="string">',
      ...toDeclarations("node", nodeFields),
      ...toDeclarations("edge", edgeFields),
      "    <nodes>",
      ...toExportNodes(graph).flatMap((node) => [
        `      <node${toXmlAttributes({ id: node.id, label: node.id })}>`,
        ...toValues(nodeFields, toNodeCells(node)),
        "      </node>",
      ]),
      "    </nodes>",
      "    <edges>",
      ...toExportEdges(graph).flatMap((edge, position) => [
        `      <edge${toXmlAttributes({
          id: `e${position}`,
          source: edge.upstream,
          target: edge.downstream,
          kind: edge.relation,
          weight: edge.confidence,
        })}>`,
        ...toValues(edgeFields, toEdgeCells(edge)),
        "      </edge>",
      ]),
      "    </edges>",
      "  </graph>",
      "</gexf>",
      "",
    ].join("\n"),
};

function toDeclarations(domain: "node" | "edge", attributes: readonly Attribute[]): readonly string[] {
  return [
    `    <attributes class="${domain}" mode="static">`,
    ...attributes.map(
      ({ name, type }) => `      <attribute id="${name}" title="${name}" type="${gexfTypes[type]}"/>`,
    ),
    "    </attributes>",
  ];
}

function toValues(
  attributes: readonly Attribute[],
  cells: Readonly<Record<string, Cell>>,
): readonly string[] {
  const values = attributes
    .map(({ name }) => ({ name, cell: cells[name] ?? null }))
    .filter(({ cell }) => cell !== null)
    .map(({ name, cell }) => `          <attvalue${toXmlAttributes({ for: name, value: String(cell) })}/>`);
  return ["        <attvalues>", ...values, "        </attvalues>"];
}
