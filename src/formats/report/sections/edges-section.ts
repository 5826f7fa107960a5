import {
  countConfidence,
  countRelations,
  type EdgeCount,
  toConfidenceChart,
  toRelationChart,
} from "../../charts/index.ts";
import { type Markup, markup } from "../../markup.ts";
import { toNumberText } from "../elements.ts";
import type { ReportPage, Section } from "../report-page.ts";
import { toTable } from "../table.ts";

export function toEdgesSection({ input, tools, addFigure }: ReportPage): Section | null {
  const { edges } = input.graph;
  if (edges.length === 0) return null;
  return {
    name: "edges",
    title: "Relations and confidence",
    content: markup`<p>How datasets were made of others, and how sure that is. Confidence is computed from what can be checked: the kind of document, an exact id, the order of dates, how many documents agree. Below the threshold an edge waits for a review.</p>
${addFigure({
  caption: "Edges by relation and by confidence",
  charts: [toRelationChart(edges, tools), toConfidenceChart(edges, tools)],
  size: "fluid",
  twin: markup`${toCountTable("Edges by relation", "Relation", countRelations(edges))}${toCountTable("Edges by confidence", "Confidence", countConfidence(edges))}`,
  twinTitle: "The numbers as tables",
})}`,
  };
}

function toCountTable(caption: string, heading: string, counts: readonly EdgeCount[]): Markup {
  return toTable({
    caption,
    columns: [
      { label: heading },
      { label: "Accepted", isNumber: true },
      { label: "Needs review", isNumber: true },
    ],
    rows: counts.map(({ label, accepted, review }) => [label, toNumberText(accepted), toNumberText(review)]),
  });
}
