import { toTimelineChart, toTimelineCharts } from "../../charts/index.ts";
import { markup } from "../../markup.ts";
import { toNumberText } from "../elements.ts";
import type { ReportStatistics } from "../report-input.ts";
import type { ReportPage, Section } from "../report-page.ts";
import { toTable } from "../table.ts";

type TimelineEntry = ReportStatistics["timeline"][number];

/** The paper's Figure 4. */
export function toTimelineSection({ input, tools, addFigure }: ReportPage): Section | null {
  const timeline = input.statistics?.timeline ?? [];
  if (timeline.every(({ count }) => count === 0)) return null;
  return {
    name: "timeline",
    title: "Development over time",
    content: addFigure({
      caption: "Datasets released per year, by domain and kind",
      charts: toTimelineCharts(timeline, tools),
      whole: toTimelineChart(timeline, tools),
      size: "fluid",
      twin: toTimelineTable(timeline),
      twinTitle: "The numbers as a table",
    }),
  };
}

function toTimelineTable(timeline: readonly TimelineEntry[]) {
  const domains = [...new Set(timeline.map(({ domain }) => domain))];
  const byYear = Map.groupBy(timeline, ({ year }) => year);
  const find = (entries: readonly TimelineEntry[], domain: string, kind: TimelineEntry["kind"]) =>
    entries.find((entry) => entry.domain === domain && entry.kind === kind);
  return markup`${toTable({
    caption: "Datasets per year; roots in the strict sense in parentheses",
    groups: [{ label: "", span: 1 }, ...domains.map((label) => ({ label, span: 2 }))],
    columns: [
      { label: "Year" },
      ...domains.flatMap(() => [
        { label: "with sources", isNumber: true },
        { label: "roots", isNumber: true },
      ]),
    ],
    rows: [...byYear].map(([year, entries]) => [
      year === null ? "unknown" : String(year),
      ...domains.flatMap((domain) => {
        const root = find(entries, domain, "root");
        return [
          toNumberText(find(entries, domain, "internal")?.count ?? 0),
          `${toNumberText(root?.count ?? 0)} (${toNumberText(root?.strictCount ?? 0)})`,
        ];
      }),
    ]),
  })}`;
}
