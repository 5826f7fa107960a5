/** The sum of x x' over row vectors x, kept as the covariance path of the Vendi score needs it (roots C6). */
export interface GramSum {
  /** @param rows whole rows one after another, each `width` numbers */
  add(rows: Float32Array): void;
  /** The `width` x `width` matrix of all rows so far, row-major, both triangles. */
  toMatrix(): Float64Array;
}

/** A few vectors that very many are compared with. */
export interface VectorProducts {
  /**
   * The dot product of each given vector with each held one, a row for each given, valid until the next call.
   *
   * @param vectors at most `productRows` whole vectors
   */
  multiply(vectors: Float32Array): Float32Array;
}

/** Vectors that `multiply` takes at a time. */
export const productRows = 64;

/** Dense algebra; every implementation agrees with the other to rounding (f32 products, f64 sums across blocks of rows). */
export interface AlgebraKernels {
  readonly kind: "wasm-simd" | "plain";
  createGram(width: number): GramSum;
  /** @param held whole vectors of `width` numbers, copied */
  createProducts(held: Float32Array, width: number): VectorProducts;
  /**
   * All eigenvalues of a symmetric matrix in ascending order, by Householder reflections and implicit QL.
   *
   * @param matrix row-major, `size` x `size`; only the lower triangle is read
   */
  findEigenvalues(matrix: Float64Array, size: number): Float64Array;
}
