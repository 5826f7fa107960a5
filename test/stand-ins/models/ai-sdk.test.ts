import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, type LanguageModel, Output, tool } from "ai";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  broken,
  createSampleResponder,
  cutOff,
  inTurn,
  type ModelApi,
  type ModelStandIn,
  onlyModes,
  type Responder,
  rateLimited,
  refusing,
  standInKeys,
  startModelStandIn,
  toJsonAnswer,
  withoutParameter,
} from "./index.ts";

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

const schema = z.object({
  relation: z.enum(["filtered", "translated"]),
  note: z.string().nullable(),
  places: z.array(z.object({ index: z.int(), isSure: z.boolean() })),
});
const value = { relation: "translated", note: null, places: [{ index: 3, isSure: true }] } as const;
const answering: Responder = async () => toJsonAnswer(value);

const models: Readonly<Record<ModelApi, string>> = {
  openai: "gpt-4.1",
  google: "gemini-2.5-flash",
  anthropic: "claude-sonnet-4-5",
  compatible: "qwen3",
};
const keyHeaders: Readonly<Record<ModelApi, string>> = {
  openai: "authorization",
  google: "x-goog-api-key",
  anthropic: "x-api-key",
  compatible: "authorization",
};
const apis = Object.keys(models) as readonly ModelApi[];

async function start(responder: Responder, known?: readonly string[]): Promise<ModelStandIn> {
  const standIn = await startModelStandIn({ responder, ...(known === undefined ? {} : { models: known }) });
  cleanups.push(() => standIn.close());
  return standIn;
}

function connect({ baseUrls }: ModelStandIn, api: ModelApi, apiKey = standInKeys[api]): LanguageModel {
  const settings = { baseURL: baseUrls[api], apiKey };
  switch (api) {
    case "openai":
      return createOpenAI(settings)(models[api]);
    case "google":
      return createGoogleGenerativeAI(settings)(models[api]);
    case "anthropic":
      return createAnthropic(settings)(models[api]);
    case "compatible":
      return createOpenAICompatible({ ...settings, name: "local", supportsStructuredOutputs: true })(
        models[api],
      );
  }
}

const question = {
  system: "Read the card.",
  prompt: "The card says much.",
  temperature: 0,
  maxOutputTokens: 500,
  maxRetries: 0,
};
const ask = (model: LanguageModel, maxRetries = 0) =>
  generateText({ model, ...question, maxRetries, output: Output.object({ schema, name: "answer" }) });

async function catchError(promise: PromiseLike<unknown>): Promise<APICallError> {
  const error = await Promise.resolve(promise).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!APICallError.isInstance(error)) throw new Error(`no API error: ${error}`);
  return error;
}

describe.each(apis)("the stand-in of %s, by its own SDK", (api) => {
  it("answers by schema and counts tokens", async () => {
    const standIn = await start(answering);
    const { output, usage, finishReason } = await ask(connect(standIn, api));
    expect(output).toEqual(value);
    expect(finishReason).toBe("stop");
    expect(usage.inputTokens).toBe(9);
    expect(usage.outputTokens).toBe(Math.ceil(JSON.stringify(value).length / 4));
    expect(standIn.journal.requests).toMatchObject([
      {
        api,
        model: models[api],
        system: "Read the card.",
        turns: [{ role: "user", text: "The card says much." }],
        mode: "json-schema",
        parameters: { temperature: 0, maxOutputTokens: 500 },
        key: standInKeys[api],
      },
    ]);
    expect(standIn.journal.requests[0]?.schema).toMatchObject({ required: ["relation", "note", "places"] });
  });

  it("answers by a tool call", async () => {
    const standIn = await start(answering);
    const { toolCalls, finishReason } = await generateText({
      model: connect(standIn, api),
      ...question,
      tools: { answer: tool({ inputSchema: schema }) },
      toolChoice: { type: "tool", toolName: "answer" },
    });
    expect(toolCalls.map(({ toolName, input }) => [toolName, input])).toEqual([["answer", value]]);
    expect(finishReason).toBe("tool-calls");
    expect(standIn.journal.requests[0]).toMatchObject({ mode: "tool-call", name: "answer" });
  });

  it("fits any schema when it only samples", async () => {
    const { output } = await ask(connect(await start(createSampleResponder()), api));
    expect(schema.safeParse(output).success).toBe(true);
  });

  it("remembers the turns of a repair", async () => {
    const standIn = await start(async () => ({ kind: "answer", text: "fine", finish: "stop" }));
    await generateText({
      model: connect(standIn, api),
      maxRetries: 0,
      messages: [
        { role: "user", content: "one" },
        { role: "assistant", content: "two" },
        { role: "user", content: "three" },
      ],
    });
    expect(standIn.journal.requests[0]).toMatchObject({
      mode: "text",
      turns: [
        { role: "user", text: "one" },
        { role: "assistant", text: "two" },
        { role: "user", text: "three" },
      ],
    });
  });

  it("says that it was cut off", async () => {
    const { finishReason, text } = await generateText({
      model: connect(await start(cutOff(answering)), api),
      ...question,
    });
    expect(finishReason).toBe("length");
    expect(JSON.stringify(value).startsWith(text)).toBe(true);
  });

  it("refuses as its original does", async () => {
    const { finishReason } = await generateText({ model: connect(await start(refusing), api), ...question });
    expect(finishReason).toBe("content-filter");
  });

  it("turns away a wrong key before anything is read", async () => {
    const standIn = await start(answering);
    const error = await catchError(ask(connect(standIn, api, "sk-wrong-key-0000000000")));
    expect([error.statusCode, error.isRetryable]).toEqual([api === "google" ? 400 : 401, false]);
    expect(error.data).toBeDefined();
    expect(standIn.journal.requests).toEqual([]);
  });

  it("sends its key in its own header", async () => {
    const standIn = await start(answering);
    await ask(connect(standIn, api));
    const { headers } = standIn.journal.entries[0]!;
    const carrying = Object.keys(headers).filter((name) => headers[name]?.includes(standInKeys[api]));
    expect(carrying).toEqual([keyHeaders[api]]);
  });

  it("knows its models", async () => {
    const error = await catchError(ask(connect(await start(answering, ["another"]), api)));
    expect([error.statusCode, error.isRetryable]).toEqual([404, false]);
    expect(error.message).toContain(models[api]);
  });

  it("says how long to wait when it is asked too often", async () => {
    const error = await catchError(ask(connect(await start(rateLimited(7)), api)));
    expect([error.statusCode, error.isRetryable]).toEqual([429, true]);
    if (api === "google") expect(error.responseBody).toContain('"retryDelay":"7s"');
    else expect(error.responseHeaders?.["retry-after"]).toBe("7");
    const plain = await catchError(ask(connect(await start(rateLimited(null)), api)));
    expect(plain.responseHeaders?.["retry-after"]).toBeUndefined();
  });

  it("is answered on the second try", async () => {
    const standIn = await start(inTurn(broken(500), answering));
    expect((await ask(connect(standIn, api), 1)).output).toEqual(value);
    expect(standIn.journal.statuses).toEqual([500, 200]);
  });

  it.each([500, 503] as const)("breaks with %i", async (status) => {
    const error = await catchError(ask(connect(await start(broken(status)), api)));
    expect(error.statusCode).toBe(api === "anthropic" && status === 503 ? 529 : status);
    expect([error.isRetryable, error.data === undefined]).toEqual([true, false]);
  });

  it("may take no temperature, or no schema", async () => {
    const hot = await catchError(ask(connect(await start(withoutParameter("temperature", answering)), api)));
    expect([hot.statusCode, hot.message]).toEqual([400, expect.stringContaining("temperature")]);
    const loose = await catchError(ask(connect(await start(onlyModes(["text"], answering)), api)));
    expect([loose.statusCode, loose.isRetryable]).toEqual([400, false]);
  });
});
