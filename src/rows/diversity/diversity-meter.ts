import type { AlgebraKernels, GramSum } from "../../kernels/index.ts";
import { toVendiScore } from "./vendi-score.ts";

export interface Diversity {
  /** Vectors that were measured. */
  readonly count: number;
  /** Vectors without a direction (all zero), which were left out. */
  readonly zeroCount: number;
  /** Effective number of distinct vectors under the cosine kernel. */
  readonly vendiScore: number;
  /** `1 - mean cos(x, m)`, m the mean vector. */
  readonly centroidDistance: number;
  /** Which of the two equal matrices the eigenvalues were taken from: width x width, or count x count. */
  readonly path: "covariance" | "kernel";
}

export interface DiversityMeter {
  /**
   * @param vectors whole vectors one after another
   * @param weights how much each counts (not negative); 1 each when absent
   * @throws RangeError for a length that is no multiple of the width, and for what is no finite number
   */
  add(vectors: Float32Array, weights?: Float64Array): void;
  /** @param order of the Vendi score; 1 is the published one */
  measure(order?: number): Diversity;
}

/**
 * Vendi score and centroid distance (roots C6) in one pass. The kernel is cosine: K/N and the covariance of the normalised
 * vectors have the same eigenvalues, so memory is O(width²) whatever the number of vectors. While there are no more
 * vectors than numbers in one, they are kept and the smaller matrix is used.
 */
export function createDiversityMeter(algebra: AlgebraKernels, width: number): DiversityMeter {
  const directionSum = new Float64Array(width);
  const vectorSum = new Float64Array(width);
  let kept: Float32Array[] | undefined = [];
  let gram: GramSum | undefined;
  let count = 0;
  let zeroCount = 0;
  let weightSum = 0;

  const addVector = (vector: Float32Array, weight: number) => {
    const length = toLength(vector);
    if (length === 0 || weight === 0) {
      zeroCount += length === 0 ? 1 : 0;
      return;
    }
    const scale = 1 / length;
    for (let k = 0; k < width; k++) {
      const value = vector[k] as number;
      vectorSum[k] = (vectorSum[k] as number) + weight * value;
      directionSum[k] = (directionSum[k] as number) + weight * value * scale;
    }
    count += 1;
    weightSum += weight;
    addScaled(vector.map((value) => value * scale * Math.sqrt(weight)));
  };
  const addScaled = (vector: Float32Array) => {
    if (kept === undefined) return gram?.add(vector);
    kept.push(vector);
    if (kept.length <= width) return;
    gram = algebra.createGram(width);
    for (const each of kept) gram.add(each);
    kept = undefined;
  };
  return {
    add(vectors, weights) {
      if (vectors.length % width !== 0)
        throw new RangeError(`${vectors.length} numbers are no whole vectors of ${width}`);
      for (let row = 0; row * width < vectors.length; row++)
        addVector(vectors.subarray(row * width, (row + 1) * width), weights?.[row] ?? 1);
    },
    measure(order = 1) {
      const figures = {
        count,
        zeroCount,
        centroidDistance: toCentroidDistance({ directionSum, vectorSum, weightSum }),
      };
      const eigenvalues = findEigenvalues(algebra, kept ?? gram);
      return {
        ...figures,
        vendiScore: toVendiScore(
          eigenvalues.map((value) => value / weightSum),
          order,
        ),
        path: kept === undefined ? "covariance" : "kernel",
      };
    },
  };
}

function toLength(vector: Float32Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (!Number.isFinite(squares)) throw new RangeError("a vector holds what is no finite number");
  return Math.sqrt(squares);
}

/** Of the products of all pairs of vectors, or of what was summed up of them: those that are not zero are the same. */
function findEigenvalues(
  algebra: AlgebraKernels,
  held: readonly Float32Array[] | GramSum | undefined,
): Float64Array {
  if (held === undefined || ("length" in held && held.length === 0)) return new Float64Array(0);
  const matrix = "length" in held ? toKernelMatrix(algebra, held) : held.toMatrix();
  return algebra.findEigenvalues(matrix, Math.sqrt(matrix.length));
}

/** The products of all pairs: the Gram matrix of the columns. */
function toKernelMatrix(algebra: AlgebraKernels, vectors: readonly Float32Array[]): Float64Array {
  const size = vectors.length;
  const gram = algebra.createGram(size);
  const column = new Float32Array(size);
  for (let k = 0; k < (vectors[0]?.length ?? 0); k++) {
    for (let row = 0; row < size; row++) column[row] = vectors[row]?.[k] as number;
    gram.add(column);
  }
  return gram.toMatrix();
}

interface Sums {
  readonly directionSum: Float64Array;
  readonly vectorSum: Float64Array;
  readonly weightSum: number;
}

/** The mean cosine is the sum of the directions along the mean vector, over the number of vectors. */
function toCentroidDistance({ directionSum, vectorSum, weightSum }: Sums): number {
  if (weightSum === 0) return 0;
  let along = 0;
  let squares = 0;
  for (const [k, value] of vectorSum.entries()) {
    along += value * (directionSum[k] as number);
    squares += value * value;
  }
  return squares === 0 ? 1 : 1 - along / Math.sqrt(squares) / weightSum;
}
