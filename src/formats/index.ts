export {
  type Chart,
  type ChartTools,
  createPartFinder,
  toCompositionChart,
  toLineageChart,
  toPathsChart,
  toSvgFile,
  toTimelineChart,
} from "./charts/index.ts";
export { toMermaid } from "./mermaid.ts";
export { type ReportInput, toHtmlReport } from "./report/index.ts";
