import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createCassetteResponder,
  createRecorder,
  createSampleResponder,
  createUpstreamResponder,
  inTurn,
  type ModelRequest,
  rateLimited,
  standInKeys,
  startModelStandIn,
  toTextAnswer,
} from "./index.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stemma-cassettes-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  properties: { b: { type: "integer", maximum: 9 }, description: { type: ["string", "null"] } },
  required: ["b", "description"],
  additionalProperties: false,
};

function makeRequest(changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    api: "openai",
    model: "gpt-5.1",
    system: "Read.",
    turns: toTurns("0123456789abcdef"),
    mode: "json-schema",
    name: "answer",
    schema,
    parameters: { temperature: 0, seed: null, maxOutputTokens: 100 },
    key: standInKeys.openai,
    ...changes,
  };
}

const toTurns = (fence: string, text = "The card.") => [
  { role: "user", text: `BEGIN ${fence}: card\n${text}\nEND ${fence}` } as const,
];

const record = (from = createSampleResponder()) =>
  createRecorder({ folder, from, date: "2026-11-20", secrets: [standInKeys.openai] });

describe("a recorded request is known again", () => {
  it.each<[string, Partial<ModelRequest>]>([
    ["behind another fence", { turns: toTurns("fedcba9876543210") }],
    [
      "in another API's wording",
      {
        api: "google",
        name: null,
        schema: {
          additionalProperties: false,
          required: ["description", "b"],
          type: "object",
          properties: {
            description: { type: ["string", "null"] },
            b: { description: "maximum: 9.", type: "integer" },
          },
        },
      },
    ],
    [
      "with another key and other parameters",
      { key: null, parameters: { temperature: null, seed: 1, maxOutputTokens: 7 } },
    ],
  ])("%s", async (_, changes) => {
    const recorded = await record()(makeRequest());
    const cassette = createCassetteResponder(folder);
    expect(await cassette.responder(makeRequest(changes))).toEqual(recorded);
    expect(() => cassette.assertAllUsed()).not.toThrow();
  });

  it.each<[string, Partial<ModelRequest>]>([
    ["other text", { turns: toTurns("0123456789abcdef", "Another card.") }],
    ["a number that only looks like a fence", { turns: toTurns("0123456789abcdef", "fedcba9876543210") }],
    ["text beyond the fence", { turns: [...toTurns("0123456789abcdef"), ...toTurns("fedcba9876543210")] }],
    ["another system text", { system: "Write." }],
    ["another model", { model: "gpt-5.2" }],
    ["another schema", { schema: { ...schema, properties: { b: { type: "integer" } } } }],
    ["no schema", { schema: null }],
  ])("but not with %s", async (_, changes) => {
    await record()(makeRequest());
    const cassette = createCassetteResponder(folder);
    expect(await cassette.responder(makeRequest(changes))).toMatchObject({ kind: "failure" });
    expect(() => cassette.assertAllUsed()).toThrow(/no recording of request .*\n.*not used/s);
  });
});

describe("a cassette", () => {
  it("plays what was answered at every time, and no more", async () => {
    const recorder = record(inTurn(rateLimited(1), createSampleResponder()));
    const recorded = [await recorder(makeRequest()), await recorder(makeRequest())];
    const cassette = createCassetteResponder(folder);
    const first = await cassette.responder(makeRequest());
    expect(() => cassette.assertAllUsed()).toThrow(/not used/);
    expect([first, await cassette.responder(makeRequest())]).toEqual(recorded);
    cassette.assertAllUsed();
    expect(await cassette.responder(makeRequest())).toMatchObject({ kind: "failure" });
    expect(() => cassette.assertAllUsed()).toThrow(/time 3/);
  });

  it("keeps model and date, and no secret", async () => {
    const leaking = async () =>
      toTextAnswer(`${standInKeys.openai} and ${standInKeys.anthropic} and hf_${"x".repeat(30)}`);
    await record(leaking)(
      makeRequest({ turns: toTurns("0123456789abcdef", `my key: ${standInKeys.google}`) }),
    );
    const [file = ""] = await readdir(folder);
    const text = await readFile(join(folder, file), "utf8");
    expect(JSON.parse(text)).toMatchObject({ model: "gpt-5.1", date: "2026-11-20" });
    expect(Object.values(standInKeys).filter((key) => text.includes(key))).toEqual([]);
    expect(text).not.toContain("hf_");
  });
});

it("records what another server answers", async () => {
  const standIn = await startModelStandIn({ responder: inTurn(rateLimited(3), createSampleResponder()) });
  try {
    const settings = { baseURL: standIn.baseUrls.compatible, apiKey: standInKeys.compatible };
    const model = createOpenAICompatible({ ...settings, name: "local", supportsStructuredOutputs: true })(
      "qwen3",
    );
    const recorder = record(createUpstreamResponder(model));
    const replies = [await recorder(makeRequest()), await recorder(makeRequest())];
    expect(replies).toEqual([
      { kind: "failure", failure: { kind: "rate-limited", retryAfterSeconds: 3 } },
      { kind: "answer", text: '{"b":0,"description":"sample"}', finish: "stop", usage: expect.anything() },
    ]);
    const cassette = createCassetteResponder(folder);
    expect([await cassette.responder(makeRequest()), await cassette.responder(makeRequest())]).toEqual(
      replies,
    );
  } finally {
    await standIn.close();
  }
});
