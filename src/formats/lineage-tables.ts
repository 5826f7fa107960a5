import {
  type DatasetId,
  type Edge,
  type Evidence,
  type LineageGraph,
  type Outcome,
  toDatasetIdKind,
} from "../model/index.ts";
import { type ExportNode, toExportEdges, toExportNodes } from "./export-graph.ts";

/** Raised when a column changes its meaning or goes; new columns may come without. */
export const tablesVersion = 1;

export const tableNames = ["nodes", "edges", "evidence"] as const;
export type TableName = (typeof tableNames)[number];

type ColumnType = "text" | "boolean" | "integer" | "number";
export type Cell = string | number | boolean | null;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly cells: readonly Cell[];
}

interface ColumnOf<Row> {
  readonly name: string;
  readonly type: ColumnType;
  readonly toCell: (row: Row) => Cell;
}

interface EvidenceRow {
  readonly edge: Edge;
  readonly position: number;
  readonly evidence: Evidence;
}

/** One table of the graph, column by column; lists stand in a cell as JSON. */
export function toLineageTable(graph: LineageGraph, name: TableName): readonly Column[] {
  if (name === "nodes") return toColumns(nodeColumns, toExportNodes(graph));
  if (name === "edges") return toColumns(edgeColumns, toExportEdges(graph));
  const rows = toExportEdges(graph).flatMap((edge) =>
    edge.evidence.map((evidence, position): EvidenceRow => ({ edge, position, evidence })),
  );
  return toColumns(evidenceColumns, rows);
}

function toColumns<Row>(columns: readonly ColumnOf<Row>[], rows: readonly Row[]): readonly Column[] {
  return columns.map(({ name, type, toCell }) => ({ name, type, cells: rows.map(toCell) }));
}

const nodeColumns: readonly ColumnOf<ExportNode>[] = [
  text("id", ({ id }) => id),
  text("id_kind", ({ id }) => toDatasetIdKind(id)),
  text("title", ({ dataset }) => dataset?.title ?? null),
  boolean("is_seed", ({ dataset }) => dataset?.isSeed ?? false),
  integer("distance", ({ dataset }) => dataset?.distance ?? null),
  text("kind", ({ dataset }) => dataset?.profile.kind ?? "unknown"),
  text("domains", ({ dataset }) => toList(dataset?.profile.domains)),
  text("methods", ({ dataset }) => toList(dataset?.profile.methods)),
  text("licenses", ({ dataset }) => toList(dataset?.profile.licenses)),
  text("languages", ({ dataset }) => toList(dataset?.profile.languages)),
  boolean("gated", ({ dataset }) => dataset?.gated ?? null),
  text("outcome", ({ dataset }) => dataset?.outcome.kind ?? null),
  text("outcome_reason", ({ dataset }) =>
    dataset === undefined ? null : findOutcomeReason(dataset.outcome),
  ),
  text("released_earliest", ({ dataset }) => dataset?.released?.interval.earliest ?? null),
  text("released_latest", ({ dataset }) => dataset?.released?.interval.latest ?? null),
  text("released_source", ({ dataset }) => dataset?.released?.source ?? null),
  text("last_modified", ({ dataset }) => dataset?.lastModified ?? null),
  text("test_split", ({ dataset }) => dataset?.profile.testSplit ?? null),
  number("downloads", ({ dataset }) => dataset?.hub?.downloads ?? null),
  text("hub_revision", ({ dataset }) => dataset?.hub?.revision ?? null),
  text("summary", ({ dataset }) => dataset?.profile.summary ?? ""),
  text("aliases", ({ dataset }) => toList(dataset?.aliases)),
  text("documents", ({ dataset }) => toList(dataset?.documents.map(({ url }) => url))),
  text("unreadable", ({ dataset }) => toList(dataset?.unreadable.map(({ url }) => url))),
];

const edgeColumns: readonly ColumnOf<Edge>[] = [
  text("upstream", ({ upstream }) => upstream),
  text("downstream", ({ downstream }) => downstream),
  text("relation", ({ relation }) => relation),
  text("status", ({ status }) => status),
  number("confidence", ({ confidence }) => confidence),
  text("splits", ({ splits }) => toList(splits)),
  text("decided_by", ({ decidedBy }) => decidedBy),
  text("reasons", ({ reasons }) => toList(reasons)),
  text("date_check", ({ dateCheck }) => dateCheck),
  boolean("on_cycle", ({ onCycle }) => onCycle),
  integer("evidence_count", ({ evidence }) => evidence.length),
];

const evidenceColumns: readonly ColumnOf<EvidenceRow>[] = [
  text("upstream", ({ edge }) => edge.upstream),
  text("downstream", ({ edge }) => edge.downstream),
  integer("position", ({ position }) => position),
  text("kind", ({ evidence }) => evidence.kind),
  text("relation", ({ evidence }) => (evidence.kind === "rows" ? null : evidence.relation)),
  text("document_url", ({ evidence }) => findQuote(evidence)?.document.url ?? null),
  text("document_kind", ({ evidence }) => findQuote(evidence)?.document.kind ?? null),
  text("document_revision", ({ evidence }) => findQuote(evidence)?.document.revision ?? null),
  text("document_sha256", ({ evidence }) => findQuote(evidence)?.document.sha256 ?? null),
  integer("quote_start", ({ evidence }) => findQuote(evidence)?.quote.start ?? null),
  integer("quote_end", ({ evidence }) => findQuote(evidence)?.quote.end ?? null),
  text("quote", ({ evidence }) => findQuote(evidence)?.quote.text ?? null),
  text("section", ({ evidence }) => toList(findQuote(evidence)?.section)),
  text("mention", ({ evidence }) => findQuote(evidence)?.mention ?? null),
  text("method", ({ evidence }) => findQuote(evidence)?.method ?? null),
  text("measure", ({ evidence }) => (evidence.kind === "rows" ? evidence.measure : null)),
  integer("rows_found", ({ evidence }) => (evidence.kind === "rows" ? evidence.count : null)),
  integer("rows_of", ({ evidence }) => (evidence.kind === "rows" ? evidence.of : null)),
  text("rows_inputs", ({ evidence }) => toList(evidence.kind === "rows" ? evidence.inputs : [])),
  text("asserted_by", ({ evidence }) => (evidence.kind === "asserted" ? evidence.by : null)),
  text("asserted_reason", ({ evidence }) => (evidence.kind === "asserted" ? evidence.reason : null)),
];

function text<Row>(name: string, toCell: (row: Row) => string | null): ColumnOf<Row> {
  return { name, type: "text", toCell };
}

function boolean<Row>(name: string, toCell: (row: Row) => boolean | null): ColumnOf<Row> {
  return { name, type: "boolean", toCell };
}

function integer<Row>(name: string, toCell: (row: Row) => number | null): ColumnOf<Row> {
  return { name, type: "integer", toCell };
}

function number<Row>(name: string, toCell: (row: Row) => number | null): ColumnOf<Row> {
  return { name, type: "number", toCell };
}

function toList(items: readonly (DatasetId | string)[] = []): string {
  return JSON.stringify(items);
}

function findQuote(evidence: Evidence): Extract<Evidence, { kind: "quote" }> | undefined {
  return evidence.kind === "quote" ? evidence : undefined;
}

/** The words beside an outcome: why it was cut off or could not be read; null where there are none. */
function findOutcomeReason(outcome: Outcome): string | null {
  return outcome.kind === "cut-off" || outcome.kind === "unreadable" ? outcome.reason : null;
}

/** Of a dataset and an edge: the fields that formats with typed attributes carry, by column. */
export function toNodeCells(node: ExportNode): Readonly<Record<string, Cell>> {
  return Object.fromEntries(nodeColumns.map(({ name, toCell }) => [name, toCell(node)]));
}

export function toEdgeCells(edge: Edge): Readonly<Record<string, Cell>> {
  return Object.fromEntries(edgeColumns.map(({ name, toCell }) => [name, toCell(edge)]));
}

/** Names and types of the columns of the two tables that are also attributes elsewhere. */
export const nodeAttributes: readonly Omit<Column, "cells">[] = nodeColumns.map(({ name, type }) => ({
  name,
  type,
}));
export const edgeAttributes: readonly Omit<Column, "cells">[] = edgeColumns.map(({ name, type }) => ({
  name,
  type,
}));

/** What an edge rests on, in a line each: the quote, the count, or the word of whoever asserts it. */
export function toEvidenceTexts(edge: Edge): readonly string[] {
  return edge.evidence.map((evidence) => {
    if (evidence.kind === "quote") return evidence.quote.text;
    if (evidence.kind === "rows") return `${evidence.measure}: ${evidence.count} of ${evidence.of}`;
    return `${evidence.by}: ${evidence.reason}`;
  });
}
