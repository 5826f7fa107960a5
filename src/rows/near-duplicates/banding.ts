/** How a signature is cut: `bands` pieces of `rows` values each; two texts are candidates when a whole piece is equal. */
export interface Banding {
  readonly bands: number;
  readonly rows: number;
}

export interface BandingTarget {
  readonly permutations: number;
  readonly threshold: number;
}

/** Of the pairs exactly at the threshold, the share that a banding for verified candidates has to find. */
export const recallAtThreshold = 0.999;

/** Probability that two texts of that Jaccard similarity share a band: 1 - (1 - s^rows)^bands. */
export function findProbability(similarity: number, { bands, rows }: Banding): number {
  return 1 - (1 - similarity ** rows) ** bands;
}

/**
 * The banding for candidates that are verified afterwards: false ones cost time only, so it is the cheapest of those that
 * find `recallAtThreshold` of the pairs at the threshold. Cheapest is the least share of pairs below the threshold that
 * become candidates, over similarities spread evenly: the integral of `findProbability` from 0 to the threshold. Where
 * no banding finds enough (few permutations, low threshold), the one that finds most.
 */
export function toVerifiedBanding({ permutations, threshold }: BandingTarget): Banding {
  let best: { banding: Banding; cost: number } | undefined;
  for (let rows = 1; rows <= permutations; rows++) {
    const banding = toFewestBands(rows, { permutations, threshold });
    if (banding === undefined) break;
    const cost = integrate((similarity) => findProbability(similarity, banding), 0, threshold);
    if (best === undefined || cost < best.cost) best = { banding, cost };
  }
  return best?.banding ?? { bands: permutations, rows: 1 };
}

/**
 * The optimum for candidates that count without a look: the least sum, equally weighted, of the integrals of the false
 * positives below and the false negatives above the threshold (Ullman's banding as datasketch chooses it).
 */
export function toUnverifiedBanding({ permutations, threshold }: BandingTarget): Banding {
  let best = { banding: { bands: 1, rows: 1 }, cost: Number.POSITIVE_INFINITY };
  for (let bands = 1; bands <= permutations; bands++) {
    for (let rows = 1; rows * bands <= permutations; rows++) {
      const banding = { bands, rows };
      const falsePositives = integrate((similarity) => findProbability(similarity, banding), 0, threshold);
      const falseNegatives = integrate(
        (similarity) => 1 - findProbability(similarity, banding),
        threshold,
        1,
      );
      const cost = falsePositives + falseNegatives;
      if (cost < best.cost) best = { banding, cost };
    }
  }
  return best.banding;
}

/** The fewest bands of that many rows that find enough at the threshold, if the permutations suffice for them. */
function toFewestBands(rows: number, { permutations, threshold }: BandingTarget): Banding | undefined {
  const missedByOne = 1 - threshold ** rows;
  const needed = missedByOne === 0 ? 1 : Math.ceil(Math.log(1 - recallAtThreshold) / Math.log(missedByOne));
  const bands = Math.max(1, needed);
  return bands * rows <= permutations ? { bands, rows } : undefined;
}

/** Simpson's rule; the integrands are smooth, so that 128 steps are right to six digits. */
function integrate(height: (at: number) => number, from: number, to: number): number {
  const steps = 128;
  const width = (to - from) / steps;
  let sum = height(from) + height(to);
  for (let step = 1; step < steps; step++) sum += height(from + step * width) * (step % 2 === 1 ? 4 : 2);
  return (sum * width) / 3;
}
