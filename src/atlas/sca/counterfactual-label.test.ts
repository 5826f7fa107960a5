import { describe, expect, test } from "vitest";
import { toBetaProbability } from "./beta-distribution.ts";
import { type Correctness, labelPrompt } from "./counterfactual-label.ts";

const bit = (correct: 0 | 1): Correctness => ({ correct, samples: 1 });

test.each([
  [0, 1, "gained", 1],
  [1, 1, "solved", 0.5],
  [0, 0, "unsolved", 0.2],
  [1, 0, "lost", 0],
] as const)("bits %d%d: %s, worth %d, of unknown stability", (base, trained, label, score) => {
  expect(labelPrompt(bit(base), bit(trained))).toMatchObject({ label, score, isStable: null });
});

describe("counts", () => {
  test("8 of 8 after 0 of 8 is gained for sure", () => {
    const prompt = labelPrompt({ correct: 0, samples: 8 }, { correct: 8, samples: 8 });
    expect(prompt).toMatchObject({ label: "gained", isStable: true });
    expect(prompt.probabilities.gained).toBeGreaterThan(0.998);
  });

  test("5 of 8 after 3 of 8 is gained, but not stably", () => {
    const prompt = labelPrompt({ correct: 3, samples: 8 }, { correct: 5, samples: 8 });
    expect(prompt).toMatchObject({ label: "gained", isStable: false });
    // P(Beta(5.5, 3.5) > 1/2) by SciPy
    expect(Math.sqrt(prompt.probabilities.gained)).toBeCloseTo(0.7586899392, 9);
  });

  test("half and half is not right", () => {
    expect(labelPrompt({ correct: 2, samples: 4 }, { correct: 2, samples: 4 }).label).toBe("unsolved");
  });

  test("the probabilities add up to one", () => {
    for (let k = 0; k <= 6; k++) {
      const { probabilities } = labelPrompt({ correct: k, samples: 6 }, { correct: 6 - k, samples: 7 });
      expect(Object.values(probabilities).reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
    }
  });
});

test.each([
  [0.5, 1, 1, 0.5],
  [0.25, 1, 1, 0.25],
  [0.5, 2, 1, 0.25],
  [0.3, 2, 3, 0.3483],
  [0.5, 0.5, 0.5, 0.5],
  [0.9, 8, 2, 0.7748409780000001],
])("P(Beta <= %d) for a = %d, b = %d", (x, a, b, expected) => {
  expect(toBetaProbability(x, a, b)).toBeCloseTo(expected, 10);
});
