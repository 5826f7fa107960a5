import {
  bundledConfidence,
  type ConfidenceModel,
  createRuleAgents,
  readCandidates,
} from "../agents/index.ts";
import { bundledCatalogue, type Catalogue, createCatalogue } from "../catalogue/index.ts";
import type { Claim } from "../model/index.ts";
import type { Hub } from "../model/ports/index.ts";
import { createDecoyHub } from "./decoy-hub.ts";
import { collectExamples, defaultFit, type FitOptions, fitConfidence } from "./fit-confidence.ts";
import {
  type GoldEdge,
  type LabelledDataset,
  readLabelledCorpus,
  withoutSourceField,
} from "./labelled-corpus.ts";
import { predictEdges, toSubject } from "./predict.ts";
import { type EvaluationReport, evaluationReportVersion } from "./report.ts";
import { isLabelled, toGoldKeys } from "./same-dataset.ts";
import {
  type Prediction,
  type ScoreRules,
  scoreDataset,
  toCalibration,
  toMacro,
  toNegatives,
  toRelationAccuracy,
  toScore,
} from "./score.ts";

export interface EvaluateOptions {
  /** Take the `source_datasets` field out of hub cards before reading them. */
  readonly withoutField?: boolean;
  /** Refit the confidence weights for each repository without its documents. */
  readonly crossValidate?: boolean;
  readonly catalogue?: Catalogue;
  readonly confidence?: ConfidenceModel;
  readonly fit?: FitOptions;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Measures the rules on a labelled corpus (spec/extraction, "how it is measured").
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
  const predictions = await predictAll(corpus, { hub, catalogue, options });
  const rules: ScoreRules = { catalogue, unlabelledIsNeutral: options.withoutField === true };
  return toReport(predictions, { rules, hub, isCrossValidated: options.crossValidate === true });
}

interface World {
  readonly hub: Pick<Hub, "searchDatasets">;
  readonly catalogue: Catalogue;
  readonly options: EvaluateOptions;
}

async function predictAll(
  corpus: readonly LabelledDataset[],
  { hub, catalogue, options }: World,
): Promise<Prediction[]> {
  const bundled = options.confidence ?? bundledConfidence;
  const models =
    options.crossValidate === true ? await fitFolds(corpus, { hub, catalogue, options }) : undefined;
  const predictions: Prediction[] = [];
  for (const dataset of corpus) {
    const agents = createRuleAgents({ catalogue, confidence: models?.get(dataset.repository) ?? bundled });
    predictions.push({ dataset, edges: await predictEdges(dataset, hub, agents) });
    options.onProgress?.(predictions.length, corpus.length);
  }
  return predictions;
}

async function fitFolds(
  corpus: readonly LabelledDataset[],
  { hub, catalogue, options }: World,
): Promise<Map<string, ConfidenceModel>> {
  const base = options.confidence ?? bundledConfidence;
  const examples = await collectExamples(corpus, hub, { catalogue, confidence: base });
  const models = new Map<string, ConfidenceModel>();
  for (const repository of new Set(corpus.map((dataset) => dataset.repository))) {
    const others = examples.filter((example) => example.repository !== repository);
    models.set(repository, fitConfidence(others, base, options.fit ?? defaultFit));
  }
  return models;
}

interface ReportInput {
  readonly rules: ScoreRules;
  readonly hub: Pick<Hub, "searchDatasets">;
  readonly isCrossValidated: boolean;
}

async function toReport(
  predictions: readonly Prediction[],
  { rules, hub, isCrossValidated }: ReportInput,
): Promise<EvaluationReport> {
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
    schemaVersion: evaluationReportVersion,
    weights: isCrossValidated ? "cross-validated" : "bundled",
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
    calibration: toCalibration(datasets),
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

/** Candidate recall (is the labelled mention seen at all?) and accuracy of resolution, with the catalogue and without. */
async function measureReading(
  predictions: readonly Prediction[],
  { rules, hub }: Omit<ReportInput, "isCrossValidated">,
): Promise<Pick<EvaluationReport, "candidates" | "resolution">> {
  const bare = createCatalogue([], []);
  const tally = { labelled: 0, found: 0, resolved: 0, resolvedBare: 0, resolvable: 0 };
  for (const { dataset } of predictions) {
    const labels = dataset.edges.filter((edge) => isCounted(dataset, edge));
    if (labels.length === 0) continue;
    const places = toPlaces(dataset, rules.catalogue);
    for (const edge of labels) {
      tally.labelled++;
      const place = findPlace(edge, places, rules.catalogue);
      if (place === undefined) continue;
      tally.found++;
      if (edge.unresolved === true) continue;
      tally.resolvable++;
      const keys = toGoldKeys(edge, rules.catalogue);
      if (await resolvesTo(place, keys, { dataset, catalogue: rules.catalogue, hub })) tally.resolved++;
      if (await resolvesTo(place, keys, { dataset, catalogue: bare, hub })) tally.resolvedBare++;
    }
  }
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    candidates: { recall: share(tally.found, tally.labelled), found: tally.found, labelled: tally.labelled },
    resolution: {
      accuracy: share(tally.resolved, tally.resolvable),
      withoutCatalogue: share(tally.resolvedBare, tally.resolvable),
      labelled: tally.resolvable,
    },
  };
}

function isCounted(dataset: LabelledDataset, edge: GoldEdge): boolean {
  return dataset.style === "hub-card"
    ? edge.offHub !== true && edge.inBody !== "absent"
    : edge.stated === true;
}

interface Place {
  readonly mention: string;
  readonly id: string;
  readonly statedId: string | null;
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

function toPlaces(dataset: LabelledDataset, catalogue: Catalogue): Place[] {
  const subject = toSubject(dataset, createRuleAgents({ catalogue }));
  return dataset.documents.flatMap((document) =>
    readCandidates(subject, document, catalogue).candidates.flatMap((candidate) =>
      candidate.contexts.map(({ mention, passage }) => ({
        mention: mention.text,
        id: mention.id,
        statedId: mention.form === "learned-name" ? mention.id : mention.statedId,
        start: passage.offsets[mention.start] ?? 0,
        end: passage.offsets[mention.end] ?? 0,
        url: document.url,
      })),
    ),
  );
}

/** The place the label points at: inside its mention, or else one that already carries the right id. */
function findPlace(edge: GoldEdge, places: readonly Place[], catalogue: Catalogue): Place | undefined {
  const keys = toGoldKeys(edge, catalogue);
  return (
    places.find((place) => isLabelled(place.id, place.mention, keys)) ??
    places.find(
      (place) => edge.mention != null && edge.mention.length <= 40 && place.mention.includes(edge.mention),
    )
  );
}

async function resolvesTo(
  place: Place,
  keys: ReadonlySet<string>,
  world: {
    readonly dataset: LabelledDataset;
    readonly catalogue: Catalogue;
    readonly hub: Pick<Hub, "searchDatasets">;
  },
): Promise<boolean> {
  const agents = createRuleAgents({ catalogue: world.catalogue });
  const subject = toSubject(world.dataset, agents);
  const document = world.dataset.documents[0];
  if (document === undefined) return false;
  const claim: Claim = {
    target: subject.id,
    mention: place.mention,
    statedId: place.statedId,
    relation: "direct-inclusion",
    split: null,
    quote: { start: 0, end: 0, text: "" },
    documentUrl: document.url,
    documentSha256: document.sha256,
    documentKind: document.kind,
    section: [],
    method: "evaluation",
    features: {},
  };
  const [resolved] = await agents.resolveClaims({ subject, claims: [claim], documents: [], hub: world.hub });
  return resolved !== undefined && isLabelled(resolved.resolution.id, place.mention, keys);
}
