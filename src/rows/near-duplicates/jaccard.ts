/**
 * Jaccard similarity |A and B| / |A or B| of two sets given as ascending numbers without repetition, or -1 as soon as it
 * is certain to stay below the threshold. The quotient is compared as it is printed, so that 7 of 10 is at 0.7.
 */
export function compareSets(a: Float64Array, b: Float64Array, threshold: number): number {
  const total = a.length + b.length;
  if (a.length === 0 || b.length === 0) return -1;
  // A shared count below this cannot reach the threshold, whatever the rounding of the quotient.
  const least = Math.floor((threshold * total) / (1 + threshold));
  if (Math.min(a.length, b.length) < least) return -1;
  const shared = countShared(a, b, least);
  if (shared < least) return -1;
  const similarity = shared / (total - shared);
  return similarity >= threshold ? similarity : -1;
}

/** How many numbers both hold, or -1 as soon as it is certain to stay below `least`. */
function countShared(a: Float64Array, b: Float64Array, least: number): number {
  let i = 0;
  let j = 0;
  let shared = 0;
  // Every number that only one side holds lowers what can still be shared on that side.
  let spareOfA = a.length - least;
  let spareOfB = b.length - least;
  while (i < a.length && j < b.length) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) {
      shared += 1;
      i += 1;
      j += 1;
    } else if (x < y) {
      i += 1;
      spareOfA -= 1;
      if (spareOfA < 0) return -1;
    } else {
      j += 1;
      spareOfB -= 1;
      if (spareOfB < 0) return -1;
    }
  }
  return shared;
}

/** Share of equal positions of two signatures, an unbiased estimate of the Jaccard similarity (Broder 1997). */
export function estimateSimilarity(a: Float64Array, b: Float64Array): number {
  let equal = 0;
  for (let at = 0; at < a.length; at++) if (a[at] === b[at]) equal += 1;
  return equal / a.length;
}
