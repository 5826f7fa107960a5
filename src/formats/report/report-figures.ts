import { type ChartTools, toSvgFile } from "../charts/index.ts";
import type { ReportInput } from "./report-input.ts";
import { createReportPage, type NumberedFigure } from "./report-page.ts";
import { sectionWriters } from "./sections/index.ts";

/** A drawing of a report as an .svg file that needs nothing but itself. */
export interface FigureFile {
  /** With the number of the figure in the report: `figure-03-lineage-of-org-name`. */
  readonly name: string;
  readonly svg: string;
}

/** The figures that {@link toHtmlReport} makes of the same input; one of several panels is a file for each. */
export function toFigureFiles(input: ReportInput, tools: ChartTools): readonly FigureFile[] {
  const figures: NumberedFigure[] = [];
  const page = createReportPage(input, tools, (figure) => figures.push(figure));
  for (const write of sectionWriters) write(page);
  return figures.flatMap(({ number, caption, charts }) =>
    charts.map((chart, panel) => {
      const place = String(number).padStart(2, "0");
      const part = charts.length > 1 ? `${place}-${panel + 1}` : place;
      const title = charts.length > 1 ? chart.title : caption;
      return { name: `figure-${part}-${toSlug(title)}`, svg: toSvgFile(chart) };
    }),
  );
}

function toSlug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-")
    .slice(0, 80)
    .replace(/^[-.]+|[-.]+$/g, "");
}
