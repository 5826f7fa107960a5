import type { AlgebraKernels, GramSum } from "../../kernels/index.ts";
import { toVendiScore } from "./vendi-score.ts";

/** What diversity is computed from: it adds up over parts of the rows, and can be taken away again. */
export interface DiversitySums {
  readonly width: number;
  readonly count: number;
  readonly zeroCount: number;
  readonly weightSum: number;
  /** Sum of w x/|x|. */
  readonly directionSum: Float64Array;
  /** Sum of w x. */
  readonly vectorSum: Float64Array;
  /** Sum of w (x/|x|)(x/|x|)', width x width. */
  readonly matrix: Float64Array;
}

/** @param factor how often the part is taken; negative to take it away */
export function addSums(sums: DiversitySums, part: DiversitySums, factor = 1): DiversitySums {
  const add = (left: Float64Array, right: Float64Array) =>
    left.map((value, place) => value + factor * (right[place] as number));
  return {
    width: sums.width,
    count: sums.count + factor * part.count,
    zeroCount: sums.zeroCount + factor * part.zeroCount,
    weightSum: sums.weightSum + factor * part.weightSum,
    directionSum: add(sums.directionSum, part.directionSum),
    vectorSum: add(sums.vectorSum, part.vectorSum),
    matrix: add(sums.matrix, part.matrix),
  };
}

export function createEmptySums(width: number): DiversitySums {
  return {
    width,
    count: 0,
    zeroCount: 0,
    weightSum: 0,
    directionSum: new Float64Array(width),
    vectorSum: new Float64Array(width),
    matrix: new Float64Array(width * width),
  };
}

/** The Vendi score by the covariance path, whatever the number of rows. */
export function toScore(algebra: AlgebraKernels, sums: DiversitySums, order: number): number {
  if (sums.count === 0) return 0;
  const eigenvalues = algebra.findEigenvalues(sums.matrix, sums.width);
  return toVendiScore(
    eigenvalues.map((value) => value / sums.weightSum),
    order,
  );
}

/** `1 - mean cos(x, m)`: the mean cosine is the sum of the directions along the mean vector, over the weights. */
export function toCentroidDistance({ directionSum, vectorSum, weightSum }: DiversitySums): number {
  if (weightSum === 0) return 0;
  let along = 0;
  let squares = 0;
  for (const [place, value] of vectorSum.entries()) {
    along += value * (directionSum[place] as number);
    squares += value * value;
  }
  return squares === 0 ? 1 : 1 - along / Math.sqrt(squares) / weightSum;
}

/** Adds vectors up; `held` keeps the normalised ones while there are no more of them than numbers in one. */
export class DiversityCollector {
  readonly #algebra: AlgebraKernels;
  readonly #width: number;
  readonly #directionSum: Float64Array;
  readonly #vectorSum: Float64Array;
  readonly #gram: GramSum;
  #held: Float32Array[] | undefined = [];
  #count = 0;
  #zeroCount = 0;
  #weightSum = 0;

  constructor(algebra: AlgebraKernels, width: number) {
    this.#algebra = algebra;
    this.#width = width;
    this.#directionSum = new Float64Array(width);
    this.#vectorSum = new Float64Array(width);
    this.#gram = algebra.createGram(width);
  }

  /** @throws RangeError for a vector of another length, and for what is no finite number */
  add(vector: Float32Array, weight = 1): void {
    if (vector.length !== this.#width)
      throw new RangeError(`a vector has ${vector.length} numbers, not ${this.#width}`);
    const length = toLength(vector);
    if (length === 0) this.#zeroCount += 1;
    if (length === 0 || weight === 0) return;
    const scale = 1 / length;
    const root = scale * Math.sqrt(weight);
    const scaled = new Float32Array(vector.length);
    for (let place = 0; place < vector.length; place++) {
      const value = vector[place] as number;
      this.#vectorSum[place] = (this.#vectorSum[place] as number) + weight * value;
      this.#directionSum[place] = (this.#directionSum[place] as number) + weight * value * scale;
      scaled[place] = value * root;
    }
    this.#count += 1;
    this.#weightSum += weight;
    this.#gram.add(scaled);
    if (this.#held !== undefined) this.#held.push(scaled);
    if (this.#count > this.#width) this.#held = undefined;
  }

  toSums(): DiversitySums {
    return {
      width: this.#width,
      count: this.#count,
      zeroCount: this.#zeroCount,
      weightSum: this.#weightSum,
      directionSum: this.#directionSum.slice(),
      vectorSum: this.#vectorSum.slice(),
      matrix: this.#gram.toMatrix(),
    };
  }

  /** The score by the path of the smaller matrix: both have the same eigenvalues. */
  measure(order = 1): Diversity {
    const sums = this.toSums();
    const held = this.#held;
    return {
      count: sums.count,
      zeroCount: sums.zeroCount,
      vendiScore: held === undefined ? toScore(this.#algebra, sums, order) : this.#toKernelScore(held, order),
      centroidDistance: toCentroidDistance(sums),
      path: held === undefined ? "covariance" : "kernel",
    };
  }

  #toKernelScore(held: readonly Float32Array[], order: number): number {
    if (held.length === 0) return 0;
    const gram = this.#algebra.createGram(held.length);
    const column = new Float32Array(held.length);
    for (let place = 0; place < this.#width; place++) {
      for (const [row, vector] of held.entries()) column[row] = vector[place] as number;
      gram.add(column);
    }
    const eigenvalues = this.#algebra.findEigenvalues(gram.toMatrix(), held.length);
    return toVendiScore(
      eigenvalues.map((value) => value / this.#weightSum),
      order,
    );
  }
}

export interface Diversity {
  /** Vectors that were measured. */
  readonly count: number;
  /** Vectors without a direction (all zero), which were left out. */
  readonly zeroCount: number;
  /** Effective number of distinct vectors under the cosine kernel (roots C6). */
  readonly vendiScore: number;
  /** `1 - mean cos(x, m)`, m the mean vector. */
  readonly centroidDistance: number;
  /** Which of the two matrices of equal eigenvalues was used: width x width, or count x count. */
  readonly path: "covariance" | "kernel";
}

function toLength(vector: Float32Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (!Number.isFinite(squares)) throw new RangeError("a vector holds what is no finite number");
  return Math.sqrt(squares);
}
