import type { Catalogue } from "../catalogue/index.ts";
import { toIdKey, toNameKey } from "../model/index.ts";
import type { GoldEdge, LabelledDataset } from "./labelled-corpus.ts";
import type { PredictedEdge } from "./predict.ts";
import type { EvaluationReport, Score, ScoredDataset, ScoredEdge } from "./report.ts";
import { isLabelled, toGoldKeys } from "./same-dataset.ts";

export interface Prediction {
  readonly dataset: LabelledDataset;
  readonly edges: readonly PredictedEdge[];
}

export interface ScoreRules {
  readonly catalogue: Catalogue;
  /** For cards read without their field: what the uploader did not tick is neutral. */
  readonly unlabelledIsNeutral: boolean;
}

interface Label {
  readonly edge: GoldEdge;
  readonly keys: ReadonlySet<string>;
  /** Whether finding it counts, and missing it is an error. */
  readonly counts: boolean;
}

const relationNames: Readonly<Record<string, string>> = {
  "Direct Inclusion/Subset": "direct-inclusion",
  "CoT Distillation": "cot-distillation",
  "Semantic Evolution": "semantic-evolution",
  "Synthetic Generation": "synthetic-generation",
  "Structured Fusion": "structured-fusion",
};

function toLabels(dataset: LabelledDataset, catalogue: Catalogue, isStrict: boolean): Label[] {
  return dataset.edges.map((edge) => {
    const isStated = dataset.style === "hub-card" ? edge.offHub !== true : edge.stated === true;
    return {
      edge,
      keys: toGoldKeys(edge, catalogue),
      counts: isStated && !(isStrict && edge.ambiguous === true),
    };
  });
}

/** Matches what was found with the labels of one dataset. Each label is found once; further ids that it allows are neutral. */
export function scoreDataset(prediction: Prediction, rules: ScoreRules, isStrict = false): ScoredDataset {
  const labels = toLabels(prediction.dataset, rules.catalogue, isStrict);
  const found = new Set<Label>();
  const edges: ScoredEdge[] = prediction.edges.map((edge) => {
    const label = findLabel(edge, labels, found);
    const isNegative = label === undefined && isLabelledNegative(edge, prediction.dataset, rules.catalogue);
    const isRepeated = label !== undefined && found.has(label);
    if (label !== undefined) found.add(label);
    const neutral =
      label === undefined ? rules.unlabelledIsNeutral && !isNegative : !label.counts || isRepeated;
    const verdict = neutral ? "neutral" : label === undefined ? "wrong" : "correct";
    return { ...toScoredEdge(edge), verdict, label: label?.edge.source ?? null };
  });
  const missed = labels
    .filter((label) => label.counts && !found.has(label))
    .map((label) => toMissed(label.edge));
  const count = (verdict: ScoredEdge["verdict"]) => edges.filter((edge) => edge.verdict === verdict).length;
  return {
    id: prediction.dataset.id,
    tp: count("correct"),
    fp: count("wrong"),
    fn: missed.length,
    edges: [...edges, ...missed],
  };
}

function findLabel(
  edge: PredictedEdge,
  labels: readonly Label[],
  found: ReadonlySet<Label>,
): Label | undefined {
  const fitting = labels.filter((label) => isLabelled(edge.upstream, edge.mention, label.keys));
  return (
    fitting.find((label) => label.counts && !found.has(label)) ??
    fitting.find((label) => label.counts) ??
    fitting[0]
  );
}

function toScoredEdge(edge: PredictedEdge): Omit<ScoredEdge, "verdict" | "label"> {
  const { upstream, mention, status, confidence, relation, method, quote } = edge;
  return {
    upstream,
    mention,
    status: status === "rejected" ? null : status,
    confidence,
    relation,
    method,
    quote,
  };
}

function toMissed(edge: GoldEdge): ScoredEdge {
  return {
    upstream: edge.source,
    mention: edge.mention ?? "",
    verdict: "missed",
    status: null,
    confidence: null,
    relation: null,
    method: null,
    quote: null,
    label: edge.source,
  };
}

function isLabelledNegative(edge: PredictedEdge, dataset: LabelledDataset, catalogue: Catalogue): boolean {
  return findNegatives(edge, dataset, catalogue).length > 0;
}

function findNegatives(edge: PredictedEdge, dataset: LabelledDataset, catalogue: Catalogue): string[] {
  return dataset.negatives
    .map((negative) => negative.name)
    .filter((name) => {
      if (toIdKey(edge.upstream) === name.toLowerCase() || toNameKey(edge.mention) === toNameKey(name))
        return true;
      const known = catalogue.findByHubId(name)?.id ?? catalogue.findByName(name)[0]?.entry.id;
      return known !== undefined && toIdKey(known) === toIdKey(edge.upstream);
    });
}

export function toScore(datasets: readonly ScoredDataset[]): Score {
  const sum = (name: "tp" | "fp" | "fn") => datasets.reduce((total, dataset) => total + dataset[name], 0);
  const tp = sum("tp");
  const fp = sum("fp");
  const fn = sum("fn");
  return { ...toRates(tp, fp, fn), tp, fp, fn };
}

function toRates(tp: number, fp: number, fn: number): Pick<Score, "precision" | "recall" | "f1"> {
  const precision = tp + fp === 0 ? null : tp / (tp + fp);
  const recall = tp + fn === 0 ? null : tp / (tp + fn);
  const f1 = 2 * tp + fp + fn === 0 ? null : (2 * tp) / (2 * tp + fp + fn);
  return { precision, recall, f1 };
}

/** Mean over the documents that have something to be found. */
export function toMacro(datasets: readonly ScoredDataset[]): EvaluationReport["macro"] {
  const rates = datasets
    .filter((dataset) => dataset.tp + dataset.fn > 0)
    .map((dataset) => toRates(dataset.tp, dataset.fp, dataset.fn));
  const mean = (name: "precision" | "recall" | "f1") => {
    const values = rates.map((rate) => rate[name] ?? 0);
    return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
  };
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") };
}

export function toNegatives(
  predictions: readonly Prediction[],
  rules: ScoreRules,
): EvaluationReport["negatives"] {
  let reported = 0;
  let labelled = 0;
  for (const { dataset, edges } of predictions) {
    labelled += dataset.negatives.length;
    const labels = toLabels(dataset, rules.catalogue, false);
    const wrong = edges.filter(
      (edge) => !labels.some((label) => isLabelled(edge.upstream, edge.mention, label.keys)),
    );
    reported += new Set(wrong.flatMap((edge) => findNegatives(edge, dataset, rules.catalogue))).size;
  }
  return { labelled, reported, rate: labelled === 0 ? 0 : reported / labelled };
}

export function toRelationAccuracy(predictions: readonly Prediction[], rules: ScoreRules): number | null {
  let right = 0;
  let all = 0;
  for (const { dataset, edges } of predictions) {
    const labels = toLabels(dataset, rules.catalogue, false).filter(
      (label) => label.counts && label.edge.relation != null,
    );
    for (const edge of edges) {
      const label = labels.find((candidate) => isLabelled(edge.upstream, edge.mention, candidate.keys));
      if (label === undefined) continue;
      all++;
      if (relationNames[label.edge.relation ?? ""] === edge.relation) right++;
    }
  }
  return all === 0 ? null : right / all;
}
