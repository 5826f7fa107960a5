import { describe, expect, it } from "vitest";
import type { ModelAttempt, ModelCall } from "../model/index.ts";
import { toModelSpending, toSpendingGroups } from "./model-spending.ts";

function makeAttempt(attempt: Partial<ModelAttempt>): ModelAttempt {
  return {
    kind: "first",
    mode: "json-schema",
    inputTokens: 100,
    outputTokens: 10,
    costUsd: 0.5,
    problem: null,
    ...attempt,
  };
}

function makeCall(call: Partial<ModelCall>): ModelCall {
  return {
    id: "call",
    runId: "run",
    at: "2026-11-20T10:00:00.000Z",
    role: "tracing",
    task: "trace-passages/1",
    model: "openai/gpt-5.1",
    dataset: "acme/lake",
    state: "answered",
    attempts: [makeAttempt({})],
    droppedParameters: [],
    fingerprint: null,
    raw: null,
    ...call,
  };
}

describe("spending", () => {
  it("counts every attempt, the useless ones too", () => {
    const repaired = makeCall({
      attempts: [
        makeAttempt({ problem: "no JSON" }),
        makeAttempt({ kind: "repair", inputTokens: 150, outputTokens: null }),
      ],
    });
    const calls = [repaired, makeCall({ state: "cached", attempts: [] }), makeCall({ state: "quarantined" })];
    expect(toModelSpending(calls)).toEqual({
      calls: 3,
      cached: 1,
      quarantined: 1,
      failed: 0,
      requests: 3,
      inputTokens: 350,
      outputTokens: 20,
      costUsd: 1.5,
    });
  });

  it("does not know the cost where one price is unknown", () => {
    expect(toModelSpending([makeCall({ attempts: [makeAttempt({ costUsd: null })] })]).costUsd).toBeNull();
    expect(toModelSpending([]).costUsd).toBe(0);
  });

  it("is summed up by role, model, dataset and run", () => {
    const calls = [makeCall({ role: "sourcing", runId: "b" }), makeCall({ runId: "a" }), makeCall({})];
    const groups = (by: "role" | "run") =>
      toSpendingGroups(calls, by).map(({ group, calls: count }) => [group, count]);
    expect(groups("role")).toEqual([
      ["sourcing", 1],
      ["tracing", 2],
    ]);
    expect(groups("run")).toEqual([
      ["a", 1],
      ["b", 1],
      ["run", 1],
    ]);
  });
});
