import type * as Plot from "@observablehq/plot";
import { type Markup, markup, toTrustedMarkup } from "../markup.ts";
import { fontFamily } from "./chart-style.ts";

/**
 * The plotting library and the document that it draws into. Both are given from outside: they are slow to load where no
 * chart is drawn, and a browser has a document of its own.
 */
export interface ChartTools {
  readonly plot: Pick<typeof Plot, "plot" | "barX" | "barY" | "ruleX" | "ruleY" | "text">;
  readonly document: Plot.PlotOptions["document"];
}

/** Draws a plot as a group that takes its fonts and colours from the chart around it. */
export function drawPanel(tools: ChartTools, options: Plot.PlotOptions): Markup {
  const drawn = tools.plot.plot({ ...options, document: tools.document });
  drawn.querySelector("style")?.remove();
  const content = String(drawn.innerHTML).replace(/-?\d+\.\d{3,}/g, (number) =>
    String(Math.round(Number(number) * 100) / 100),
  );
  return markup`<g fill="currentColor" font-size="11" font-family="${fontFamily}" text-anchor="middle">${toTrustedMarkup(content)}</g>`;
}

/** Whole numbers from 0 to at least `most` for the ticks of an axis of counts: about five, at 1, 2 or 5 times a power of ten. */
export function toCountTicks(most: number): number[] {
  const rough = Math.max(1, most / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}
