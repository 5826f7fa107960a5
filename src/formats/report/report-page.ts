import { type Chart, type ChartTools, createPartFinder, toInlineSvg } from "../charts/index.ts";
import { type Markup, markup } from "../markup.ts";
import type { ReportInput } from "./report-input.ts";
import { type Table, toTable } from "./table.ts";

/** One part of the report, with its line in the table of contents. */
export interface Section {
  /** Anchor: letters and `-`. */
  readonly name: string;
  readonly title: string;
  readonly content: Markup;
}

/** What all sections write on: the input, tools, and the running numbers of tables and figures. */
export interface ReportPage {
  readonly input: ReportInput;
  readonly tools: ChartTools;
  readonly findDataset: ReturnType<typeof createPartFinder>["findDataset"];
  readonly toPart: ReturnType<typeof createPartFinder>["toPart"];
  readonly addTable: (table: Table) => Markup;
  readonly addFigure: (figure: Figure) => Markup;
}

interface Figure {
  readonly caption: string;
  /** Side by side where there is room. */
  readonly charts: readonly Chart[];
  /** The charts as one, for a file of its own; the charts themselves when absent. */
  readonly whole?: Chart;
  /** `natural` is as large as drawn, shrunk a little where room is scarce, then scrolled; `fluid` fills the column. */
  readonly size: "natural" | "fluid";
  /** The same in words and numbers. */
  readonly twin: Markup;
  readonly twinTitle: string;
}

const scrollNote = markup`<p class="rest narrow">Wider than a small screen: scroll the drawing sideways.</p>`;

/** A wide drawing is shrunk to this much of its size before it has to be scrolled. */
const leastScale = 0.8;

/** A figure as it was numbered. */
export interface NumberedFigure {
  readonly number: number;
  readonly caption: string;
  readonly charts: readonly Chart[];
}

export function createReportPage(
  input: ReportInput,
  tools: ChartTools,
  onFigure: (figure: NumberedFigure) => void = () => undefined,
): ReportPage {
  let tables = 0;
  let figures = 0;
  let drawn = 0;
  const finder = createPartFinder(input.graph);
  return {
    input,
    tools,
    ...finder,
    addTable: (table) => toTable({ ...table, caption: `Table ${++tables}. ${table.caption}` }),
    addFigure: ({ caption, charts, whole, size, twin, twinTitle }) => {
      const title = `Figure ${++figures}. ${caption}`;
      onFigure({ number: figures, caption, charts: whole === undefined ? charts : [whole] });
      const drawings = charts.map((chart) => {
        const heading = charts.length > 1 ? markup`<p class="panel-title">${chart.title}</p>` : null;
        const least = Math.ceil(chart.width * leastScale);
        const style =
          size === "natural" ? markup` style="min-width:${least}px;max-width:${chart.width}px"` : null;
        return markup`<div class="panel"${style}>${heading}${toInlineSvg(chart, `chart-${++drawn}`)}</div>`;
      });
      return markup`<figure class="${size}"><figcaption>${title}</figcaption>
<div class="scroll panels" role="region" tabindex="0" aria-label="${title}">${drawings}</div>${size === "natural" && scrollNote}
<details><summary>${twinTitle}</summary>${twin}</details></figure>`;
    },
  };
}
