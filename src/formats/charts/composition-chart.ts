import type { Domain } from "../../model/index.ts";
import { markup } from "../markup.ts";
import type { Chart } from "./chart.ts";
import { drawLegend } from "./legend.ts";
import { type ChartTools, drawPanel } from "./plot-panel.ts";

export interface CompositionCell {
  readonly upstream: Domain;
  readonly downstream: Domain;
  readonly count: number;
  /** 0..1 of everything that goes into the downstream domain. */
  readonly columnShare: number;
}

const width = 340;
const margins = { marginLeft: 62, marginRight: 12 };

/** What each domain is made of: one bar per downstream domain, its parts the upstream domains. */
export function toCompositionChart(cells: readonly CompositionCell[], tools: ChartTools): Chart {
  const { barX, text } = tools.plot;
  const domains = [...new Set(cells.map(({ downstream }) => downstream))];
  const parts = domains.flatMap((downstream) =>
    toStack(cells.filter((cell) => cell.downstream === downstream && cell.count > 0)),
  );
  const height = domains.length * 38 + 8;
  const ends = { x1: "from", x2: "to", y: "downstream" };
  const plot = drawPanel(tools, {
    width,
    height,
    ...margins,
    marginTop: 0,
    marginBottom: 4,
    x: { domain: [0, 1], axis: null },
    y: { type: "band", domain: domains, label: null, tickSize: 0, padding: 0.25 },
    marks: [
      barX(parts, {
        ...ends,
        fill: ({ upstream }) => toDomainColour(upstream),
        stroke: "var(--stemma-page)",
        strokeWidth: 1.5,
      }),
      text(
        parts.filter(({ columnShare }) => columnShare >= 0.13),
        {
          x: ({ from, to }) => (from + to) / 2,
          y: "downstream",
          text: toPartLabel,
          fill: "var(--stemma-on-domain)",
          fontWeight: 600,
        },
      ),
    ],
  });
  const legend = drawLegend(domains.map(toLegendItem), width - 12);
  return {
    title: "What each domain is made of",
    description: parts
      .map(
        ({ upstream, downstream, columnShare }) =>
          `${downstream} from ${upstream}: ${toPercent(columnShare)}`,
      )
      .join(", "),
    width,
    height: height + legend.height + 6,
    content: markup`${plot}<g transform="translate(6 ${height + 6})">${legend.content}</g>`,
  };
}

/** Parts one after the other, from 0. */
function toStack(cells: readonly CompositionCell[]) {
  return cells.map((cell, at) => {
    const from = cells.slice(0, at).reduce((sum, { columnShare }) => sum + columnShare, 0);
    return { ...cell, from, to: from + cell.columnShare };
  });
}

function toPartLabel({ upstream, columnShare }: CompositionCell): string {
  const percent = toPercent(columnShare);
  return columnShare >= 0.3 ? `${upstream} ${percent}` : percent;
}

function toDomainColour(domain: Domain): string {
  return `var(--stemma-${domain})`;
}

function toPercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function toLegendItem(domain: Domain) {
  return {
    sign: markup`<rect x="4" y="2" width="14" height="12" fill="${toDomainColour(domain)}"/>`,
    text: `from ${domain}`,
  };
}
