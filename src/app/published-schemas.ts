import { z } from "zod";
import { EvaluationReport } from "../evaluate/index.ts";
import {
  Claim,
  Dataset,
  Document,
  Edge,
  LineageGraph,
  ReviewEvent,
  ReviewItem,
  Run,
} from "../model/index.ts";
import { CardSummary } from "./use-cases/export-card.ts";
import { ExportSummary } from "./use-cases/export-graph.ts";
import { ImportSummary } from "./use-cases/import-graph.ts";
import { ReportSummary } from "./use-cases/report-lineage.ts";

export interface PublishedSchema {
  /** File name without `.json`: `lineage-graph.v1`. */
  readonly name: string;
  readonly meaning: string;
  readonly schema: z.ZodType;
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
  publish("evaluation-report", EvaluationReport, "`stemma eval --json`"),
  publish("import-summary", ImportSummary, "`stemma import --json`: what was taken over, known, refused"),
  publish("export-summary", ExportSummary, "`stemma export --out --json`: what was written"),
  publish("card-summary", CardSummary, "`stemma export card --json`: the section and what it changes"),
  publish("report-summary", ReportSummary, "`stemma report --json`: what the page is about"),
];

/** The schema as JSON Schema 2020-12; where its file is published is its id. */
export function toJsonSchema({ name, meaning, schema }: PublishedSchema): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12" });
  return { $schema, $id: `stemma/schemas/${name}.json`, title: name, description: meaning, ...rest };
}

function publish(name: string, schema: z.ZodType, meaning: string): PublishedSchema {
  return { name: `${name}.v${version}`, meaning, schema };
}
