import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createModelBudget } from "./budget.ts";

const signal = new AbortController().signal;
const amount = fc.record({
  reserved: fc.nat(60),
  /** Of what was reserved. */
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  delay: fc.nat(3),
});

describe("a budget", () => {
  it("is never passed by what is spent and reserved, whatever is asked at a time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(amount, { maxLength: 40 }), fc.nat(300), async (amounts, maxTokens) => {
        const budget = createModelBudget({ maxTokens, maxCostUsd: null });
        let held = 0;
        const work = amounts.map(async ({ reserved, share, delay }) => {
          const reservation = await budget.reserve({ tokens: reserved, costUsd: null }, signal);
          held += reserved;
          expect(held + budget.spent.tokens).toBeLessThanOrEqual(maxTokens);
          for (let turn = 0; turn < delay; turn += 1) await Promise.resolve();
          held -= reserved;
          reservation.settle({ tokens: Math.floor(reserved * share), costUsd: null });
        });
        for (const outcome of await Promise.allSettled(work)) {
          if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "budget" });
        }
        expect(budget.spent.tokens).toBeLessThanOrEqual(maxTokens);
      }),
      { numRuns: 200 },
    );
  });

  it("lets a request wait for what others give back", async () => {
    const budget = createModelBudget({ maxTokens: 100, maxCostUsd: null });
    const first = await budget.reserve({ tokens: 90, costUsd: null }, signal);
    const second = budget.reserve({ tokens: 50, costUsd: null }, signal);
    first.settle({ tokens: 10, costUsd: null });
    first.settle({ tokens: 90, costUsd: null });
    await second;
    expect(budget.spent.tokens).toBe(10);
  });

  it("says what is left and what to do", async () => {
    const budget = createModelBudget({ maxTokens: 100, maxCostUsd: 0.5 });
    const tokens = budget.reserve({ tokens: 101, costUsd: 0 }, signal);
    await expect(tokens).rejects.toMatchObject({
      code: "budget",
      hint: expect.stringContaining("--max-tokens"),
    });
    const cost = budget.reserve({ tokens: 1, costUsd: 0.6 }, signal);
    await expect(cost).rejects.toMatchObject({ message: expect.stringContaining("0.5000 left") });
  });
});
