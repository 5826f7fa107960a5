import { type Markup, markup, toTrustedMarkup } from "../markup.ts";
import { chartRules, colourRules } from "./chart-style.ts";

/** A drawing that stands in a page or alone; sizes in pixels. */
export interface Chart {
  readonly title: string;
  /** What the drawing shows, for those who do not see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly content: Markup;
}

/** For a page that has {@link colourRules} and {@link chartRules}; `name` is of letters, digits and `-` and used once. */
export function toInlineSvg(chart: Chart, name: string): Markup {
  return toSvg(chart, name, null);
}

/** The text of an .svg file, which brings its colours for light and dark with it. */
export function toSvgFile(chart: Chart): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${toSvg(chart, "chart", standaloneStyle)}\n`;
}

const standaloneStyle = markup`<style>${toTrustedMarkup(`${colourRules}\n${chartRules}\nsvg{background:var(--stemma-page)}`)}</style>`;

function toSvg(chart: Chart, name: string, style: Markup | null): Markup {
  const { title, description, width, height, content } = chart;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="stemma-chart" role="img" aria-labelledby="${name}-title" aria-describedby="${name}-description" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><title id="${name}-title">${title}</title><desc id="${name}-description">${description}</desc>${style}${content}</svg>`;
}
