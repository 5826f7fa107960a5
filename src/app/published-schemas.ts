import { z } from "zod";
import { EvaluationReport } from "../evaluate/index.ts";
import {
  CommonAncestors,
  ContaminationReport,
  GraphStatistics,
  RankAggregation,
  SimilarityReport,
} from "../graph/index.ts";
import {
  CheckResult,
  Claim,
  Dataset,
  Document,
  Edge,
  GateMeasurements,
  LineageGraph,
  Policy,
  ReviewEvent,
  ReviewItem,
  Run,
} from "../model/index.ts";
import { deduplicateRows } from "./rows/deduplicate-rows.ts";
import { findRowWrappers } from "./rows/find-row-wrappers.ts";
import { inspectRows } from "./rows/inspect-rows.ts";
import { reportOverlap } from "./rows/report-overlap.ts";
import { reportRedundancy } from "./rows/report-redundancy.ts";
import { reportRowContamination } from "./rows/report-row-contamination.ts";
import { compareGraphs } from "./use-cases/compare-graphs.ts";
import { CardSummary } from "./use-cases/export-card.ts";
import { ExportSummary } from "./use-cases/export-graph.ts";
import { findPatterns } from "./use-cases/find-patterns.ts";
import { ImportSummary } from "./use-cases/import-graph.ts";
import { listRuns } from "./use-cases/list-runs.ts";
import { recommendDatasets } from "./use-cases/recommend-datasets.ts";
import { reportIntersections } from "./use-cases/report-intersections.ts";
import { reportLicences } from "./use-cases/report-licences.ts";
import { ReportSummary } from "./use-cases/report-lineage.ts";

export interface PublishedSchema {
  /** File name without `.json`: `lineage-graph.v1`. */
  readonly name: string;
  readonly meaning: string;
  readonly schema: z.ZodType;
  /** Whether it describes what people write or what Stemma does: they differ where a default or another unit is taken. */
  readonly side: "input" | "output";
}

const version = 1;

/** The data that leaves Stemma. A change that breaks readers raises the version of the name. */
export const publishedSchemas: readonly PublishedSchema[] = [
  publish("lineage-graph", LineageGraph, "the canonical export: `stemma trace --json`"),
  publish("dataset", Dataset, "a dataset with its outcome, dates, profile and documents"),
  publish("edge", Edge, "an edge with its confidence, features, resolutions and evidence"),
  publish("claim", Claim, "what one rule or model says about one document"),
  publish("document", Document, "a text as it was fetched, with its hash"),
  publish(
    "review-event",
    ReviewEvent,
    "a person's decision: `stemma add --json`, `stemma remove --json`, a line of `stemma review export`",
  ),
  publish(
    "review-item",
    ReviewItem,
    "an edge that waits for a decision: `items` of `stemma review list --json`",
  ),
  publish("run", Run, "one call of `stemma trace`, as the store keeps it"),
  publish(
    "graph-statistics",
    GraphStatistics,
    "topology, domain matrix, timeline and rankings: `stemma stats --json`",
  ),
  publish("common-ancestors", CommonAncestors, "what datasets share, with paths: `stemma common --json`"),
  publish(
    "contamination-report",
    ContaminationReport,
    "benchmarks and what they reach: `stemma contamination --json`",
  ),
  publish(
    "intersection-reports",
    reportIntersections.output,
    "ancestors with several paths: `stemma intersections --json`",
  ),
  publish(
    "similarity-report",
    SimilarityReport,
    "pairs by the likeness of their ancestry: `stemma similar --json`",
  ),
  publish(
    "patterns",
    findPatterns.output,
    "families and recurring sequences of relations: `stemma patterns --json`",
  ),
  publish("licence-reports", reportLicences.output, "licences along the lineage: `stemma licence --json`"),
  publish(
    "recommendations",
    recommendDatasets.output,
    "what to leave out, drop or prefer: `stemma recommend --json`",
  ),
  publish(
    "row-inspection",
    inspectRows.output,
    "files, columns, layout, samples and trouble of rows: `stemma rows inspect --json`",
  ),
  publish(
    "row-wrappers",
    findRowWrappers.output,
    "texts around the questions of datasets: `stemma rows wrappers --json`, a file for `--strip`",
  ),
  publish(
    "row-contamination",
    reportRowContamination.output,
    "benchmark items in training rows: `stemma rows contamination --json`",
  ),
  publish(
    "row-redundancy",
    reportRedundancy.output,
    "equal rows, by key, source and pair of sources: `stemma rows redundancy --json`",
  ),
  publish(
    "row-overlap",
    reportOverlap.output,
    "how much of one input is in another, both ways: `stemma rows overlap --json`",
  ),
  publish(
    "row-near-duplicates",
    deduplicateRows.output,
    "exact and near-duplicates, by source: `stemma rows dedup --json`",
  ),
  publish("rank-aggregation", RankAggregation, "Borda ranks beside the mean: `stemma rank --json`"),
  publish("graph-diff", compareGraphs.output, "what came, went or changed: `stemma diff --json`"),
  publish("runs", listRuns.output, "every trace with its graph's hash: `stemma runs --json`"),
  publish("evaluation-report", EvaluationReport, "`stemma eval --json`"),
  publish("check-result", CheckResult, "`stemma check --json`"),
  publish("policy", Policy, "the policy of `stemma check --policy`", "input"),
  publish("gate-measurements", GateMeasurements, "the file of `stemma check --measurements`"),
  publish("import-summary", ImportSummary, "`stemma import --json`: what was taken over, known, refused"),
  publish("export-summary", ExportSummary, "`stemma export --out --json`: what was written"),
  publish("card-summary", CardSummary, "`stemma export card --json`: the section and what it changes"),
  publish("report-summary", ReportSummary, "`stemma report --json`: what the page is about"),
];

/** The schema as JSON Schema 2020-12; where its file is published is its id. */
export function toJsonSchema({ name, meaning, schema, side }: PublishedSchema): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io: side });
  return { $schema, $id: `stemma/schemas/${name}.json`, title: name, description: meaning, ...rest };
}

function publish(
  name: string,
  schema: z.ZodType,
  ...[meaning, side = "output"]: readonly [string, PublishedSchema["side"]?]
): PublishedSchema {
  return { name: `${name}.v${version}`, meaning, schema, side };
}
