import { describe, expect, test } from "vitest";
import { createAlgebraKernels } from "../../kernels/index.ts";
import {
  addSums,
  type Diversity,
  DiversityCollector,
  toCentroidDistance,
  toScore,
} from "./diversity-sums.ts";
import { toVendiScore } from "./vendi-score.ts";

const algebra = createAlgebraKernels();

function measure(
  rows: readonly (readonly number[])[],
  options: { order?: number; weights?: number[] } = {},
): Diversity {
  return collect(rows, options.weights).measure(options.order);
}

function collect(rows: readonly (readonly number[])[], weights?: readonly number[]): DiversityCollector {
  const collector = new DiversityCollector(algebra, rows[0]?.length ?? 0);
  for (const [place, row] of rows.entries()) collector.add(Float32Array.from(row), weights?.[place]);
  return collector;
}

describe("what is known (trust Q-03)", () => {
  test("orthonormal vectors are as many as they are, and at 1 - 1/sqrt(n) from their middle", () => {
    const found = measure([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
    expect(found.vendiScore).toBeCloseTo(4, 10);
    expect(found.centroidDistance).toBeCloseTo(0.5, 10);
    expect(found.path).toBe("kernel");
  });

  test("equal vectors are one, whatever their length and number", () => {
    for (const count of [1, 2, 50]) {
      const found = measure(Array.from({ length: count }, (_, place) => [3 * (place + 1), 4 * (place + 1)]));
      expect(Math.abs(found.vendiScore - 1)).toBeLessThan(1e-5);
      expect(found.centroidDistance).toBeCloseTo(0, 6);
    }
  });

  test("two clusters of one direction each are two, by either path and any order", () => {
    const rows = Array.from({ length: 10 }, (_, place) => (place % 2 === 0 ? [1, 0, 0] : [0, 2, 0]));
    for (const order of [0, 0.5, 1, 2, Number.POSITIVE_INFINITY]) {
      const found = measure(rows, { order });
      expect(found.vendiScore).toBeCloseTo(2, 5);
      expect(found.path).toBe("covariance");
      expect(measure(rows.slice(0, 2), { order }).vendiScore).toBeCloseTo(2, 5);
    }
  });

  test("opposite vectors have no middle: the distance is 1", () => {
    expect(
      measure([
        [1, 0],
        [-1, 0],
      ]).centroidDistance,
    ).toBe(1);
  });
});

test("both paths give the same score: rows are repeated until there are more than numbers in one", () => {
  const rows = Array.from({ length: 20 }, (_, row) =>
    Array.from({ length: 24 }, (_, place) => Math.sin(row * 37 + place * place)),
  );
  const kernel = measure(rows);
  const covariance = measure([...rows, ...rows]);
  expect([kernel.path, covariance.path]).toEqual(["kernel", "covariance"]);
  expect(Math.abs(kernel.vendiScore / covariance.vendiScore - 1)).toBeLessThan(1e-6);
  expect(kernel.centroidDistance).toBeCloseTo(covariance.centroidDistance, 6);
});

test("a weight of two is the row twice", () => {
  const rows = [
    [1, 0.2, 0],
    [0.1, 1, 0.3],
    [0, 0.5, 1],
    [1, 1, 1],
  ];
  const weighted = measure(rows, { weights: [2, 1, 1, 1] });
  const doubled = measure([...rows, [1, 0.2, 0]]);
  expect(weighted.vendiScore).toBeCloseTo(doubled.vendiScore, 5);
  expect(weighted.centroidDistance).toBeCloseTo(doubled.centroidDistance, 6);
});

test("vectors without a direction are counted and left out", () => {
  expect(
    measure([
      [0, 0],
      [1, 0],
      [0, 1],
    ]),
  ).toMatchObject({ count: 2, zeroCount: 1 });
  expect(measure([[0, 0]])).toEqual({
    count: 0,
    zeroCount: 1,
    vendiScore: 0,
    centroidDistance: 0,
    path: "kernel",
  });
});

test("parts add up to the whole and can be taken away again", () => {
  const rows = Array.from({ length: 40 }, (_, row) => [Math.sin(row), Math.cos(row * row), 1, row % 3]);
  const [first, second, whole] = [rows.slice(0, 15), rows.slice(15), rows].map((part) =>
    collect(part).toSums(),
  );
  const score = (sums: typeof first) => [toScore(algebra, sums!, 1), toCentroidDistance(sums!), sums!.count];
  const near = (left: number[], right: number[]) => {
    for (const [place, value] of left.entries()) expect(value).toBeCloseTo(right[place]!, 5);
  };
  near(score(addSums(first!, second!)), score(whole));
  near(score(addSums(whole!, second!, -1)), score(first));
});

test("what is no vector is refused", () => {
  const collector = new DiversityCollector(algebra, 3);
  expect(() => collector.add(new Float32Array(4))).toThrow("a vector has 4 numbers, not 3");
  expect(() => collector.add(Float32Array.of(1, Number.NaN, 0))).toThrow("no finite number");
});

test("the order of the score decides how much rare directions count", () => {
  const eigenvalues = Float64Array.of(0.7, 0.2, 0.1, 0);
  expect(toVendiScore(eigenvalues, 0)).toBe(3);
  expect(toVendiScore(eigenvalues, 1)).toBeCloseTo(
    Math.exp(0.7 * -Math.log(0.7) + 0.2 * -Math.log(0.2) + 0.1 * -Math.log(0.1)),
    12,
  );
  expect(toVendiScore(eigenvalues, 2)).toBeCloseTo(1 / (0.49 + 0.04 + 0.01), 12);
  expect(toVendiScore(eigenvalues, Number.POSITIVE_INFINITY)).toBeCloseTo(1 / 0.7, 12);
});
