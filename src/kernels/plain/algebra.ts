import type { AlgebraKernels, GramSum, VectorProducts } from "../algebra-kernels.ts";
import { findTridiagonalEigenvalues } from "../tridiagonal-eigenvalues.ts";

export function createPlainAlgebra(): AlgebraKernels {
  return {
    kind: "plain",
    createGram,
    createProducts,
    findEigenvalues(matrix, size) {
      const { diagonal, offDiagonal } = tridiagonalise(matrix.slice(), size);
      return findTridiagonalEigenvalues(diagonal, offDiagonal);
    },
  };
}

function createGram(width: number): GramSum {
  const sums = new Float64Array(width * width);
  return {
    add(rows) {
      for (let start = 0; start < rows.length; start += width)
        addRow(rows.subarray(start, start + width), sums);
    },
    toMatrix() {
      for (let i = 0; i < width; i++)
        for (let j = 0; j < i; j++) sums[i * width + j] = sums[j * width + i] as number;
      return sums.slice();
    },
  };
}

function createProducts(held: Float32Array, width: number): VectorProducts {
  const own = held.slice();
  const count = own.length / width;
  return {
    multiply(vectors) {
      const rows = vectors.length / width;
      const products = new Float32Array(rows * count);
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < count; column++)
          products[row * count + column] = dot(
            vectors.subarray(row * width, (row + 1) * width),
            own.subarray(column * width, (column + 1) * width),
          );
      return products;
    },
  };
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let place = 0; place < left.length; place++) sum += (left[place] as number) * (right[place] as number);
  return sum;
}

/** Adds x x' to the upper triangle. */
function addRow(row: Float32Array, sums: Float64Array): void {
  const width = row.length;
  for (let i = 0; i < width; i++) {
    const factor = row[i] as number;
    const at = i * width;
    for (let j = i; j < width; j++) sums[at + j] = (sums[at + j] as number) + factor * (row[j] as number);
  }
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
}

/** Householder reflections from the last row upward on the lower triangle, which is destroyed. */
function tridiagonalise(matrix: Float64Array, size: number): Tridiagonal {
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(size);
  for (let i = size - 1; i >= 1; i--) {
    const row = matrix.subarray(i * size, i * size + i);
    diagonal[i] = matrix[i * size + i] as number;
    const { vector, beta, length } = toReflection(row);
    offDiagonal[i] = length;
    if (beta !== 0) reflect(matrix, { size, vector, beta });
  }
  if (size > 0) diagonal[0] = matrix[0] as number;
  return { diagonal, offDiagonal };
}

/** The reflection I - beta u u' that turns a row into `length` at its last place and zero elsewhere. */
function toReflection(row: Float64Array): { vector: Float64Array; beta: number; length: number } {
  const vector = row.slice();
  const last = row.length - 1;
  const head = row[last] as number;
  let squares = 0;
  for (let k = 0; k < last; k++) squares += (row[k] as number) ** 2;
  if (squares === 0) return { vector, beta: 0, length: head };
  const norm = Math.sqrt(squares + head * head);
  const length = head > 0 ? -norm : norm;
  vector[last] = head - length;
  return { vector, beta: 1 / (length * length - head * length), length };
}

/** A := H A H on the leading block, H = I - beta u u'. */
function reflect(
  matrix: Float64Array,
  { size, vector, beta }: { readonly size: number; readonly vector: Float64Array; readonly beta: number },
): void {
  const order = vector.length;
  const product = new Float64Array(order);
  for (let r = 0; r < order; r++)
    for (let k = 0; k <= r; k++) {
      const value = matrix[r * size + k] as number;
      product[r] = (product[r] as number) + value * (vector[k] as number);
      if (k < r) product[k] = (product[k] as number) + value * (vector[r] as number);
    }
  let along = 0;
  for (let k = 0; k < order; k++) {
    product[k] = (product[k] as number) * beta;
    along += (product[k] as number) * (vector[k] as number);
  }
  const half = 0.5 * beta * along;
  for (let k = 0; k < order; k++) product[k] = (product[k] as number) - half * (vector[k] as number);
  for (let r = 0; r < order; r++)
    for (let k = 0; k <= r; k++) {
      const change =
        (vector[r] as number) * (product[k] as number) + (product[r] as number) * (vector[k] as number);
      matrix[r * size + k] = (matrix[r * size + k] as number) - change;
    }
}
