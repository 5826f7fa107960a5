import { bundledConfidence } from "../../agents/index.ts";
import type { ReportInput } from "../../formats/index.ts";
import type { LineageGraph, ReviewEvent, Run } from "../../model/index.ts";
import type { LineageStore } from "../../store/index.ts";
import { readVersion } from "../version.ts";

/** What a store tells of how its graph came about. */
export interface StoreHistory {
  readonly runs: readonly Run[];
  readonly reviews: readonly ReviewEvent[];
  /** Language models that were asked. */
  readonly models: readonly string[];
}

export function loadHistory(store: LineageStore): StoreHistory {
  const models = store.loadModelCalls(null).map(({ model }) => model);
  return { runs: store.loadRuns(), reviews: store.loadReviews(), models: [...new Set(models)].sort() };
}

interface MakingInput {
  readonly graph: LineageGraph;
  readonly history: StoreHistory;
  /** In words, which part of the store the graph is. */
  readonly part: string;
  /** In words, which datasets were looked at one by one. */
  readonly focus: string;
}

/** How a report came about, so that another person can tell what it rests on. */
export function toReportMaking({ graph, history, part, focus }: MakingInput): ReportInput["making"] {
  const { accept } = bundledConfidence.thresholds;
  return {
    lines: [
      { label: "Stemma", value: readVersion() },
      { label: "Part of the store", value: part },
      { label: "Looked at one by one", value: focus },
      { label: "Graph", value: toCounts(graph) },
      { label: "Traced", value: toTraced(history.runs) },
      { label: "Read by", value: ["rules", ...history.models].join(", ") },
      { label: "Accepted from", value: `a confidence of ${accept.toFixed(2)}, or a person’s word` },
      { label: "Decisions and additions by people", value: toReviewed(history.reviews) },
    ],
  };
}

function toCounts({ datasets, edges, rejected }: LineageGraph): string {
  const waiting = edges.filter(({ status }) => status === "needs-review").length;
  return `${datasets.length} datasets, ${edges.length} edges, ${waiting} of them to be reviewed; ${rejected.length} more ruled out`;
}

function toTraced(runs: readonly Run[]): string {
  const last = runs.at(-1);
  if (last === undefined) return "nothing: the graph is what people stated";
  const worlds = [...new Set(runs.map(({ world }) => world ?? "sources that were not written down"))];
  const count = runs.length === 1 ? "1 run" : `${runs.length} runs`;
  return `${count}, the last of ${last.startedAt.slice(0, 10)}, from ${worlds.join(" and ")}`;
}

function toReviewed(reviews: readonly ReviewEvent[]): string {
  if (reviews.length === 0) return "none";
  const names = [...new Set(reviews.map(({ by }) => by))].sort();
  const shown = names.length > 8 ? [...names.slice(0, 8), `${names.length - 8} more`] : names;
  return `${reviews.length}, by ${shown.join(", ")}`;
}
