import { z } from "zod";

export const CorrelationStudy = z.strictObject({
  pairs: z.int(),
  pearson: z.number().nullable(),
  /** Pearson's of mid-ranks, so that ties share their mean rank. */
  spearman: z.number().nullable(),
  /** Kendall's tau-b, which corrects for ties. */
  kendall: z.number().nullable(),
  /** Share of all orders of the second column whose Spearman is at least as far from 0; the identity counts. */
  permutationP: z.number().nullable(),
  /** Whether all orders were looked at, or a seeded sample of them. */
  isExact: z.boolean(),
  /** Spearman without each pair in turn: how much hangs on one dataset. */
  leaveOneOut: z.array(z.number().nullable()),
});
export type CorrelationStudy = z.infer<typeof CorrelationStudy>;

/** 9! orders are looked at in under a second. */
const mostExactPairs = 9;
const sampledOrders = 100_000;
/** Correlations that differ by rounding only are equal. */
const rounding = 1e-12;

/** How well one column orders another. Null figures where a column does not vary or fewer than two pairs are there. */
export function studyCorrelation(left: readonly number[], right: readonly number[]): CorrelationStudy {
  const spearman = toSpearman(left, right);
  const isExact = left.length <= mostExactPairs;
  return {
    pairs: left.length,
    pearson: toPearson(left, right),
    spearman,
    kendall: toKendall(left, right),
    permutationP: spearman === null ? null : toPermutationP(left, right, { spearman, isExact }),
    isExact,
    leaveOneOut: left.map((_, place) => toSpearman(without(left, place), without(right, place))),
  };
}

function toSpearman(left: readonly number[], right: readonly number[]): number | null {
  return toPearson(toMidRanks(left), toMidRanks(right));
}

function toPearson(left: readonly number[], right: readonly number[]): number | null {
  const [x, y] = [toDeviations(left), toDeviations(right)];
  const length = Math.sqrt(dot(x, x) * dot(y, y));
  return left.length < 2 || length === 0 ? null : dot(x, y) / length;
}

/** (concordant - discordant) / sqrt((pairs not tied left) (pairs not tied right)). */
function toKendall(left: readonly number[], right: readonly number[]): number | null {
  let [sum, untiedLeft, untiedRight] = [0, 0, 0];
  for (let i = 0; i < left.length; i++)
    for (let j = 0; j < i; j++) {
      const x = Math.sign((left[i] ?? 0) - (left[j] ?? 0));
      const y = Math.sign((right[i] ?? 0) - (right[j] ?? 0));
      sum += x * y;
      untiedLeft += x * x;
      untiedRight += y * y;
    }
  const length = Math.sqrt(untiedLeft * untiedRight);
  return length === 0 ? null : sum / length;
}

interface Test {
  readonly spearman: number;
  readonly isExact: boolean;
}

function toPermutationP(
  left: readonly number[],
  right: readonly number[],
  { spearman, isExact }: Test,
): number {
  const x = toDeviations(toMidRanks(left));
  const ranks = toDeviations(toMidRanks(right));
  const length = Math.sqrt(dot(x, x) * dot(ranks, ranks));
  const isAsFar = (order: readonly number[]) =>
    Math.abs(dot(x, order) / length) >= Math.abs(spearman) - rounding;
  let [orders, far] = [0, 0];
  for (const order of isExact ? listOrders(ranks) : sampleOrders(ranks)) {
    orders += 1;
    if (isAsFar(order)) far += 1;
  }
  return far / orders;
}

/** All orders, by Heap's method; the same array each time. */
function* listOrders(values: readonly number[]): Generator<readonly number[]> {
  const order = [...values];
  const turns = order.map(() => 0);
  yield order;
  for (let place = 1; place < order.length; ) {
    const turn = turns[place] ?? 0;
    if (turn >= place) {
      turns[place] = 0;
      place += 1;
      continue;
    }
    swap(order, place % 2 === 0 ? 0 : turn, place);
    turns[place] = turn + 1;
    place = 1;
    yield order;
  }
}

/** The order as it is, then seeded shuffles of it. */
function* sampleOrders(values: readonly number[]): Generator<readonly number[]> {
  const order = [...values];
  let state = 1;
  yield order;
  for (let sample = 1; sample < sampledOrders; sample++) {
    for (let place = order.length - 1; place > 0; place--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      swap(order, Math.floor((state / 2 ** 32) * (place + 1)), place);
    }
    yield order;
  }
}

function swap(values: number[], left: number, right: number): void {
  const kept = values[left] ?? 0;
  values[left] = values[right] ?? 0;
  values[right] = kept;
}

function toMidRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

function toDeviations(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0);
}

function without(values: readonly number[], place: number): number[] {
  return values.toSpliced(place, 1);
}
