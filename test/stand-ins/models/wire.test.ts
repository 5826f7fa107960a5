import { afterEach, describe, expect, it } from "vitest";
import {
  createSampleResponder,
  hanging,
  type ModelStandIn,
  onWire,
  type Responder,
  standInKeys,
  startModelStandIn,
} from "./index.ts";

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

async function start(responder: Responder = createSampleResponder()): Promise<ModelStandIn> {
  const standIn = await startModelStandIn({ responder, models: ["m"] });
  cleanups.push(() => standIn.close());
  return standIn;
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const openSchema = { type: "object", properties: { a: { type: "string" } } };
const schema = { ...openSchema, required: ["a"], additionalProperties: false };

async function post(url: string, body: unknown, headers: Record<string, string>, timeoutMs = 5000) {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const toResponsesBody = (changes: object) => ({
  model: "m",
  input: [{ role: "user", content: [{ type: "input_text", text: "hello" }] }],
  ...changes,
});

describe("what the originals refuse", () => {
  it.each([
    [
      "a schema that is open",
      { text: { format: { type: "json_schema", name: "x", strict: true, schema: openSchema } } },
      /additionalProperties/,
    ],
    [
      "a schema with an optional field",
      {
        text: {
          format: { type: "json_schema", name: "x", strict: true, schema: { ...schema, required: [] } },
        },
      },
      /Missing 'a'/,
    ],
    ["a JSON object that nobody speaks of", { text: { format: { type: "json_object" } } }, /the word 'json'/],
    ["too few tokens", { max_output_tokens: 5 }, />= 16/],
  ])("OpenAI: %s", async (_, changes, message) => {
    const { baseUrls } = await start();
    const { status, body } = await post(
      `${baseUrls.openai}/responses`,
      toResponsesBody(changes),
      bearer(standInKeys.openai),
    );
    expect([status, (body.error as { message: string }).message]).toEqual([
      400,
      expect.stringMatching(message),
    ]);
  });

  it("Anthropic: no version, no token limit, an open schema", async () => {
    const { baseUrls } = await start();
    const url = `${baseUrls.anthropic}/messages`;
    const key = { "x-api-key": standInKeys.anthropic };
    const version = { ...key, "anthropic-version": "2023-06-01" };
    const body = { model: "m", max_tokens: 10, messages: [{ role: "user", content: "hello" }] };
    const open = { output_config: { format: { type: "json_schema", schema: openSchema } } };
    const replies = [
      await post(url, body, key),
      await post(url, { ...body, max_tokens: undefined }, version),
      await post(url, { ...body, ...open }, version),
    ];
    expect(replies.map((reply) => [reply.status, reply.body.type])).toEqual(Array(3).fill([400, "error"]));
  });

  it("all: a request without a key", async () => {
    const { baseUrls } = await start();
    const replies = [
      await post(`${baseUrls.openai}/responses`, {}, {}),
      await post(`${baseUrls.compatible}/chat/completions`, {}, {}),
      await post(`${baseUrls.google}/models/m:generateContent`, {}, {}),
      await post(`${baseUrls.anthropic}/messages`, {}, {}),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([401, 401, 403, 401]);
  });

  it("OpenAI shows no more of a wrong key than its ends", async () => {
    const { baseUrls } = await start();
    const key = "sk-proj-abcdefghijklmnopqrstuvwxyz";
    const { body } = await post(`${baseUrls.openai}/responses`, {}, bearer(key));
    expect(JSON.stringify(body)).toContain("sk-proj-");
    expect(JSON.stringify(body)).toContain("wxyz.");
    expect(JSON.stringify(body)).not.toContain("abcdef");
  });
});

describe("what is no API's", () => {
  it("is listed in the journal as unknown", async () => {
    const { origin, journal } = await start();
    expect((await fetch(`${origin}/v1/embeddings`, { method: "POST", body: "{}" })).status).toBe(404);
    const list = await fetch(`${origin}/v1/models`, { headers: bearer(standInKeys.compatible) });
    expect(((await list.json()) as { data: { id: string }[] }).data.map(({ id }) => id)).toEqual(["m"]);
    expect((await fetch(`${origin}/v1/models`)).status).toBe(401);
    expect(journal.unknown.map(({ path }) => path)).toEqual(["/v1/embeddings"]);
  });
});

describe("below the APIs", () => {
  const ask = ({ baseUrls }: ModelStandIn, timeoutMs?: number) =>
    post(`${baseUrls.openai}/responses`, toResponsesBody({}), bearer(standInKeys.openai), timeoutMs);

  it("connections are torn, pages come instead, or nothing does", async () => {
    await expect(ask(await start(onWire({ kind: "reset" })))).rejects.toThrow();
    await expect(ask(await start(onWire({ kind: "html" })))).rejects.toThrow(/JSON/);
    await expect(ask(await start(onWire({ kind: "truncated-json" })))).rejects.toThrow(/JSON/);
    await expect(ask(await start(hanging), 100)).rejects.toThrow(/timeout/);
  });

  it("a client may be sent elsewhere", async () => {
    const target = await start();
    const standIn = await start(onWire({ kind: "redirect", to: `${target.origin}/steal`, status: 307 }));
    await ask(standIn).catch(() => undefined);
    expect(target.journal.unknown.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ["/steal", undefined],
    ]);
  });

  it("a responder that fails is heard of", async () => {
    const { baseUrls } = await start();
    const response = await fetch(`${baseUrls.openai}/responses`, {
      method: "POST",
      headers: bearer(standInKeys.openai),
      body: JSON.stringify(toResponsesBody({})),
    });
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.stringContaining("carries no schema"),
    ]);
  });
});
