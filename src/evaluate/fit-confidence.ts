import { type ConfidenceModel, toLogOdds } from "../agents/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import type { Features } from "../model/index.ts";
import type { Agents, Hub } from "../model/ports/index.ts";
import type { LabelledDataset } from "./labelled-corpus.ts";
import { solveNewton } from "./logistic-regression.ts";
import { predictEdges } from "./predict.ts";
import { isLabelled, toGoldKeys } from "./same-dataset.ts";

/** One upstream that a document may name: what is known of each of its places, and whether it is a source. */
export interface Example {
  readonly repository: string;
  readonly places: readonly Features[];
  /** What is known of the edge as a whole: features that the model adjusts by. */
  readonly added: Features;
  readonly isSource: boolean;
  readonly weight: number;
}

interface CollectOptions {
  readonly catalogue: Catalogue;
  readonly confidence: ConfidenceModel;
  readonly createAgents: (confidence: ConfidenceModel) => Agents;
}

/** Collects everything the agents can see in a corpus, whatever its confidence. Labels without a clear answer are left out. */
export async function collectExamples(
  corpus: readonly LabelledDataset[],
  hub: Pick<Hub, "searchDatasets">,
  options: CollectOptions,
): Promise<Example[]> {
  const agents = options.createAgents({ ...options.confidence, thresholds: { report: 0, accept: 1 } });
  const examples: Example[] = [];
  for (const dataset of corpus) {
    const labels = dataset.edges.map((edge) => ({ edge, keys: toGoldKeys(edge, options.catalogue) }));
    for (const edge of await predictEdges(dataset, hub, agents)) {
      const label = labels.find((candidate) => isLabelled(edge.upstream, edge.mention, candidate.keys));
      if (label !== undefined && label.edge.stated !== true) continue;
      const places = [...new Set(edge.claims.map(({ claim }) => claim.features))];
      examples.push({
        repository: dataset.repository,
        places,
        added: Object.fromEntries(
          Object.entries(edge.features).filter(([name]) => name in options.confidence.adjustments),
        ),
        isSource: label !== undefined,
        weight: label?.edge.ambiguous === true ? 0.4 : 1,
      });
    }
  }
  return examples;
}

export interface FitOptions {
  /** Strength of the pull of every weight but the bias towards its prior. */
  readonly penalty: number;
  /** Adjustments to fit too, their value becoming their prior; the others stay as they are. */
  readonly adjustments?: readonly string[];
}

const rounds = 4;

/**
 * Logistic regression with a quadratic pull towards the priors, by Newton's method on the place that speaks most for each upstream; the
 * choice of the place and the weights alternate for a few rounds. Only features with a prior are weighed: a small corpus
 * cannot tell what the others mean. Deterministic.
 */
export function fitConfidence(
  examples: readonly Example[],
  base: ConfidenceModel,
  options: FitOptions,
): ConfidenceModel {
  const { adjustments = [], penalty } = options;
  const given = Object.fromEntries(adjustments.map((name) => [name, base.adjustments[name] ?? 0]));
  const priors = { ...given, ...base.priors };
  const weights = Object.fromEntries(Object.entries(priors).filter(([name]) => !(name in base.adjustments)));
  let model: ConfidenceModel = { ...base, bias: 0, weights, priors };
  for (let round = 0; round < rounds; round++) {
    const rows = examples.map((example) => toRow(example, model, adjustments));
    model = { ...model, ...fitWeights(rows, model, penalty) };
  }
  return model;
}

/** Log-odds that the model gives an example, its adjustments included. */
export function toExampleLogOdds(example: Example, model: ConfidenceModel): number {
  return toLogOdds(model, findBestPlace(example.places, model)) + toAdjustment(example.added, model);
}

function toAdjustment(added: Features, model: ConfidenceModel): number {
  return Object.entries(added).reduce(
    (sum, [name, value]) => sum + (model.adjustments[name] ?? 0) * value,
    0,
  );
}

function findBestPlace(places: readonly Features[], model: ConfidenceModel): Features {
  const ranked = places
    .map((features) => ({ features, logOdds: toLogOdds(model, features) }))
    .sort((a, b) => b.logOdds - a.logOdds);
  return ranked[0]?.features ?? {};
}

interface Row {
  readonly features: Features;
  /** Log-odds that are not fitted. */
  readonly offset: number;
  readonly isSource: boolean;
  readonly weight: number;
}

function toRow(example: Example, model: ConfidenceModel, adjustments: readonly string[]): Row {
  const isFitted = ([name]: readonly [string, number]) => adjustments.includes(name);
  const added = Object.entries(example.added);
  return {
    features: { ...findBestPlace(example.places, model), ...Object.fromEntries(added.filter(isFitted)) },
    offset: toAdjustment(Object.fromEntries(added.filter((entry) => !isFitted(entry))), model),
    isSource: example.isSource,
    weight: example.weight,
  };
}

const fewestPlaces = 3;

function fitWeights(
  rows: readonly Row[],
  { priors, adjustments }: ConfidenceModel,
  penalty: number,
): Pick<ConfidenceModel, "bias" | "weights" | "adjustments"> {
  const uses = (name: string) => rows.filter((row) => (row.features[name] ?? 0) !== 0).length;
  const names = Object.keys(priors)
    .filter((name) => uses(name) >= fewestPlaces)
    .sort();
  const matrix = rows.map((row) => Float64Array.from([1, ...names.map((name) => row.features[name] ?? 0)]));
  const towards = Float64Array.from([0, ...names.map((name) => priors[name] ?? 0)]);
  const solved = solveNewton(matrix, rows, { penalty, towards });
  const fitted = new Map(names.map((name, index) => [name, roundTo(solved[index + 1] ?? 0)]));
  const values = Object.entries(priors).map(([name, prior]) => [name, fitted.get(name) ?? prior] as const);
  return {
    bias: roundTo(solved[0] ?? 0),
    weights: Object.fromEntries(values.filter(([name]) => !(name in adjustments))),
    adjustments: {
      ...adjustments,
      ...Object.fromEntries(values.filter(([name]) => name in adjustments)),
    },
  };
}

function roundTo(value: number): number {
  return Number(value.toFixed(3));
}
