import { describe, expect, it } from "vitest";
import { createModelTelemetry } from "../../src/agents/index.ts";
import { answer } from "../http/loopback-server.ts";
import { createModelFixture, createTask, fitting, keyOfTest } from "./model-fixture.ts";
import { fail, say } from "./scripted-model.ts";

const fixture = createModelFixture();

interface SentSpan {
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code: number };
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

/** A collector that keeps what it is sent. */
async function startCollector(status = 200) {
  const bodies: string[] = [];
  const server = await fixture.serve({
    "/v1/traces": async (request, response, visit) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      bodies.push(Buffer.concat(chunks).toString("utf8"));
      answer("{}", {}, status)(request, response, visit);
    },
  });
  const telemetry = createModelTelemetry({
    endpoint: `${server.origin}/`,
    fetch: fixture.createFetch(server.origin),
  });
  return { bodies, telemetry };
}

function toSpans(
  body: string,
): { name: string; kind: number; code: number; attributes: Record<string, unknown> }[] {
  const payload = JSON.parse(body);
  const spans: SentSpan[] = payload.resourceSpans[0].scopeSpans[0].spans;
  return spans.map(({ name, kind, status, attributes }) => ({
    name,
    kind,
    code: status.code,
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
  }));
}

describe("telemetry of models", () => {
  it("tells of each call in the words of OpenTelemetry, not of its texts", async () => {
    const { bodies, telemetry } = await startCollector();
    const { model } = await fixture.open(
      (_request, visit) => (visit === 1 ? say(fitting) : fail(401, "no")),
      {
        telemetry,
        answersFolder: fixture.createFolder(),
      },
    );
    await model.ask(createTask());
    await model.ask(createTask());
    await expect(model.ask(createTask({ name: "other" }))).rejects.toMatchObject({ code: "auth" });
    await telemetry.flush();
    expect(bodies).toHaveLength(1);
    const [answered, cached, failed] = toSpans(bodies[0] ?? "");
    const common = {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai_compatible",
      "gen_ai.request.model": "tiny:1b",
      "stemma.role": "tracing",
      "stemma.dataset": "org/data",
    };
    expect(answered).toEqual({
      name: "chat tiny:1b",
      kind: 3,
      code: 0,
      attributes: {
        ...common,
        "gen_ai.response.model": "tiny-2026",
        "gen_ai.usage.input_tokens": 200,
        "gen_ai.usage.output_tokens": 20,
        "stemma.cached": false,
      },
    });
    expect(cached?.attributes).toEqual({ ...common, "stemma.cached": true });
    expect(failed).toMatchObject({ code: 2, attributes: { "error.type": "auth", "stemma.cached": false } });
    expect(bodies[0]).toContain('"service.name"');
    for (const text of ["colours", "The flag", "blue", keyOfTest]) expect(bodies[0]).not.toContain(text);
    expect(telemetry.counts).toEqual({ sent: 3, lost: 0 });
  });

  it("loses and counts what a collector does not take, without a word", async () => {
    const { telemetry } = await startCollector(500);
    const { model } = await fixture.open(() => say(fitting), { telemetry });
    await model.ask(createTask());
    await telemetry.flush();
    const away = createModelTelemetry({
      endpoint: "http://127.0.0.1:9",
      fetch: () => Promise.reject(new Error("away")),
    });
    const other = await fixture.open(() => say(fitting), { telemetry: away });
    await other.model.ask(createTask());
    await away.flush();
    expect([telemetry.counts, away.counts]).toEqual([
      { sent: 0, lost: 1 },
      { sent: 0, lost: 1 },
    ]);
  });

  it("sends nothing without an address", async () => {
    const telemetry = createModelTelemetry({
      endpoint: null,
      fetch: () => Promise.reject(new Error("asked")),
    });
    const { model } = await fixture.open(() => say(fitting), { telemetry });
    await model.ask(createTask());
    await telemetry.flush();
    expect(telemetry.counts).toEqual({ sent: 0, lost: 0 });
  });
});
