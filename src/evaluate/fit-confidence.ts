import { type ConfidenceModel, toLogOdds, toProbability } from "../agents/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import type { Features } from "../model/index.ts";
import type { Agents, Hub } from "../model/ports/index.ts";
import type { LabelledDataset } from "./labelled-corpus.ts";
import { predictEdges } from "./predict.ts";
import { isLabelled, toGoldKeys } from "./same-dataset.ts";

/** One upstream that a document may name: what is known of each of its places, and whether it is a source. */
export interface Example {
  readonly repository: string;
  readonly places: readonly Features[];
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
  readonly rounds: number;
}

export const defaultFit: FitOptions = { penalty: 3, rounds: 4 };

/**
 * Logistic regression with a quadratic pull towards the priors, by Newton's method on the place that speaks most for each upstream; the
 * choice of the place and the weights alternate for a few rounds. Deterministic.
 */
export function fitConfidence(
  examples: readonly Example[],
  base: ConfidenceModel,
  options: FitOptions = defaultFit,
): ConfidenceModel {
  let model: ConfidenceModel = { ...base, bias: 0, weights: base.priors };
  for (let round = 0; round < options.rounds; round++) {
    const chosen = examples.map((example) => ({
      ...example,
      features: findBestPlace(example.places, model),
    }));
    model = { ...base, ...fitWeights(chosen, base.priors, options.penalty) };
  }
  return model;
}

function findBestPlace(places: readonly Features[], model: ConfidenceModel): Features {
  const ranked = places
    .map((features) => ({ features, logOdds: toLogOdds(model, features) }))
    .sort((a, b) => b.logOdds - a.logOdds);
  return ranked[0]?.features ?? {};
}

interface Row {
  readonly features: Features;
  readonly isSource: boolean;
  readonly weight: number;
}

const fewestPlaces = 3;

function fitWeights(
  rows: readonly Row[],
  priors: Features,
  penalty: number,
): Pick<ConfidenceModel, "bias" | "weights"> {
  const uses = new Map<string, number>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row.features))
      if (value !== 0) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  const names = [...uses]
    .filter(([, count]) => count >= fewestPlaces)
    .map(([name]) => name)
    .sort();
  const matrix = rows.map((row) => Float64Array.from([1, ...names.map((name) => row.features[name] ?? 0)]));
  const towards = Float64Array.from([0, ...names.map((name) => priors[name] ?? 0)]);
  const solved = solveNewton(matrix, rows, { penalty, towards });
  const fitted = Object.fromEntries(names.map((name, index) => [name, roundTo(solved[index + 1] ?? 0)]));
  return { bias: roundTo(solved[0] ?? 0), weights: { ...priors, ...fitted } };
}

function roundTo(value: number): number {
  return Number(value.toFixed(3));
}

interface Pull {
  readonly penalty: number;
  readonly towards: Float64Array;
}

function solveNewton(
  matrix: readonly Float64Array[],
  rows: readonly Row[],
  { penalty, towards }: Pull,
): Float64Array {
  const size = matrix[0]?.length ?? 1;
  let beta: Float64Array = towards.slice();
  for (let step = 0; step < 25; step++) {
    const gradient = new Float64Array(size);
    const hessian = Array.from({ length: size }, () => new Float64Array(size));
    for (const [index, features] of matrix.entries())
      addRow(features, { row: rows[index], beta, gradient, hessian });
    for (let j = 0; j < size; j++) {
      const strength = j === 0 ? 1e-3 : penalty;
      gradient[j] = (gradient[j] ?? 0) - strength * ((beta[j] ?? 0) - (towards[j] ?? 0));
      const line = hessian[j];
      if (line !== undefined) line[j] = (line[j] ?? 0) + strength;
    }
    const change = solveLinear(hessian, gradient);
    beta = beta.map((value, j) => value + (change[j] ?? 0));
    if (Math.max(...change.map(Math.abs)) < 1e-7) break;
  }
  return beta;
}

interface Accumulators {
  readonly row: Row | undefined;
  readonly beta: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: readonly Float64Array[];
}

function addRow(features: Float64Array, { row, beta, gradient, hessian }: Accumulators): void {
  if (row === undefined) return;
  let logOdds = 0;
  for (let j = 0; j < features.length; j++) logOdds += (features[j] ?? 0) * (beta[j] ?? 0);
  const probability = toProbability(logOdds);
  const residual = row.weight * ((row.isSource ? 1 : 0) - probability);
  const curvature = row.weight * probability * (1 - probability);
  for (let j = 0; j < features.length; j++) {
    const value = features[j] ?? 0;
    if (value === 0) continue;
    gradient[j] = (gradient[j] ?? 0) + residual * value;
    const line = hessian[j];
    if (line === undefined) continue;
    for (let k = 0; k < features.length; k++)
      line[k] = (line[k] ?? 0) + curvature * value * (features[k] ?? 0);
  }
}

/** Gaussian elimination with partial pivoting; the matrix is positive definite through the penalty. */
function solveLinear(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const rows = matrix.map((line, index) => Float64Array.from([...line, right[index] ?? 0]));
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let index = pivot + 1; index < size; index++)
      if (Math.abs(rows[index]?.[pivot] ?? 0) > Math.abs(rows[best]?.[pivot] ?? 0)) best = index;
    swap(rows, pivot, best);
    eliminate(rows, pivot);
  }
  const solution = new Float64Array(size);
  for (let index = size - 1; index >= 0; index--) {
    const line = rows[index];
    let sum = line?.[size] ?? 0;
    for (let k = index + 1; k < size; k++) sum -= (line?.[k] ?? 0) * (solution[k] ?? 0);
    solution[index] = sum / (line?.[index] ?? 1);
  }
  return solution;
}

function eliminate(rows: readonly Float64Array[], pivot: number): void {
  const source = rows[pivot];
  const head = source?.[pivot] ?? 0;
  if (source === undefined || head === 0) return;
  for (let index = pivot + 1; index < rows.length; index++) {
    const line = rows[index];
    const factor = (line?.[pivot] ?? 0) / head;
    if (line === undefined || factor === 0) continue;
    for (let k = pivot; k < line.length; k++) line[k] = (line[k] ?? 0) - factor * (source[k] ?? 0);
  }
}

function swap(rows: Float64Array[], a: number, b: number): void {
  const first = rows[a];
  const second = rows[b];
  if (first === undefined || second === undefined) return;
  rows[a] = second;
  rows[b] = first;
}
