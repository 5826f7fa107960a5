import type { Domain } from "../../model/index.ts";
import { markup } from "../markup.ts";
import type { Chart } from "./chart.ts";
import { drawLegend } from "./legend.ts";
import { type ChartTools, drawPanel, toCountTicks } from "./plot-panel.ts";
import { gridRule, hollowBar, solidBar, toNoticedLabels } from "./plot-style.ts";

export interface TimelinePoint {
  /** Null for datasets whose year is not known. */
  readonly year: number | null;
  readonly domain: Domain;
  readonly kind: "internal" | "root";
  readonly count: number;
}

const width = 300;
const plotHeight = 190;

/** One panel per domain of the paper's Figure 4, on the same scales: datasets per year, those with sources and roots. */
export function toTimelineCharts(points: readonly TimelinePoint[], tools: ChartTools): Chart[] {
  const years = toYears(points);
  const totals = Map.groupBy(points, ({ year, domain }) => `${year} ${domain}`);
  const most = Math.max(1, ...[...totals.values()].map(toTotal));
  const domains = [...new Set(points.map(({ domain }) => domain))];
  return domains.map((domain) =>
    toPanel({ domain, years, most, points: points.filter((point) => point.domain === domain) }, tools),
  );
}

/** The panels one below the other, for a file of its own. */
export function toTimelineChart(points: readonly TimelinePoint[], tools: ChartTools): Chart {
  const panels = toTimelineCharts(points, tools);
  const columns = panels.length > 1 ? 2 : 1;
  const rows = Math.max(1, Math.ceil(panels.length / columns));
  const height = panels[0]?.height ?? 20;
  return {
    title: "Datasets per year, by domain and kind",
    description: panels.map(({ title, description }) => `${title}: ${description}`).join(" "),
    width: columns * width,
    height: rows * (height + 20),
    content: markup`${panels.map(
      ({ title, content }, at) =>
        markup`<g transform="translate(${(at % columns) * width} ${Math.floor(at / columns) * (height + 20)})"><text class="name" x="8" y="15">${title}</text><g transform="translate(0 20)">${content}</g></g>`,
    )}`,
  };
}

interface Panel {
  readonly domain: Domain;
  readonly years: readonly string[];
  readonly most: number;
  readonly points: readonly TimelinePoint[];
}

const unknownYear = "?";

function toPanel({ domain, years, most, points }: Panel, tools: ChartTools): Chart {
  const { barY, ruleY, text } = tools.plot;
  const bars = points
    .filter(({ count }) => count > 0)
    .map((point) => ({ ...point, x: toYearLabel(point.year) }));
  const sums = [...Map.groupBy(bars, ({ x }) => x)].map(([x, group]) => ({ x, sum: toTotal(group) }));
  const ticks = toCountTicks(most);
  const stack = { x: "x", y: "count" };
  const plot = drawPanel(tools, {
    width,
    height: plotHeight,
    marginLeft: 34,
    marginBottom: 26,
    marginTop: 18,
    marginRight: 8,
    x: {
      type: "band",
      domain: [...years],
      label: null,
      ticks: toNoticedLabels(years, width - 42),
      tickSize: 0,
      padding: 0.2,
    },
    y: { domain: [0, ticks.at(-1) ?? 1], ticks, label: null, tickSize: 0, tickFormat: "d" },
    marks: [
      ruleY(ticks, gridRule),
      barY(
        bars.filter(({ kind }) => kind === "internal"),
        { ...stack, ...solidBar },
      ),
      barY(toRootBars(bars), { x: "x", y1: "from", y2: "to", ...hollowBar }),
      years.length > 14
        ? null
        : text(sums, {
            x: "x",
            y: "sum",
            text: "sum",
            dy: -7,
            fill: "currentColor",
            stroke: "var(--stemma-page)",
          }),
      ruleY([0], { stroke: "currentColor" }),
    ],
  });
  const legend = drawLegend(timelineLegend, width);
  return {
    title: domain,
    description: sums.length === 0 ? "No dataset." : sums.map(({ x, sum }) => `${x}: ${sum}`).join(", "),
    width,
    height: plotHeight + legend.height + 4,
    content: markup`${plot}<g transform="translate(8 ${plotHeight + 4})">${legend.content}</g>`,
  };
}

const timelineLegend = [
  { sign: markup`<rect class="solid" x="4" y="2" width="14" height="12"/>`, text: "has sources" },
  { sign: markup`<rect class="hollow" x="4" y="2" width="14" height="12"/>`, text: "root (tracing ended)" },
];

/** Roots stand on top of the datasets with sources of the same year. */
function toRootBars(bars: readonly (TimelinePoint & { readonly x: string })[]) {
  return bars
    .filter(({ kind }) => kind === "root")
    .map(({ x, count }) => {
      const from = toTotal(bars.filter((bar) => bar.x === x && bar.kind === "internal"));
      return { x, from, to: from + count };
    });
}

/** Every year from the first to the last, and the unknown one where there is one. */
function toYears(points: readonly TimelinePoint[]): string[] {
  const known = points.flatMap(({ year, count }) => (year === null || count === 0 ? [] : [year]));
  const first = Math.min(...known);
  const span = known.length === 0 ? 0 : Math.max(...known) - first + 1;
  const years =
    span > 60
      ? [...new Set(known)].sort((a, b) => a - b)
      : Array.from({ length: span }, (_, at) => first + at);
  const isUnknown = points.some(({ year, count }) => year === null && count > 0);
  return [...years.map(String), ...(isUnknown ? [unknownYear] : [])];
}

function toYearLabel(year: number | null): string {
  return year === null ? unknownYear : String(year);
}

function toTotal(points: readonly { readonly count: number }[]): number {
  return points.reduce((sum, { count }) => sum + count, 0);
}
