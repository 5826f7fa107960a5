/** Eigenvalues that rounding left below this share of the largest count as zero. */
const negligible = 1e-12;

/**
 * The Vendi score of order q from the eigenvalues of a similarity matrix whose diagonal sums to one (roots C6):
 * `exp(-sum l ln l)` for q = 1, `(sum l^q)^(1 / (1 - q))` otherwise, the number of positive eigenvalues for q = 0 and
 * one over the largest for q = infinity. Between 1 (all alike) and the number of rows (all orthogonal); 0 without rows.
 */
export function toVendiScore(eigenvalues: Float64Array, order = 1): number {
  const largest = eigenvalues.reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) return 0;
  const shares = eigenvalues.filter((value) => value > largest * negligible);
  if (order === Number.POSITIVE_INFINITY) return 1 / largest;
  if (order === 1) return Math.exp(-sumOf(shares, (share) => share * Math.log(share)));
  return sumOf(shares, (share) => share ** order) ** (1 / (1 - order));
}

function sumOf(values: Float64Array, toTerm: (value: number) => number): number {
  return values.reduce((sum, value) => sum + toTerm(value), 0);
}
