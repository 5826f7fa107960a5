import {
  compareIds,
  type DatasetId,
  type Edge,
  isHubId,
  isSameDataset,
  type LineageGraph,
  StemmaError,
} from "../../model/index.ts";
import { findDatasetUrl } from "../dataset-iri.ts";
import { toExportEdges } from "../export-graph.ts";
import { toCount } from "../findings-format.ts";
import { isQuote } from "../provenance-names.ts";
import { toMarkdownText } from "../visible-text.ts";

const maxQuoteLength = 160;

/** What `stemma` writes into a dataset card between its marks: the direct upstreams, each with how it is known. */
export function toCardSection(graph: LineageGraph, id: DatasetId): string {
  if (!graph.datasets.some((dataset) => isSameDataset(dataset.id, id))) {
    throw new StemmaError("not-found", `the graph has no dataset ${id}`, {
      hint: "stemma list shows what is in the store",
    });
  }
  const edges = listDirectEdges(graph, id);
  if (edges.length === 0) return ["## Lineage", "", "No upstream dataset is known."].join("\n");
  const ancestors = countAncestors(graph, id);
  return [
    "## Lineage",
    "",
    `Built on ${toCount(edges.length, "dataset")} directly, on ${ancestors} in all.`,
    "",
    "| upstream | relation | splits | known from | status |",
    "| --- | --- | --- | --- | --- |",
    ...edges.map(toRow),
  ].join("\n");
}

/** The accepted direct upstreams that are on the hub: what `source_datasets` of the card may name. */
export function listSourceDatasets(graph: LineageGraph, id: DatasetId): readonly DatasetId[] {
  return listDirectEdges(graph, id)
    .filter(({ status, upstream }) => status === "accepted" && isHubId(upstream))
    .map(({ upstream }) => upstream)
    .sort(compareIds);
}

function listDirectEdges(graph: LineageGraph, id: DatasetId): readonly Edge[] {
  return toExportEdges(graph).filter(({ downstream }) => isSameDataset(downstream, id));
}

function countAncestors(graph: LineageGraph, id: DatasetId): number {
  const byDownstream = Map.groupBy(graph.edges, ({ downstream }) => downstream.toLowerCase());
  const found = new Set<string>();
  const open = [id.toLowerCase()];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { upstream } of byDownstream.get(next) ?? []) {
      const key = upstream.toLowerCase();
      if (found.has(key) || key === id.toLowerCase()) continue;
      found.add(key);
      open.push(key);
    }
  }
  return found.size;
}

function toRow(edge: Edge): string {
  const url = findDatasetUrl(edge.upstream);
  const name = toMarkdownText(edge.upstream);
  const upstream = url === undefined ? name : `[${name}](${toLinkTarget(url)})`;
  const cells = [
    upstream,
    edge.relation,
    edge.splits.map(toMarkdownText).join(", "),
    toEvidenceText(edge),
    edge.status === "accepted" ? "accepted" : "needs review",
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The first quote, cut to a line, with where it stands. */
function toEvidenceText(edge: Edge): string {
  const quotes = edge.evidence.filter(isQuote);
  const [first] = quotes;
  if (first === undefined) return toMarkdownText(edge.evidence.map(({ kind }) => kind).join(", "));
  const characters = [...first.quote.text];
  const text =
    characters.length > maxQuoteLength
      ? `${characters.slice(0, maxQuoteLength).join("")}…`
      : first.quote.text;
  const more = quotes.length === 1 ? "" : ` and ${quotes.length - 1} more`;
  const url = /^https?:\/\//i.test(first.document.url) ? first.document.url : undefined;
  const quote = `“${toMarkdownText(text)}”`;
  return `${url === undefined ? quote : `[${quote}](${toLinkTarget(url)})`}${more}`;
}

function toLinkTarget(url: string): string {
  return url
    .toWellFormed()
    .replace(/[\s\p{C}()<>|\\"'`]/gu, (character) =>
      /[()']/.test(character) ? `%${character.charCodeAt(0).toString(16)}` : encodeURIComponent(character),
    );
}
