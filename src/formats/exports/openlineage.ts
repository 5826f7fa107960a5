import { type DatasetId, type Edge, toDatasetIdKind } from "../../model/index.ts";
import type { ExportFormat } from "../export-format.ts";
import { type ExportNode, toExportEdges, toExportNodes } from "../export-graph.ts";
import { toJsonLine } from "../json-text.ts";
import { toEvidenceTexts } from "../lineage-tables.ts";

type Json = Readonly<Record<string, unknown>>;

const producer = "urn:stemma:export";
const specification = "https://openlineage.io/spec";
/** For a dataset whose release is not known: the events must have a time, and no clock is read. */
const unknownTime = "1970-01-01T00:00:00Z";

/**
 * OpenLineage, a JobEvent per line: lineage by design, no run was observed. The job stands for the making of one
 * dataset, its time is the earliest day of that dataset's release.
 */
export const openlineage: ExportFormat = {
  name: "openlineage",
  meaning: "OpenLineage job events, one per line, for Marquez and DataHub",
  extension: "openlineage.jsonl",
  mediaType: "application/x-ndjson",
  needs: null,
  toContent: (graph) => {
    const nodes = new Map(toExportNodes(graph).map((node) => [node.id, node]));
    const byDownstream = Map.groupBy(toExportEdges(graph), ({ downstream }) => downstream);
    return [...nodes.values()]
      .filter(({ id }) => byDownstream.has(id))
      .map((node) => toJsonLine(toEvent(node, byDownstream.get(node.id) ?? [], nodes)))
      .join("");
  },
};

function toEvent(node: ExportNode, edges: readonly Edge[], nodes: ReadonlyMap<DatasetId, ExportNode>): Json {
  const released = node.dataset?.released?.interval.earliest;
  return {
    eventTime: released === undefined ? unknownTime : `${released}T00:00:00Z`,
    producer,
    schemaURL: `${specification}/2-0-2/OpenLineage.json#/$defs/JobEvent`,
    job: { namespace: "stemma", name: `make ${node.id}`.toWellFormed() },
    inputs: edges.map((edge) => ({
      ...toDataset(nodes.get(edge.upstream) ?? { id: edge.upstream, dataset: undefined }),
      inputFacets: { stemma_edge: toEdgeFacet(edge) },
    })),
    outputs: [toDataset(node)],
  };
}

function toDataset({ id, dataset }: ExportNode): Json {
  const name = toName(id);
  if (dataset === undefined) return name;
  const tags = [
    ...dataset.profile.licenses.map((value) => ({ key: "license", value, source: "stemma" })),
    ...dataset.profile.domains.map((value) => ({ key: "domain", value, source: "stemma" })),
    { key: "outcome", value: dataset.outcome.kind, source: "stemma" },
  ];
  return {
    ...name,
    facets: {
      documentation: toFacet("DocumentationDatasetFacet", "1-1-0", {
        description: dataset.profile.summary || id,
      }),
      tags: toFacet("TagsDatasetFacet", "1-0-0", { tags }),
      ...(dataset.hub?.revision
        ? {
            version: toFacet("DatasetVersionDatasetFacet", "1-0-1", { datasetVersion: dataset.hub.revision }),
          }
        : {}),
    },
  };
}

/** Where a dataset lives, and its name there. */
function toName(id: DatasetId): { readonly namespace: string; readonly name: string } {
  const kind = toDatasetIdKind(id);
  if (kind === "github") return { namespace: "https://github.com", name: id.slice("github:".length) };
  if (kind === "url") return { namespace: "web", name: id.slice("url:".length) };
  if (kind === "name") return { namespace: "unresolved", name: id.slice("name:".length).toWellFormed() };
  return { namespace: "https://huggingface.co/datasets", name: id };
}

function toFacet(name: string, version: string, content: Json): Json {
  return {
    _producer: producer,
    _schemaURL: `${specification}/facets/${version}/${name}.json#/$defs/${name}`,
    ...content,
  };
}

/** A custom facet: its fields are Stemma's own and named in the reference page. */
function toEdgeFacet(edge: Edge): Json {
  return {
    _producer: producer,
    _schemaURL: "urn:stemma:schemas:edge.v1",
    relation: edge.relation,
    status: edge.status,
    confidence: edge.confidence,
    splits: edge.splits,
    evidence: toEvidenceTexts(edge),
  };
}
