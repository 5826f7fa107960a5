import { describe, expect, it } from "vitest";
import { bundledConfidence, type ConfidenceModel, toLogOdds, toProbability } from "../agents/index.ts";
import type { Example } from "./fit-confidence.ts";
import { fitConfidence } from "./index.ts";

const base: ConfidenceModel = {
  ...bundledConfidence,
  bias: 5,
  weights: { good: -9, bad: 9, gone: 3 },
  priors: {},
};
const example = (features: Readonly<Record<string, number>>, isSource: boolean, weight = 1): Example => ({
  repository: "acme/repo",
  places: [features],
  isSource,
  weight,
});
const repeat = (count: number, one: Example) => Array.from({ length: count }, () => one);
const separable = [
  ...repeat(20, example({ good: 1, always: 1 }, true)),
  ...repeat(20, example({ bad: 1, always: 1 }, false)),
];
const options = { penalty: 1, rounds: 3 };

describe("fitConfidence", () => {
  it("gives what speaks for a source a positive weight, and the contrary a negative one", () => {
    const { weights } = fitConfidence(separable, base, options);
    expect(weights.good).toBeGreaterThan(1);
    expect(weights.bad).toBeLessThan(-1);
    expect(Math.abs(weights.always!)).toBeLessThan(0.1);
  });

  it("forgets the weights it began with, and keeps the rest of the model", () => {
    const fitted = fitConfidence(separable, base, options);
    expect(fitted.weights.gone).toBeUndefined();
    expect(fitted).toMatchObject({ thresholds: base.thresholds, adjustments: base.adjustments });
  });

  it("meets the share of sources where nothing else tells", () => {
    const mixed = [...repeat(30, example({}, true)), ...repeat(10, example({}, false))];
    const fitted = fitConfidence(mixed, base, options);
    expect(toProbability(toLogOdds(fitted, {}))).toBeCloseTo(0.75, 2);
  });

  it("is pulled towards the priors, the more the stronger the pull", () => {
    const pulled = { ...base, priors: { good: 6 } };
    const at = (penalty: number) => fitConfidence(separable, pulled, { penalty, rounds: 3 }).weights.good!;
    expect(at(1000)).toBeCloseTo(6, 1);
    expect(Math.abs(at(0.5) - 6)).toBeGreaterThan(Math.abs(at(1000) - 6));
  });

  it("keeps the prior of what it has hardly seen", () => {
    const rare = [...separable, example({ rare: 1 }, false), example({ rare: 1 }, false)];
    expect(fitConfidence(rare, { ...base, priors: { rare: 2, unseen: -1 } }, options).weights).toMatchObject({
      rare: 2,
      unseen: -1,
    });
  });

  it("counts doubtful labels less", () => {
    const contrary = (weight: number) => [
      ...repeat(20, example({ cue: 1 }, true)),
      ...repeat(20, example({ cue: 1 }, false, weight)),
    ];
    const odds = (weight: number) => toLogOdds(fitConfidence(contrary(weight), base, options), { cue: 1 });
    expect(odds(1)).toBeCloseTo(0, 1);
    expect(odds(0.4)).toBeGreaterThan(0.5);
  });

  it("judges an upstream by the place that speaks most for it", () => {
    const places = [{ bad: 1 }, { good: 1 }];
    const examples = [
      ...repeat(20, { ...example({}, true), places }),
      ...repeat(20, example({ bad: 1 }, false)),
    ];
    const { weights } = fitConfidence(examples, { ...base, priors: { good: 1, bad: -1 } }, options);
    expect(weights.good).toBeGreaterThan(1);
    expect(weights.bad).toBeLessThan(-1);
  });

  it("comes out the same whatever the order of the examples", () => {
    const backward = fitConfidence(separable.toReversed(), base, options);
    expect(JSON.stringify(backward)).toBe(JSON.stringify(fitConfidence(separable, base, options)));
  });

  it("falls back on the priors without any example", () => {
    expect(fitConfidence([], { ...base, priors: { good: 1 } }, options)).toMatchObject({
      bias: 0,
      weights: { good: 1 },
    });
  });
});
