/** The sum of x x' over row vectors x, kept as the covariance path of the Vendi score needs it (roots C6). */
export interface GramSum {
  /** @param rows whole rows one after another, each `width` numbers */
  add(rows: Float32Array): void;
  /** The `width` x `width` matrix of all rows so far, row-major, both triangles. */
  toMatrix(): Float64Array;
}

/** Dense algebra; every implementation agrees with the other to rounding (f32 products, f64 sums across blocks of rows). */
export interface AlgebraKernels {
  readonly kind: "wasm-simd" | "plain";
  createGram(width: number): GramSum;
  /**
   * All eigenvalues of a symmetric matrix in ascending order, by Householder reflections and implicit QL.
   *
   * @param matrix row-major, `size` x `size`; only the lower triangle is read
   */
  findEigenvalues(matrix: Float64Array, size: number): Float64Array;
}
