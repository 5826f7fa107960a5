import { afterEach } from "vitest";
import { z } from "zod";
import {
  createLanguageModels,
  createModelBudget,
  type LanguageModelsOptions,
  type ModelAccess,
  parseModelSpec,
} from "../../src/agents/index.ts";
import type { ModelCall } from "../../src/model/index.ts";
import type { LanguageModel, ModelTask } from "../../src/model/ports/index.ts";
import { createGuardedFetch, type GuardedFetch } from "../../src/sources/index.ts";
import { createHttpFixture } from "../http/http-fixture.ts";
import { VirtualClock } from "../http/virtual-clock.ts";
import { type Chat, type ChatReply, scriptChat } from "./scripted-model.ts";

export const Colours = z.object({
  colours: z.array(z.enum(["red", "green", "blue"])),
  note: z.string().nullable(),
});

export const fitting = '{"colours":["red","blue"],"note":null}';
export const fittingValue = { colours: ["red", "blue"], note: null };
export const keyOfTest = "key-that-must-not-be-seen-4711";

export function createTask(changes: Partial<ModelTask<typeof Colours>> = {}): ModelTask<typeof Colours> {
  return {
    role: "tracing",
    name: "colours/1",
    dataset: "org/data",
    instructions: "List the colours that the text names.",
    untrusted: [{ label: "a text", text: "The flag is red and blue." }],
    schema: Colours,
    maxOutputTokens: 200,
    ...changes,
  };
}

export interface OpenedModel {
  readonly model: LanguageModel;
  readonly calls: ModelCall[];
  readonly chat: Chat;
  readonly clock: VirtualClock;
  readonly origin: string;
  /** The same model in a process of its own that shares the folder. */
  again(changes?: Partial<LanguageModelsOptions>): OpenedModel;
}

export interface OpenOptions extends Partial<LanguageModelsOptions> {
  readonly enforces?: boolean;
  readonly access?: Partial<ModelAccess>;
  readonly path?: string;
}

/** Models of loopback servers, asked over HTTP through the guarded fetch. */
export function createModelFixture() {
  const http = createHttpFixture();
  const open: GuardedFetch[] = [];
  afterEach(async () => {
    for (const guarded of open.splice(0)) await guarded.close();
  });
  const createFetch = (origin: string) => {
    const guarded = createGuardedFetch({
      endpoints: [{ baseUrl: origin, isTrusted: true }],
      userAgent: "stemma-test",
      limits: { headersMs: 1_000 },
    });
    open.push(guarded);
    return guarded.fetch;
  };
  const connect = (chat: Chat, origin: string, options: OpenOptions): OpenedModel => {
    const calls: ModelCall[] = [];
    const clock = new VirtualClock();
    const models = createLanguageModels({
      fetch: createFetch(origin),
      budget: createModelBudget({ maxTokens: null, maxCostUsd: null }),
      ledger: { record: (call) => calls.push(call) },
      runId: "run-1",
      clock,
      random: () => 0,
      answersFolder: null,
      ...options,
    });
    const spec = parseModelSpec("compatible/tiny:1b");
    if (spec === "rules") throw new Error("rules are no model");
    const model = models.open({ spec, baseUrl: `${origin}/v1`, apiKey: keyOfTest, ...options.access });
    const again = (changes: Partial<LanguageModelsOptions> = {}) =>
      connect(chat, origin, { ...options, ...changes });
    return { model, calls, chat, clock, origin, again };
  };
  return {
    ...http,
    createFetch,
    open: async (reply: ChatReply, options: OpenOptions = {}): Promise<OpenedModel> => {
      const chat = scriptChat(reply, options);
      const server = await http.serve({ [options.path ?? "/v1/chat/completions"]: chat.reply });
      return connect(chat, server.origin, options);
    },
  };
}
