import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JudgedEdge, toCalibration } from "./calibration.ts";

const options = { bins: 10, seed: 7 };
const edge = (confidence: number, isCorrect: boolean, repository = "acme/repo"): JudgedEdge => ({
  confidence,
  isCorrect,
  repository,
});
const measure = (edges: readonly JudgedEdge[], resamples = 5) =>
  toCalibration(edges, { ...options, resamples });
const yieldAt = (edges: readonly JudgedEdge[], percent: number) =>
  measure(edges).reviewYield.find((point) => point.percent === percent)!;

/** `count` edges of one confidence of which the share that it promises is right. */
const calibrated = (confidence: number, count: number): JudgedEdge[] =>
  Array.from({ length: count }, (_, at) => edge(confidence, at < Math.round(confidence * count)));
const anyEdges = fc.array(
  fc.record({
    confidence: fc.integer({ min: 0, max: 10_000 }).map((value) => value / 10_000),
    isCorrect: fc.boolean(),
    repository: fc.constantFrom("a", "b", "c"),
  }),
  { maxLength: 60 },
);

describe("expected error", () => {
  it("is the distance of two bins, counted by hand", () => {
    // 0.95 promised and 3 of 4 right: 0.2 away; 0.55 promised and 1 of 2 right: 0.05 away.
    const edges = [
      ...[true, true, true, false].map((isCorrect) => edge(0.95, isCorrect)),
      ...[true, false].map((isCorrect) => edge(0.55, isCorrect)),
    ];
    const { equalWidth } = measure(edges).expectedError;
    expect(equalWidth.value).toBeCloseTo((4 * 0.2 + 2 * 0.05) / 6, 10);
  });

  it("of equally filled bins keeps edges of one confidence together", () => {
    const edges = [...calibrated(0.9, 10), ...calibrated(0.8, 10)];
    expect(measure(edges).expectedError.equalMass.value).toBeCloseTo(0, 10);
    expect(measure(edges.toReversed()).expectedError).toEqual(measure(edges).expectedError);
  });

  it("of equally filled bins tells apart what one wide bin mixes", () => {
    // In the bin 0.9 to 1, errors of 0.91 and of 0.99 cancel out; in bins of their own they do not.
    const edges = [
      ...Array.from({ length: 50 }, () => edge(0.91, true)),
      ...Array.from({ length: 50 }, (_, at) => edge(0.99, at < 45)),
    ];
    const { equalWidth, equalMass } = measure(edges).expectedError;
    expect(equalWidth.value).toBeCloseTo(0, 10);
    expect(equalMass.value).toBeCloseTo(0.09, 10);
  });

  it("is near nothing for confidence that keeps its word, whatever it is", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 }), (levels) => {
        const { equalWidth, equalMass } = measure(
          levels.flatMap((level) => calibrated(level / 100, 100)),
        ).expectedError;
        expect(equalWidth.value).toBeCloseTo(0, 10);
        expect(equalMass.value).toBeCloseTo(0, 10);
      }),
    );
  });

  it("is never below the distance of all edges together", () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        fc.pre(edges.length > 0);
        const promised = edges.reduce((sum, { confidence }) => sum + confidence, 0);
        const right = edges.filter(({ isCorrect }) => isCorrect).length;
        const { equalWidth, equalMass } = measure(edges).expectedError;
        const overall = Math.abs(promised - right) / edges.length;
        expect(equalWidth.value).toBeGreaterThanOrEqual(overall - 1e-9);
        expect(equalMass.value).toBeGreaterThanOrEqual(overall - 1e-9);
        expect(equalWidth.value).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("scores of single edges", () => {
  it("are those counted by hand", () => {
    const { brierScore, logLoss } = measure([edge(0.8, true), edge(0.6, false)]);
    expect(brierScore.value).toBeCloseTo((0.04 + 0.36) / 2, 10);
    expect(logLoss.value).toBeCloseTo(-(Math.log(0.8) + Math.log(0.4)) / 2, 10);
  });

  it("stay finite where a written 1 is wrong", () => {
    expect(measure([edge(1, false), edge(0, true)]).logLoss.value).toBeCloseTo(-Math.log(0.0001), 6);
  });
});

describe("reliability", () => {
  it("puts every edge into one bin, with its interval", () => {
    const { reliability } = measure([edge(1, true), edge(0.9, true), edge(0.3, false)]);
    expect(reliability.map(({ from, to, edges }) => [from, to, edges])).toEqual([
      [0.3, 0.4, 1],
      [0.9, 1, 2],
    ]);
    expect(reliability[1]).toMatchObject({ meanConfidence: 0.95, correct: { value: 1, high: 1 } });
  });

  it("gives a share the interval of Wilson", () => {
    const [bin] = measure(calibrated(0.8, 10)).reliability;
    expect(bin!.correct.low).toBeCloseTo(0.4902, 4);
    expect(bin!.correct.high).toBeCloseTo(0.9433, 4);
  });
});

describe("review yield", () => {
  const hundred = (isCorrect: (at: number) => boolean) =>
    Array.from({ length: 100 }, (_, at) => edge((at + 0.5) / 100, isCorrect(at)));

  it("is everything when all errors are the least sure", () => {
    const edges = hundred((at) => at >= 5);
    expect(yieldAt(edges, 5)).toMatchObject({ edges: 5, errors: { value: 1 } });
    expect(measure(edges).wrong).toBe(5);
  });

  it("is nothing when confidence is upside down", () => {
    const edges = hundred((at) => at < 95);
    expect([5, 10, 20, 30, 50].map((percent) => yieldAt(edges, percent).errors.value)).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  it("is the share that is read where confidence says nothing", () => {
    const edges = Array.from({ length: 40 }, (_, at) => edge(0.7, at % 4 !== 0));
    expect(yieldAt(edges, 20).errors.value).toBeCloseTo(0.2, 10);
    expect(yieldAt(edges.toReversed(), 20)).toEqual(yieldAt(edges, 20));
  });

  it("never falls as more is read", () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        fc.pre(edges.some(({ isCorrect }) => !isCorrect));
        const shares = measure(edges).reviewYield.map(({ errors }) => errors.value!);
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        expect(shares.at(-1)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("intervals", () => {
  it("come out the same twice and hold what they are of where repositories are alike", () => {
    const edges = ["a", "b", "c", "d"].flatMap((repository) =>
      calibrated(0.7, 10).map((one) => ({ ...one, repository })),
    );
    expect(measure(edges, 200)).toEqual(measure(edges, 200));
    const { brierScore } = measure(edges, 200);
    expect(brierScore.low).toBeCloseTo(brierScore.value!, 10);
    expect(brierScore.high).toBeCloseTo(brierScore.value!, 10);
  });

  it("draw whole repositories: one repository alone has no spread", () => {
    const { brierScore } = measure([edge(0.9, true), edge(0.4, false), edge(0.8, false)]);
    expect([brierScore.low, brierScore.high]).toEqual([brierScore.value, brierScore.value]);
  });

  it("widen where repositories differ", () => {
    const edges = ["a", "b", "c", "d"].flatMap((repository, at) =>
      Array.from({ length: 10 }, () => edge(0.9, at !== 0, repository)),
    );
    const { equalWidth } = measure(edges, 200).expectedError;
    expect(equalWidth.low).toBeLessThan(equalWidth.value!);
    expect(equalWidth.high).toBeGreaterThan(equalWidth.value!);
  });
});

it("says nothing of no edges", () => {
  const none = { value: null, low: null, high: null };
  expect(measure([])).toMatchObject({
    edges: 0,
    wrong: 0,
    expectedError: { equalWidth: none, equalMass: none },
    brierScore: none,
    reliability: [],
  });
  expect(yieldAt([edge(0.9, true)], 10)).toMatchObject({ edges: 1, errors: none });
});
