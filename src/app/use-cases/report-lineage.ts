import { resolve } from "node:path";
import { z } from "zod";
import { createRuleAgents } from "../../agents/index.ts";
import { type ReportInput, toFigureFiles, toHtmlReport } from "../../formats/index.ts";
import { toAncestry, toLineageIndex } from "../../graph/index.ts";
import { DatasetId, type Severity } from "../../model/index.ts";
import { assembleGraph } from "../../trace/index.ts";
import type { Configuration } from "../configuration/load-configuration.ts";
import { findStoredDataset, withStore } from "../lineage-reader.ts";
import { findOutputPlace, toOutputPath } from "../output-place.ts";
import { withChartTools } from "../reporting/chart-tools.ts";
import { listFocus, maxFocus, toReportAnalyses } from "../reporting/report-analyses.ts";
import { loadHistory, toReportMaking } from "../reporting/report-making.ts";
import { defineUseCase } from "../use-case.ts";
import { type NewFile, writeFiles } from "../write-files.ts";

const count = z.int().min(0);

/** What a report is about and where it was written. */
export const ReportSummary = z.object({
  schemaVersion: z.literal(1),
  title: z.string(),
  path: z.string(),
  bytes: count,
  datasets: count,
  edges: count,
  /** Datasets that were looked at one by one. */
  focus: z.array(DatasetId),
  findings: z.object({ high: count, medium: count, low: count, info: count }),
  /** Drawings that were written as files of their own. */
  charts: z.array(z.string()),
});
export type ReportSummary = z.infer<typeof ReportSummary>;

export const reportLineage = defineUseCase({
  name: "report",
  summary: "Write one HTML page with everything that the graph says",
  input: z.object({
    /** The graph is cut down to these and everything upstream of them; left out, it is the whole store. */
    ids: z.array(z.string()).default([]),
    out: z.string().min(1),
    title: z.string().trim().min(1).nullable().default(null),
    /** Folder for the drawings as files of their own. */
    charts: z.string().min(1).nullable().default(null),
    replaces: z.boolean().default(false),
  }),
  output: ReportSummary,
  async perform({ ids, out, title, charts, replaces }, { configuration, onEvent }) {
    const tell = (text: string) => onEvent?.({ kind: "note", text });
    const input = await loadReportInput(configuration, { ids, title, tell });
    tell("drawing");
    const place = await findOutputPlace(out, configuration.cwd);
    const { html, figures } = await withChartTools((tools) => ({
      html: toHtmlReport(input, tools),
      figures: charts === null ? [] : toFigureFiles(input, tools),
    }));
    const page = { path: await toOutputPath(place, "report.html"), content: html };
    const folder = { path: resolve(configuration.cwd, charts ?? "."), isFolder: true };
    const drawings = await Promise.all(
      figures.map(
        async ({ name, svg }): Promise<NewFile> => ({
          path: await toOutputPath(folder, `${name}.svg`),
          content: svg,
        }),
      ),
    );
    await writeFiles([page, ...drawings], { replaces });
    return {
      schemaVersion: 1 as const,
      title: input.title,
      path: page.path,
      bytes: Buffer.byteLength(html),
      datasets: input.graph.datasets.length,
      edges: input.graph.edges.length,
      focus: [...input.focus],
      findings: countFindings(input),
      charts: drawings.map(({ path }) => path),
    };
  },
});

interface ReportOrder {
  readonly ids: readonly string[];
  readonly title: string | null;
  readonly tell: (text: string) => void;
}

async function loadReportInput(
  configuration: Configuration,
  { ids, title, tell }: ReportOrder,
): Promise<ReportInput> {
  const { whole, history } = await withStore(configuration, { readOnly: true }, (store) => ({
    whole: toLineageIndex(assembleGraph(store, createRuleAgents())),
    history: loadHistory(store),
  }));
  const named = ids.map((id) => findStoredDataset(whole, id).id);
  const index = named.length === 0 ? whole : toLineageIndex(toAncestry(whole.graph, named));
  const { datasets, edges } = index.graph;
  tell(`looking at ${datasets.length} datasets and ${edges.length} edges`);
  const all = listFocus(index, named);
  const focus = all.slice(0, maxFocus);
  const making = toReportMaking({
    graph: index.graph,
    history,
    part:
      named.length === 0
        ? "all of it"
        : "the datasets that the report is about, and everything upstream of them",
    focus: focus.length < all.length ? `the first ${focus.length} of ${all.length} datasets` : toNames(focus),
  });
  const date = new Date().toISOString().slice(0, 10);
  return { title: title ?? toTitle(all), date, making, ...toReportAnalyses(index, focus) };
}

function toTitle([first, ...others]: readonly DatasetId[]): string {
  if (first === undefined) return "Lineage of datasets";
  return others.length === 0 ? `Lineage of ${first}` : `Lineage of ${first} and ${others.length} more`;
}

function toNames(focus: readonly DatasetId[]): string {
  return focus.length === 0 ? "none" : focus.join(", ");
}

function countFindings({ findings }: ReportInput): ReportSummary["findings"] {
  const countOf = (wanted: Severity) => (findings ?? []).filter(({ severity }) => severity === wanted).length;
  return { high: countOf("high"), medium: countOf("medium"), low: countOf("low"), info: countOf("info") };
}
