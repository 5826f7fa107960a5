import { join } from "node:path";
import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import { z } from "zod";
import type { AttemptBook } from "./attempt-book.ts";
import type { ModelClock } from "./clock.ts";
import { judgeReply } from "./judge-reply.ts";
import type { SchemaMode } from "./providers.ts";
import type { RequestSender } from "./request-sender.ts";
import { toJsonSchema } from "./schema.ts";
import { readSealed, toHash, writeSealed } from "./sealed-file.ts";
import { SharedWork } from "./shared-work.ts";

const KeptCapability = z.object({
  model: z.string(),
  mode: z.enum(["json-schema", "tool-call", "json-object", "text"]),
  dropped: z.array(z.enum(["temperature", "seed"])),
  at: z.number(),
});
type KeptCapability = z.infer<typeof KeptCapability>;

export interface CapabilityOptions {
  readonly modelId: string;
  readonly baseUrl: string;
  /** Best first; the last one needs no probe. */
  readonly modes: readonly SchemaMode[];
  readonly sender: RequestSender;
  /** Null keeps nothing. */
  readonly folder: string | null;
  readonly clock: ModelClock;
}

interface Probe {
  readonly prompt: LanguageModelV4Prompt;
  readonly schema: z.ZodType;
}

const freshnessMs = 30 * 24 * 60 * 60_000;
const probeOutputTokens = 1_024;

/** The task contradicts the schema: only a server that enforces it answers by it. */
const enforcementProbe: Probe = {
  prompt: toProbePrompt(
    "This is a probe of how answers are formed. Greet the reader in one plain English sentence, without JSON and braces.",
  ),
  schema: z.strictObject({ shape: z.enum(["circle", "square"]), colour: z.enum(["red", "green"]) }),
};

/** Without a schema to enforce there is only the form to see. */
const objectProbe: Probe = {
  prompt: toProbePrompt(
    "This is a probe of how answers are formed. Name a colour and a shape as a JSON object.",
  ),
  schema: z.object({ shape: z.string(), colour: z.string() }),
};

/**
 * Which way of asking for a schema a model at an address obeys. Some servers take the field and ignore it, so it is
 * tried once with a tiny request and kept for thirty days.
 */
export class CapabilityFinder {
  readonly #options: CapabilityOptions;
  readonly #shared = new SharedWork<SchemaMode>();
  #known: SchemaMode | undefined;

  constructor(options: CapabilityOptions) {
    this.#options = options;
  }

  /** Requests are booked on the call that needed them first. */
  async findMode(book: AttemptBook, signal: AbortSignal): Promise<SchemaMode> {
    if (this.#known !== undefined) return this.#known;
    return this.#shared.run("mode", signal, async () => {
      this.#known ??= (await this.#recall()) ?? (await this.#probeAll(book, signal));
      return this.#known;
    });
  }

  get #path(): string | null {
    const { folder, baseUrl, modelId } = this.#options;
    if (folder === null) return null;
    return join(folder, "capabilities", `${toHash(JSON.stringify([baseUrl, modelId]))}.json`);
  }

  async #recall(): Promise<SchemaMode | undefined> {
    const kept = this.#path === null ? undefined : await readSealed(this.#path, KeptCapability);
    const { clock, modes, sender } = this.#options;
    const ageMs = clock.now() - (kept?.at ?? 0);
    if (kept === undefined || ageMs < 0 || ageMs > freshnessMs || !modes.includes(kept.mode))
      return undefined;
    for (const parameter of kept.dropped) sender.drop(parameter);
    return kept.mode;
  }

  async #probeAll(book: AttemptBook, signal: AbortSignal): Promise<SchemaMode> {
    const mode = await this.#findObeyed(book, signal);
    const { modelId, sender, clock } = this.#options;
    const kept: KeptCapability = { model: modelId, mode, dropped: [...sender.dropped], at: clock.now() };
    if (this.#path !== null) await writeSealed(this.#path, kept);
    return mode;
  }

  async #findObeyed(book: AttemptBook, signal: AbortSignal): Promise<SchemaMode> {
    const { modes } = this.#options;
    for (const mode of modes.slice(0, -1)) {
      if (await this.#obeys(mode, book, signal)) return mode;
    }
    return modes.at(-1) ?? "text";
  }

  async #obeys(mode: SchemaMode, book: AttemptBook, signal: AbortSignal): Promise<boolean> {
    const { prompt, schema } = mode === "json-object" ? objectProbe : enforcementProbe;
    const request = { prompt, mode, schema: toJsonSchema(schema), maxOutputTokens: probeOutputTokens };
    const judge = (reply: Parameters<typeof judgeReply>[0]) => judgeReply(reply, mode, schema);
    const sent = await this.#options.sender.send(request, { kind: "probe", judge, book, signal });
    return sent.state === "replied" && sent.verdict.state === "fits";
  }
}

function toProbePrompt(task: string): LanguageModelV4Prompt {
  return [
    { role: "system", content: task },
    { role: "user", content: [{ type: "text", text: "Begin." }] },
  ];
}
