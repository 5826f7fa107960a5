import type { Edge } from "../../model/index.ts";
import { findDatasetUrl, toDatasetIri } from "../dataset-iri.ts";
import type { ExportFormat } from "../export-format.ts";
import { type ExportNode, toExportEdges, toExportNodes } from "../export-graph.ts";
import { toJson } from "../json-text.ts";
import { toEvidenceTexts } from "../lineage-tables.ts";
import { findSpdxIdentifier } from "../spdx-licenses.ts";

type Json = Readonly<Record<string, unknown>>;

/** CycloneDX 1.6: every dataset a component of type `data`, every edge a dependency and a property of its downstream. */
export const cyclonedx: ExportFormat = {
  name: "cyclonedx",
  meaning: "a CycloneDX 1.6 bill of materials (ML-BOM) for supply-chain tools",
  extension: "cdx.json",
  mediaType: "application/vnd.cyclonedx+json",
  needs: null,
  toContent: (graph) => {
    const byDownstream = Map.groupBy(toExportEdges(graph), ({ downstream }) => downstream);
    const nodes = toExportNodes(graph);
    return toJson({
      $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      version: 1,
      metadata: { tools: { components: [{ type: "application", name: "stemma" }] } },
      components: nodes.map((node) => toComponent(node, byDownstream.get(node.id) ?? [])),
      dependencies: nodes.map(({ id }) => ({
        ref: toDatasetIri(id),
        dependsOn: (byDownstream.get(id) ?? []).map(({ upstream }) => toDatasetIri(upstream)),
      })),
    });
  },
};

function toComponent({ id, dataset }: ExportNode, edges: readonly Edge[]): Json {
  const url = findDatasetUrl(id);
  return {
    type: "data",
    "bom-ref": toDatasetIri(id),
    name: id,
    ...(dataset?.hub?.revision ? { version: dataset.hub.revision } : {}),
    ...(dataset?.profile.summary ? { description: dataset.profile.summary } : {}),
    licenses: (dataset?.profile.licenses ?? []).map(toLicense),
    ...(url === undefined ? {} : { externalReferences: [{ type: "distribution", url }] }),
    data: [
      {
        type: "dataset",
        name: dataset?.title ?? id,
        ...(dataset === undefined ? {} : { classification: dataset.gated ? "gated" : "public" }),
      },
    ],
    properties: [
      ...(dataset === undefined ? [] : toDatasetProperties(dataset)),
      ...edges.flatMap((edge, position) => toEdgeProperties(edge, `stemma:upstream:${position}`)),
    ],
  };
}

function toLicense(tag: string): Json {
  const identifier = findSpdxIdentifier(tag);
  return { license: identifier === undefined ? { name: tag } : { id: identifier } };
}

function toDatasetProperties(dataset: NonNullable<ExportNode["dataset"]>): readonly Json[] {
  return [
    { name: "stemma:outcome", value: dataset.outcome.kind },
    { name: "stemma:kind", value: dataset.profile.kind },
    ...dataset.profile.domains.map((value) => ({ name: "stemma:domain", value })),
    ...(dataset.released === null
      ? []
      : [{ name: "stemma:released", value: dataset.released.interval.earliest }]),
  ];
}

function toEdgeProperties(edge: Edge, prefix: string): readonly Json[] {
  return [
    { name: `${prefix}:ref`, value: toDatasetIri(edge.upstream) },
    { name: `${prefix}:relation`, value: edge.relation },
    { name: `${prefix}:status`, value: edge.status },
    { name: `${prefix}:confidence`, value: String(edge.confidence) },
    ...edge.splits.map((value) => ({ name: `${prefix}:split`, value })),
    ...toEvidenceTexts(edge).map((value) => ({ name: `${prefix}:evidence`, value })),
  ];
}
