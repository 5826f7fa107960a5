export { type Chart, toInlineSvg, toSvgFile } from "./chart.ts";
export { chartRules, colourRules, fontFamily, schemes } from "./chart-style.ts";
export { toCompositionChart } from "./composition-chart.ts";
export {
  countConfidence,
  countRelations,
  type EdgeCount,
  toConfidenceChart,
  toRelationChart,
} from "./count-charts.ts";
export { toLineageChart } from "./lineage-chart.ts";
export { createPartFinder, type LineagePart } from "./lineage-part.ts";
export { joinPaths, toPathsChart } from "./paths-chart.ts";
export type { ChartTools } from "./plot-panel.ts";
export { toRelationText } from "./relation-text.ts";
export { toTimelineChart, toTimelineCharts } from "./timeline-chart.ts";
