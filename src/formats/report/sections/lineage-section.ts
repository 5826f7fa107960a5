import type { DatasetId, Edge } from "../../../model/index.ts";
import { type LineagePart, toLineageChart, toRelationText } from "../../charts/index.ts";
import { type Markup, markup } from "../../markup.ts";
import { toIdMarkup, toIdText, toMeanText, toNumberText } from "../elements.ts";
import type { ReportPage, Section } from "../report-page.ts";
import { toTable } from "../table.ts";

/** The depth of the paper's Figure 1, and what stays legible. */
const limits = { maxDistance: 3, maxSiblings: 12, maxNodes: 72 };
const maxFocus = 12;
const maxRows = 150;
const maxQuote = 220;

/** The paper's Figure 1, once for every dataset in focus. */
export function toLineageSection(page: ReportPage): Section | null {
  const { focus } = page.input;
  if (focus.length === 0) return null;
  const rest = focus.length - maxFocus;
  return {
    name: "lineage",
    title: "Lineage",
    content: markup`<p>What each dataset was made of, as far as ${toNumberText(limits.maxDistance)} steps away by the shortest way. Influence runs from left to right.</p>
${focus.slice(0, maxFocus).map((id) => toLineageFigure(page, id))}${
  rest > 0 && markup`<p class="rest">${toNumberText(rest)} more datasets, not shown here.</p>`
}`,
  };
}

function toLineageFigure(page: ReportPage, id: DatasetId): Markup {
  const part = page.toPart(id, limits);
  const edges = listEdges(part);
  if (edges.length === 0) return markup`<p>${toIdMarkup(id)}: no upstream dataset is known.</p>`;
  const table = toTable({
    caption: `Edges of the lineage of ${toIdText(id)}`,
    columns: [
      { label: "Dataset" },
      { label: "was made of" },
      { label: "Relation" },
      { label: "Confidence", isNumber: true },
      { label: "Status" },
      { label: "Evidence" },
    ],
    rows: edges.slice(0, maxRows).map(toRow),
    total: edges.length,
  });
  return page.addFigure({
    caption: `Lineage of ${toIdText(id)}`,
    charts: [toLineageChart(part)],
    size: "natural",
    twin: table,
    twinTitle: "The edges with their evidence, as a table",
  });
}

function listEdges({ edges, groups }: LineagePart): readonly Edge[] {
  return [...edges, ...groups.flatMap((group) => group.edges)];
}

function toRow(edge: Edge): (Markup | string)[] {
  return [
    toIdMarkup(edge.downstream),
    toIdMarkup(edge.upstream),
    toRelationText(edge.relation),
    toMeanText(edge.confidence),
    edge.status === "accepted" ? "accepted" : "needs review",
    toEvidence(edge),
  ];
}

/** The first piece of evidence in its own words, with how many there are. */
function toEvidence({ evidence }: Edge): Markup | string {
  const [first] = evidence;
  if (first === undefined) return "none recorded";
  const more = evidence.length > 1 ? ` and ${toNumberText(evidence.length - 1)} more` : "";
  if (first.kind === "asserted") return `${first.by}: ${first.reason}${more}`;
  if (first.kind === "rows")
    return `${toNumberText(first.count)} of ${toNumberText(first.of)}: ${first.measure}${more}`;
  return markup`<q>${shorten(first.quote.text)}</q> <small>(${toDocumentLink(first.document)}${more})</small>`;
}

function toDocumentLink({ url, kind }: { readonly url: string; readonly kind: string }): Markup {
  const name = kind.replaceAll("-", " ");
  return /^https?:\/\/[^\s"<>]+$/i.test(url)
    ? markup`<a href="${url}" rel="noreferrer">${name}</a>`
    : markup`${name}`;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= maxQuote ? line : `${line.slice(0, maxQuote).toWellFormed()}…`;
}
