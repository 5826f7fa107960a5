import { toProbability } from "../agents/index.ts";

/** An observation: what of its log-odds is given, what happened, and how much it counts. */
interface Observation {
  readonly offset: number;
  readonly isSource: boolean;
  readonly weight: number;
}

interface Pull {
  readonly penalty: number;
  readonly towards: Float64Array;
}

/** Weights of a logistic regression, the first column's (the bias) hardly pulled, by Newton's method. */
export function solveNewton(
  matrix: readonly Float64Array[],
  rows: readonly Observation[],
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
  readonly row: Observation | undefined;
  readonly beta: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: readonly Float64Array[];
}

function addRow(features: Float64Array, { row, beta, gradient, hessian }: Accumulators): void {
  if (row === undefined) return;
  let logOdds = row.offset;
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
