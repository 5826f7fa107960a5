import { z } from "zod";
import {
  Dataset,
  type DatasetId,
  Edge,
  isHubId,
  lineageGraphVersion,
  StemmaError,
} from "../../model/index.ts";
import type { ImportBuilder } from "../import-builder.ts";
import type { ImportFormat, TextFile } from "../import-format.ts";
import { toEvidenceTexts } from "../lineage-tables.ts";
import type { SourceRecord } from "../record-fields.ts";

const Canonical = z.object({
  schemaVersion: z.int(),
  datasets: z.array(z.unknown()),
  edges: z.array(z.unknown()),
  rejected: z.array(z.unknown()).default([]),
});
const Plain = z.object({ nodes: z.array(z.unknown()), edges: z.array(z.unknown()) });
const Record = z.record(z.string(), z.unknown());

/** The canonical export, `{nodes, edges}` of anybody, or Cytoscape JSON. */
export const json: ImportFormat = {
  name: "json",
  meaning: "Stemma's canonical JSON, any {nodes, edges}, Cytoscape JSON",
  fits: (files) =>
    files.length === 1 && files.every(({ text }) => /^\s*\{\s*"(?!target|source|name)/.test(text)),
  read: (files, builder) => {
    for (const file of files) readFile(file, builder);
  },
};

function readFile(file: TextFile, builder: ImportBuilder): void {
  const value = toElements(parseJson(file));
  const canonical = Canonical.safeParse(value);
  if (canonical.success) {
    readCanonical(canonical.data, file, builder);
    return;
  }
  const plain = Plain.safeParse(value);
  if (!plain.success) {
    throw new StemmaError(
      "corrupt",
      `${file.name} is JSON, but no graph: it has no lists "nodes" and "edges"`,
      {
        hint: "give Stemma's canonical JSON, or an object with the lists nodes and edges",
      },
    );
  }
  for (const [index, node] of plain.data.nodes.entries()) {
    const place = { file: file.name, line: null, path: `nodes[${index}]` };
    const record = toRecord(node);
    if (record === undefined) builder.reject("a dataset that is neither a text nor an object", node, place);
    else builder.addNode(record.id ?? record.name, record, place);
  }
  for (const [index, edge] of plain.data.edges.entries()) {
    const place = { file: file.name, line: null, path: `edges[${index}]` };
    const record = toEdgeRecord(edge);
    if (record === undefined) builder.reject("an edge that is neither a pair nor an object", edge, place);
    else builder.addEdge(toEnds(record), record, place);
  }
}

function parseJson({ name, text }: TextFile): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StemmaError(
      "corrupt",
      `${name} is no JSON: ${cause instanceof Error ? cause.message : cause}`,
      {
        hint: "export the graph again, or name its format",
        cause,
      },
    );
  }
}

/** Cytoscape keeps nodes and edges one level down; other tools call edges links. */
function toElements(value: unknown): unknown {
  const record = Record.safeParse(value).data;
  if (record === undefined) return value;
  const elements = Record.safeParse(record.elements).data;
  if (elements !== undefined) return elements;
  return record.edges === undefined ? { ...record, edges: record.links } : record;
}

function toRecord(value: unknown): SourceRecord | undefined {
  if (typeof value === "string") return { id: value };
  const record = Record.safeParse(value).data;
  return record === undefined ? undefined : (Record.safeParse(record.data).data ?? record);
}

function toEdgeRecord(value: unknown): SourceRecord | undefined {
  if (!Array.isArray(value)) return typeof value === "string" ? undefined : toRecord(value);
  const [upstream, downstream] = value;
  return { upstream, downstream };
}

function toEnds(record: SourceRecord) {
  return {
    upstream: record.upstream ?? record.source ?? record.from,
    downstream: record.downstream ?? record.target ?? record.to,
  };
}

function readCanonical(graph: z.infer<typeof Canonical>, file: TextFile, builder: ImportBuilder): void {
  if (graph.schemaVersion !== lineageGraphVersion) {
    throw new StemmaError(
      "corrupt",
      `${file.name} has schema version ${graph.schemaVersion}; this Stemma reads ${lineageGraphVersion}`,
      { hint: "export it with the same version of Stemma" },
    );
  }
  for (const [index, value] of graph.datasets.entries()) {
    const place = { file: file.name, line: null, path: `datasets[${index}]` };
    const dataset = Dataset.safeParse(value);
    if (dataset.success) builder.addNode(dataset.data.id, toNodeRecord(dataset.data), place);
    else builder.reject(toReason("dataset", dataset.error), value, place);
  }
  for (const [index, value] of graph.edges.entries()) {
    const place = { file: file.name, line: null, path: `edges[${index}]` };
    const edge = Edge.safeParse(value);
    if (edge.success) builder.addEdge(edge.data, toEdgeFields(edge.data), place);
    else builder.reject(toReason("edge", edge.error), value, place);
  }
}

function toReason(what: string, error: z.ZodError): string {
  const [issue] = error.issues;
  return `not ${what === "edge" ? "an edge" : `a ${what}`}: ${issue?.path.join(".")}: ${issue?.message}`;
}

function toNodeRecord(dataset: Dataset): SourceRecord {
  const { profile, outcome, released } = dataset;
  return {
    ...profile,
    title: dataset.title,
    outcome: outcome.kind,
    outcome_reason: outcome.kind === "cut-off" ? outcome.reason : null,
    on_hub: isOnHub(dataset.id, outcome.kind),
    released: released?.interval.earliest,
    released_latest: released?.interval.latest,
    gated: dataset.gated,
    downloads: dataset.hub?.downloads,
  };
}

function isOnHub(id: DatasetId, outcome: Dataset["outcome"]["kind"]): boolean {
  return isHubId(id) && outcome !== "not-on-hub";
}

function toEdgeFields(edge: Edge): SourceRecord {
  const documents = edge.evidence.flatMap((one) => (one.kind === "quote" ? [one.document.url] : []));
  return {
    relation: edge.relation,
    splits: edge.splits,
    confidence: edge.confidence,
    status: edge.status,
    evidence: toEvidenceTexts(edge),
    documents: [...new Set(documents)],
  };
}
