import type { EdgeStatus, Relation } from "../../model/index.ts";
import { Relation as RelationSchema } from "../../model/index.ts";
import { markup } from "../markup.ts";
import type { Chart } from "./chart.ts";
import { drawLegend } from "./legend.ts";
import { type ChartTools, drawPanel, toCountTicks } from "./plot-panel.ts";
import { gridRule, hollowBar, solidBar } from "./plot-style.ts";
import { toRelationText } from "./relation-text.ts";

/** What the charts need of an edge. */
export interface CountedEdge {
  readonly relation: Relation;
  readonly status: EdgeStatus;
  readonly confidence: number;
}

/** How many edges a bar stands for. */
export interface EdgeCount {
  readonly label: string;
  readonly accepted: number;
  readonly review: number;
}

const width = 340;

export function countRelations(edges: readonly CountedEdge[]): EdgeCount[] {
  return RelationSchema.options.map((relation) =>
    toEdgeCount(
      toRelationText(relation),
      edges.filter((edge) => edge.relation === relation),
    ),
  );
}

/** Ten steps of confidence; 1 belongs to the last. */
export function countConfidence(edges: readonly CountedEdge[]): EdgeCount[] {
  return Array.from({ length: 10 }, (_, step) =>
    toEdgeCount(
      `${(step / 10).toFixed(1)}–${((step + 1) / 10).toFixed(1)}`,
      edges.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10 + 1e-9)) === step),
    ),
  );
}

function toEdgeCount(label: string, edges: readonly CountedEdge[]): EdgeCount {
  const accepted = edges.filter(({ status }) => status === "accepted").length;
  return { label, accepted, review: edges.length - accepted };
}

/** Edges by relation, accepted and under review. */
export function toRelationChart(edges: readonly CountedEdge[], tools: ChartTools): Chart {
  const { barX, text } = tools.plot;
  const bars = countRelations(edges).map((bar) => ({ ...bar, sum: bar.accepted + bar.review }));
  const most = Math.max(1, ...bars.map(({ sum }) => sum));
  const height = bars.length * 30 + 8;
  const plot = drawPanel(tools, {
    width,
    height,
    marginLeft: 128,
    marginRight: 36,
    marginTop: 0,
    marginBottom: 4,
    x: { domain: [0, most], axis: null },
    y: { type: "band", domain: bars.map(({ label }) => label), label: null, tickSize: 0, padding: 0.3 },
    marks: [
      barX(
        bars.filter(({ accepted }) => accepted > 0),
        { x1: 0, x2: "accepted", y: "label", ...toSideways(solidBar) },
      ),
      barX(
        bars.filter(({ review }) => review > 0),
        { x1: "accepted", x2: "sum", y: "label", ...toSideways(hollowBar) },
      ),
      text(bars, { x: "sum", y: "label", text: "sum", dx: 6, textAnchor: "start", fill: "currentColor" }),
    ],
  });
  return withStatusLegend({ title: "Edges by relation", plot, height, bars });
}

/** Edges by confidence in steps of a tenth. */
export function toConfidenceChart(edges: readonly CountedEdge[], tools: ChartTools): Chart {
  const { barY, ruleY } = tools.plot;
  const bars = countConfidence(edges).map((bar) => ({ ...bar, sum: bar.accepted + bar.review }));
  const ticks = toCountTicks(Math.max(...bars.map(({ sum }) => sum)));
  const height = 158;
  const labels = bars.map(({ label }) => label);
  const plot = drawPanel(tools, {
    width,
    height,
    marginLeft: 40,
    marginRight: 8,
    marginTop: 10,
    marginBottom: 24,
    x: {
      type: "band",
      domain: labels,
      label: null,
      tickSize: 0,
      padding: 0.15,
      ticks: labels.filter((_, at) => at % 2 === 0),
    },
    y: { domain: [0, ticks.at(-1) ?? 1], ticks, label: null, tickSize: 0, tickFormat: "d" },
    marks: [
      ruleY(ticks, gridRule),
      barY(
        bars.filter(({ accepted }) => accepted > 0),
        { x: "label", y1: 0, y2: "accepted", ...solidBar },
      ),
      barY(
        bars.filter(({ review }) => review > 0),
        { x: "label", y1: "accepted", y2: "sum", ...hollowBar },
      ),
      ruleY([0], { stroke: "currentColor" }),
    ],
  });
  return withStatusLegend({ title: "Edges by confidence", plot, height, bars });
}

interface StatusChart {
  readonly title: string;
  readonly plot: ReturnType<typeof drawPanel>;
  readonly height: number;
  readonly bars: readonly EdgeCount[];
}

function withStatusLegend({ title, plot, height, bars }: StatusChart): Chart {
  const legend = drawLegend(statusLegend, width - 40);
  return {
    title,
    description: bars
      .map(({ label, accepted, review }) => `${label}: ${accepted} accepted, ${review} to review`)
      .join("; "),
    width,
    height: height + legend.height + 6,
    content: markup`${plot}<g transform="translate(40 ${height + 6})">${legend.content}</g>`,
  };
}

const statusLegend = [
  { sign: markup`<rect class="solid" x="4" y="2" width="14" height="12"/>`, text: "accepted" },
  { sign: markup`<rect class="hollow" x="4" y="2" width="14" height="12"/>`, text: "needs review" },
];

/** The gap between two parts of a bar, for bars that lie. */
function toSideways(bar: typeof solidBar | typeof hollowBar) {
  const { fill, stroke } = bar;
  return { fill, stroke, strokeWidth: "strokeWidth" in bar ? bar.strokeWidth : 1 };
}
