import { describe, expect, it } from "vitest";
import { catchError } from "../http/http-fixture.ts";
import { answer, redirect } from "../http/loopback-server.ts";
import { createModelFixture, createTask, fitting, keyOfTest } from "./model-fixture.ts";
import { fail, hangUp, say } from "./scripted-model.ts";

const fixture = createModelFixture();

describe("a model that gives no answer", () => {
  it("is waited for as long as it asks", async () => {
    const { model, calls, clock } = await fixture.open((_request, visit) =>
      visit === 1 ? fail(429, "slow down", { "retry-after": "17" }) : say(fitting),
    );
    expect(await model.ask(createTask())).toMatchObject({ state: "answered" });
    expect(clock.slept).toEqual([17_000]);
    expect(calls[0]?.attempts.slice(1)).toMatchObject([
      { kind: "first", inputTokens: null, costUsd: 0, problem: "status 429: slow down" },
      { kind: "retry", problem: null },
    ]);
  });

  it("is not waited for when it asks for too long, or has no credit left", async () => {
    for (const reply of [
      fail(429, "slow down", { "retry-after": "3600" }),
      fail(429, "You exceeded your current quota.", {}, "insufficient_quota"),
      fail(400, "Your credit balance is too low to access the API."),
    ]) {
      const { model, calls, clock, chat } = await fixture.open(() => reply);
      expect((await catchError(model.ask(createTask()))).code).toBe("rate-limited");
      expect([chat.requests.length, clock.slept, calls[0]?.state]).toEqual([1, [], "failed"]);
    }
  });

  it.each([
    ["turns away", fail(429, "slow down"), "rate-limited"],
    ["is broken", fail(500, "oops"), "network"],
    ["is overloaded", fail(529, "overloaded"), "network"],
    ["hangs up", hangUp, "network"],
    ["is silent", () => {}, "network"],
    ["answers no JSON", answer("<html>", { "content-type": "text/html" }), "bad-response"],
    ["answers other JSON", answer("{}", { "content-type": "application/json" }), "bad-response"],
  ])("is tried four times, longer apart, when it %s", async (_name, reply, code) => {
    const { model, calls, clock, chat } = await fixture.open(() => reply);
    expect((await catchError(model.ask(createTask()))).code).toBe(code);
    expect(chat.requests).toHaveLength(4);
    expect(clock.slept).toEqual([500, 1_000, 2_000]);
    expect(calls).toMatchObject([{ state: "failed", raw: null }]);
    expect(calls[0]?.attempts.map((attempt) => attempt.kind)).toEqual([
      "probe",
      "first",
      "retry",
      "retry",
      "retry",
    ]);
  });

  it.each([401, 403])(
    "for want of a good key (%i) is told with the variable, without the key",
    async (status) => {
      const { model, calls } = await fixture.open(() =>
        fail(status, `Incorrect API key provided: ${keyOfTest}.`),
      );
      const error = await catchError(model.ask(createTask()));
      expect(error.code).toBe("auth");
      expect(`${error.message} ${error.hint}`).toContain("STEMMA_MODEL_API_KEY");
      expect(JSON.stringify([error, error.message, error.stack, error.cause, calls])).not.toContain(
        keyOfTest,
      );
      expect(error.cause).toBeUndefined();
    },
  );

  it("because it is not there is told with its name", async () => {
    const { model, chat } = await fixture.open(() =>
      fail(404, 'model "tiny:1b" not found, try pulling it first'),
    );
    const error = await catchError(model.ask(createTask()));
    expect(error.code).toBe("usage");
    expect(error.message).toContain("compatible/tiny:1b");
    expect(chat.requests).toHaveLength(1);
  });

  it("because the text is too long is told so", async () => {
    const { model, chat } = await fixture.open(() =>
      fail(400, "This model's maximum context length is 4096 tokens."),
    );
    expect((await catchError(model.ask(createTask()))).code).toBe("too-large");
    expect(chat.requests).toHaveLength(1);
  });

  it("is quoted in 200 characters at most, and not where it repeats what was asked", async () => {
    const text = "A secret remark of the card that no message may repeat.";
    const task = createTask({ untrusted: [{ label: "a card", text }] });
    const long = await fixture.open(() => fail(422, "z".repeat(5_000)));
    const echo = await fixture.open(() => fail(422, `Cannot read: ${text}`));
    const error = await catchError(long.model.ask(task));
    expect(error.message).toContain("z".repeat(190));
    expect(error.message).not.toContain("z".repeat(201));
    const other = await catchError(echo.model.ask(task));
    expect(other.message).toContain("status 422");
    expect(JSON.stringify([other.message, other.hint, echo.calls])).not.toContain("secret remark");
  });

  it("never gets its own key back into an answer, the ledger or the cache", async () => {
    const { model, calls } = await fixture.open((request) => say(`${request.headers.authorization}`));
    const answered = await model.ask(createTask());
    expect(answered.state).toBe("quarantined");
    expect(calls[0]?.raw).toBe("Bearer hidden");
    expect(JSON.stringify([answered, calls])).not.toContain(keyOfTest);
  });

  it("and redirects is not followed", async () => {
    const { model } = await fixture.open(() => redirect("http://127.0.0.1:9/", 307));
    expect((await catchError(model.ask(createTask()))).code).toBe("refused");
  });

  it("is left when the person interrupts, while waiting too", async () => {
    const silent = await fixture.open(() => () => {});
    const asked = silent.model.ask(createTask(), { signal: AbortSignal.timeout(150) });
    expect((await catchError(asked)).code).toBe("interrupted");
    expect(silent.calls).toMatchObject([{ state: "failed" }]);
    const busy = await fixture.open(() => fail(503, "busy"), {
      clock: {
        now: Date.now,
        sleep: (_waitMs, signal) =>
          new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
      },
    });
    const waiting = busy.model.ask(createTask(), { signal: AbortSignal.timeout(200) });
    expect((await catchError(waiting)).code).toBe("interrupted");
  });
});
