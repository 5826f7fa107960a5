import { bundledConfidence, type ConfidenceModel, createRuleAgents } from "../agents/index.ts";
import { bundledCatalogue, type Catalogue } from "../catalogue/index.ts";
import type { Agents, Hub } from "../model/ports/index.ts";
import { type JudgedEdge, toCalibration } from "./calibration.ts";
import { choosePenalty } from "./choose-penalty.ts";
import { createDecoyHub } from "./decoy-hub.ts";
import { collectExamples, fitConfidence } from "./fit-confidence.ts";
import { type LabelledDataset, readLabelledCorpus, withoutSourceField } from "./labelled-corpus.ts";
import { measureReading } from "./measure-reading.ts";
import { predictEdges } from "./predict.ts";
import { type EvaluationReport, evaluationReportVersion, type ScoredDataset } from "./report.ts";
import {
  type Prediction,
  type ScoreRules,
  scoreDataset,
  toMacro,
  toNegatives,
  toRelationAccuracy,
  toScore,
} from "./score.ts";

/** Makes the agents that are measured, with the confidence weights they shall judge by. */
type CreateAgents = (confidence: ConfidenceModel) => Agents;

export interface EvaluateOptions {
  /** Take the `source_datasets` field out of hub cards before reading them. */
  readonly withoutField?: boolean;
  /** Refit the confidence weights for each repository without its documents. */
  readonly crossValidate?: boolean;
  readonly catalogue?: Catalogue;
  readonly confidence?: ConfidenceModel;
  /** Adjustments of the confidence model that are refitted too, such as the weight of a model's agreement. */
  readonly fitAdjustments?: readonly string[];
  /** The rules when left out. */
  readonly createAgents?: CreateAgents;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Measures agents, the rules unless others are given, on a labelled corpus (spec/extraction, "how it is measured").
 *
 * @throws StemmaError `not-found`, `corrupt` for a folder that is not such a corpus.
 */
export async function evaluateCorpus(
  folder: string,
  options: EvaluateOptions = {},
): Promise<EvaluationReport> {
  const read = await readLabelledCorpus(folder);
  const corpus = options.withoutField === true ? read.map(withoutSourceField) : read;
  const catalogue = options.catalogue ?? bundledCatalogue();
  const hub = createDecoyHub(corpus, catalogue);
  const base = options.confidence ?? bundledConfidence;
  const createAgents =
    options.createAgents ?? ((confidence: ConfidenceModel) => createRuleAgents({ catalogue, confidence }));
  const predictions = await predictAll(corpus, { hub, catalogue, base, createAgents, options });
  const rules: ScoreRules = { catalogue, unlabelledIsNeutral: options.withoutField === true };
  const report = await toReport(predictions, { rules, hub });
  return {
    schemaVersion: evaluationReportVersion,
    agents: createAgents(base).name,
    weights: options.crossValidate === true ? "cross-validated" : "bundled",
    ...report,
  };
}

interface World {
  readonly hub: Pick<Hub, "searchDatasets">;
  readonly catalogue: Catalogue;
  readonly base: ConfidenceModel;
  readonly createAgents: CreateAgents;
  readonly options: EvaluateOptions;
}

async function predictAll(corpus: readonly LabelledDataset[], world: World): Promise<Prediction[]> {
  const { hub, base, createAgents, options } = world;
  const models = options.crossValidate === true ? await fitFolds(corpus, world) : undefined;
  const predictions: Prediction[] = [];
  for (const dataset of corpus) {
    const agents = createAgents(models?.get(dataset.repository) ?? base);
    predictions.push({ dataset, edges: await predictEdges(dataset, hub, agents) });
    options.onProgress?.(predictions.length, corpus.length);
  }
  return predictions;
}

async function fitFolds(
  corpus: readonly LabelledDataset[],
  { hub, catalogue, base, createAgents, options }: World,
): Promise<Map<string, ConfidenceModel>> {
  const examples = await collectExamples(corpus, hub, { catalogue, confidence: base, createAgents });
  const models = new Map<string, ConfidenceModel>();
  for (const repository of new Set(corpus.map((dataset) => dataset.repository))) {
    const others = examples.filter((example) => example.repository !== repository);
    models.set(repository, fitConfidence(others, base, choosePenalty(others, base, options.fitAdjustments)));
  }
  return models;
}

interface ReportInput {
  readonly rules: ScoreRules;
  readonly hub: Pick<Hub, "searchDatasets">;
}

async function toReport(
  predictions: readonly Prediction[],
  { rules, hub }: ReportInput,
): Promise<Omit<EvaluationReport, "schemaVersion" | "agents" | "weights">> {
  const datasets = predictions.map((prediction) => scoreDataset(prediction, rules));
  const accepted = predictions.map((prediction) =>
    scoreDataset(
      { ...prediction, edges: prediction.edges.filter((edge) => edge.status === "accepted") },
      rules,
    ),
  );
  const strict = predictions.map((prediction) => scoreDataset(prediction, rules, true));
  const longest = toLongest(datasets);
  const silent = predictions.filter((prediction) => prediction.dataset.edges.length === 0);
  return {
    edges: toScore(datasets),
    accepted: toScore(accepted),
    strict: toScore(strict),
    macro: toMacro(datasets),
    withoutLongest: toScore(datasets.filter((dataset) => !longest.has(dataset.id))),
    silent: {
      documents: silent.length,
      withEdge: silent.filter((prediction) => prediction.edges.length > 0).length,
    },
    negatives: toNegatives(predictions, rules),
    ...(await measureReading(predictions, { rules, hub })),
    relations: { accuracy: toRelationAccuracy(predictions, rules) },
    calibration: toCalibration(
      predictions.flatMap(({ dataset }, at) => toJudged(datasets[at], dataset.repository)),
    ),
    datasets,
  };
}

/** The two datasets with most labels, which dominate the micro average. */
function toLongest(
  datasets: readonly { readonly id: string; readonly tp: number; readonly fn: number }[],
): ReadonlySet<string> {
  const ranked = datasets.toSorted((a, b) => b.tp + b.fn - (a.tp + a.fn) || (a.id < b.id ? -1 : 1));
  return new Set(ranked.slice(0, 2).map((dataset) => dataset.id));
}

function toJudged(scored: ScoredDataset | undefined, repository: string): JudgedEdge[] {
  return (scored?.edges ?? []).flatMap(({ verdict, confidence }) =>
    confidence !== null && (verdict === "correct" || verdict === "wrong")
      ? [{ confidence, isCorrect: verdict === "correct", repository }]
      : [],
  );
}
