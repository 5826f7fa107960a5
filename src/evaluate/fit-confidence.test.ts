import { describe, expect, it } from "vitest";
import { bundledConfidence, type ConfidenceModel, toLogOdds, toProbability } from "../agents/index.ts";
import type { Example } from "./fit-confidence.ts";
import { choosePenalty, fitConfidence } from "./index.ts";

const base: ConfidenceModel = {
  ...bundledConfidence,
  bias: 5,
  weights: { good: -9, bad: 9, gone: 3 },
  priors: { good: 0, bad: 0, cue: 0, always: 0 },
  adjustments: { agrees: 0.5, doubted: -2 },
};
const example = (features: Readonly<Record<string, number>>, isSource: boolean, weight = 1): Example => ({
  repository: "acme/repo",
  places: [features],
  added: {},
  isSource,
  weight,
});
const repeat = (count: number, one: Example) => Array.from({ length: count }, () => one);
const separable = [
  ...repeat(20, example({ good: 1, always: 1 }, true)),
  ...repeat(20, example({ bad: 1, always: 1 }, false)),
];
const options = { penalty: 1 };

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
    const at = (penalty: number) => fitConfidence(separable, pulled, { penalty }).weights.good!;
    expect(at(1000)).toBeCloseTo(6, 1);
    expect(Math.abs(at(0.5) - 6)).toBeGreaterThan(Math.abs(at(1000) - 6));
  });

  it("weighs nothing that has no prior", () => {
    const unknown = separable.map((one) => ({ ...one, places: [{ ...one.places[0], novel: 1 }] }));
    expect(fitConfidence(unknown, base, options).weights.novel).toBeUndefined();
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

describe("adjustments", () => {
  const agreed = [
    ...repeat(20, { ...example({}, true), added: { agrees: 1 } }),
    ...repeat(20, { ...example({}, false), added: { agrees: 0 } }),
  ];

  it("stay as they are, and what they explain is not explained again", () => {
    const doubtful = repeat(40, { ...example({}, true), added: { doubted: 1 } });
    const even = doubtful.map((one, at) => ({ ...one, isSource: at % 2 === 0 }));
    const fitted = fitConfidence(even, base, options);
    expect(fitted.adjustments).toEqual(base.adjustments);
    expect(fitted.bias).toBeCloseTo(2, 1);
  });

  it("are fitted where they are named, their value becoming their prior", () => {
    const fitted = fitConfidence(agreed, base, { penalty: 1, adjustments: ["agrees"] });
    expect(fitted.adjustments.agrees).toBeGreaterThan(1);
    expect(fitted.adjustments.doubted).toBe(-2);
    expect(fitted.priors.agrees).toBe(0.5);
    expect(fitted.weights).not.toHaveProperty("agrees");
  });

  it("come out the same when fitted twice", () => {
    const once = fitConfidence(agreed, base, { penalty: 1, adjustments: ["agrees"] });
    expect(fitConfidence(agreed, once, { penalty: 1, adjustments: ["agrees"] })).toEqual(once);
  });
});

describe("choosePenalty", () => {
  const of = (one: Example, at: number) => ({ ...one, repository: `acme/${at % 10}` });
  const weakest = choosePenalty([], base).penalty;

  it("pulls little where the examples speak plainly, much where they are noise", () => {
    const plain = separable.map(of);
    expect(choosePenalty(plain, base).penalty).toBe(weakest);
    const bit = (at: number, digit: number) =>
      Math.floor(Math.sin(at * 12.9898 + digit * 78.233) * 43_758) & 1;
    const names = Array.from({ length: 15 }, (_, digit) => `noise${digit}`);
    const noise = Array.from({ length: 60 }, (_, at) =>
      of(
        example(Object.fromEntries(names.map((name, digit) => [name, bit(at, digit)])), bit(at, 99) === 1),
        at,
      ),
    );
    const priors = Object.fromEntries(names.map((name) => [name, 0]));
    expect(choosePenalty(noise, { ...base, priors }).penalty).toBeGreaterThan(weakest);
  });

  it("hands on which adjustments are fitted", () => {
    expect(choosePenalty([], base, ["agrees"]).adjustments).toEqual(["agrees"]);
  });
});
