import { describe, expect, it } from "vitest";
import { createEstimatingModel, createModelBudget, parseModelSpec } from "../../src/agents/index.ts";
import { catchError } from "../http/http-fixture.ts";
import { createModelFixture, createTask, fitting } from "./model-fixture.ts";
import { fail, say } from "./scripted-model.ts";

const fixture = createModelFixture();
const price = { inputUsd: 10, outputUsd: 100, source: "a test", date: "2026-01-01" };
const prices = { "compatible/tiny:1b": price };

function toTasks(count: number) {
  return Array.from({ length: count }, (_, index) => createTask({ name: `colours/${index}` }));
}

describe("the budget of models", () => {
  it.each([1, 4, 16])(
    "is never passed with %i requests at a time, and reaches as far",
    async (concurrency) => {
      const budget = createModelBudget({ maxTokens: 4_000, maxCostUsd: null });
      let most = 0;
      const reserve = budget.reserve.bind(budget);
      const { model, chat, calls } = await fixture.open(
        () => {
          most = Math.max(most, budget.spent.tokens);
          return say(fitting);
        },
        { budget, concurrency },
      );
      expect(reserve).toBeTypeOf("function");
      const outcomes = await Promise.allSettled(toTasks(40).map((task) => model.ask(task)));
      const refused = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(refused.length).toBeGreaterThan(0);
      for (const outcome of refused) expect(outcome.reason).toMatchObject({ code: "budget" });
      expect(budget.spent.tokens).toBeLessThanOrEqual(4_000);
      expect(budget.spent.tokens).toBe(110 * (chat.requests.length + 1));
      expect(calls.filter((call) => call.state === "answered")).toHaveLength(chat.requests.length);
      expect(chat.requests.length).toBeGreaterThanOrEqual(27);
    },
  );

  it("in dollars needs a price, and counts by it", async () => {
    const budget = createModelBudget({ maxTokens: null, maxCostUsd: 0.12 });
    await expect(fixture.open(() => say(fitting), { budget })).rejects.toMatchObject({ code: "usage" });
    const { model, calls } = await fixture.open(() => say(fitting), { budget, prices });
    await model.ask(createTask());
    expect(calls[0]?.attempts.map((attempt) => attempt.costUsd)).toEqual([
      expect.closeTo(0.002),
      expect.closeTo(0.002),
    ]);
    expect(budget.spent.costUsd).toBeCloseTo(0.004);
    const error = await catchError(model.ask(createTask({ name: "dear", maxOutputTokens: 2_000 })));
    expect(error.code).toBe("budget");
    expect(`${error.message} ${error.hint}`).toMatch(/US dollars.*--max-cost/);
  });

  it("counts what was asked in vain and may have been billed, not what was turned away", async () => {
    const billed = createModelBudget({ maxTokens: null, maxCostUsd: null });
    const silent = await fixture.open((_request, visit) => (visit === 1 ? () => {} : say(fitting)), {
      budget: billed,
    });
    await silent.model.ask(createTask());
    expect(billed.spent.tokens).toBeGreaterThan(220 + 200);
    const free = createModelBudget({ maxTokens: null, maxCostUsd: null });
    const busy = await fixture.open((_request, visit) => (visit === 1 ? fail(503, "busy") : say(fitting)), {
      budget: free,
    });
    await busy.model.ask(createTask());
    expect(free.spent.tokens).toBe(220);
  });

  it("is not touched by what is kept", async () => {
    const folder = fixture.createFolder();
    const opened = await fixture.open(() => say(fitting), { answersFolder: folder });
    await opened.model.ask(createTask());
    const budget = createModelBudget({ maxTokens: 0, maxCostUsd: null });
    expect(await opened.again({ budget }).model.ask(createTask())).toMatchObject({ state: "answered" });
    expect(budget.spent.tokens).toBe(0);
  });
});

describe("an estimate", () => {
  it("asks nobody, bounds what a run takes, and leaves out what is kept", async () => {
    const spec = parseModelSpec("compatible/tiny:1b");
    if (spec === "rules") throw new Error("rules are no model");
    const folder = fixture.createFolder();
    const opened = await fixture.open(() => say(fitting), { answersFolder: folder, prices });
    await opened.model.ask(createTask());
    const model = createEstimatingModel({ spec, answersFolder: folder, prices });
    expect(await model.ask(createTask())).toEqual({ state: "quarantined", detail: "dry run" });
    expect(model.estimate).toEqual({ tasks: 1, cached: 1, inputTokens: 0, outputTokens: 0, costUsd: 0 });
    await model.ask(createTask({ name: "new" }));
    await model.ask(createTask({ name: "new" }));
    expect(model.estimate).toMatchObject({ tasks: 3, cached: 2, outputTokens: 200 });
    expect(model.estimate.inputTokens).toBeGreaterThan(100);
    expect(model.estimate.costUsd).toBeCloseTo((model.estimate.inputTokens * 10 + 200 * 100) / 1e6);
    expect(opened.chat.requests).toHaveLength(1);
    const unpriced = createEstimatingModel({ spec, answersFolder: null });
    await unpriced.ask(createTask());
    expect(unpriced.estimate.costUsd).toBeNull();
  });
});
