import { findModelPrice, type ModelPrices } from "../../catalogue/index.ts";
import { StemmaError } from "../../model/index.ts";
import type { LanguageModel, ModelLedger } from "../../model/ports/index.ts";
import { createAnswerCache } from "./answer-cache.ts";
import type { ModelBudget } from "./budget.ts";
import { CapabilityFinder } from "./capability.ts";
import { type ModelClock, systemClock } from "./clock.ts";
import { KeptLanguageModel } from "./kept-language-model.ts";
import { type ModelSpec, toModelId } from "./model-spec.ts";
import { type DrawFence, drawRandomFence } from "./prompt.ts";
import { type ProviderKind, providerKinds } from "./providers.ts";
import { RequestPool } from "./request-pool.ts";
import { RequestSender } from "./request-sender.ts";
import { createModelTelemetry, type ModelTelemetry } from "./telemetry.ts";

export interface LanguageModelsOptions {
  /** Reaches the base URLs of the models and nothing else; the only way outward. */
  readonly fetch: typeof globalThis.fetch;
  /** Answers and what is known of endpoints; null keeps nothing on disk. */
  readonly answersFolder: string | null;
  readonly budget: ModelBudget;
  readonly ledger: ModelLedger;
  readonly runId: string;
  /** The user's own prices, before those of the catalogue. */
  readonly prices?: ModelPrices | undefined;
  /** Requests under way at one address; 4 when absent. */
  readonly concurrency?: number | undefined;
  readonly telemetry?: ModelTelemetry | undefined;
  readonly clock?: ModelClock | undefined;
  /** Between 0 and 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  readonly drawFence?: DrawFence | undefined;
}

export interface ModelAccess {
  readonly spec: ModelSpec;
  /** The provider's own when null or absent. */
  readonly baseUrl?: string | null | undefined;
  readonly apiKey?: string | null | undefined;
  /** The environment variable that the key came from or would come from, for messages. */
  readonly keyVariable?: string | undefined;
}

/** The models of one run, which share budget, ledger and the limits of their endpoints. */
export interface LanguageModels {
  /**
   * The same model for the same name and address. Throws StemmaError `auth` without a key that is needed, `usage`
   * without an address or, under a limit of cost, a price.
   */
  open(access: ModelAccess): LanguageModel;
}

const defaultConcurrency = 4;

export function createLanguageModels(options: LanguageModelsOptions): LanguageModels {
  const pools = new Map<string, RequestPool>();
  const models = new Map<string, LanguageModel>();
  const poolAt = (baseUrl: string) => {
    const { origin } = new URL(baseUrl);
    const pool = pools.get(origin) ?? new RequestPool(options.concurrency ?? defaultConcurrency);
    pools.set(origin, pool);
    return pool;
  };
  return {
    open: (access) => {
      const baseUrl = toModelBaseUrl(access);
      const key = `${toModelId(access.spec)} ${baseUrl}`;
      const model =
        models.get(key) ?? createLanguageModel(access, { ...options, baseUrl, pool: poolAt(baseUrl) });
      models.set(key, model);
      return model;
    },
  };
}

/** Where a model is asked. Throws StemmaError `usage` when nobody said it. */
export function toModelBaseUrl({ spec, baseUrl }: Pick<ModelAccess, "spec" | "baseUrl">): string {
  const address = baseUrl ?? providerKinds[spec.provider].defaultBaseUrl;
  if (address !== null && URL.canParse(address)) return address.replace(/\/+$/, "");
  const reason = address === null ? "has no base URL" : "has a base URL that is none";
  throw new StemmaError("usage", `The model ${toModelId(spec)} ${reason}`, {
    hint: "Configure the address of the server, for example http://127.0.0.1:11434/v1 for Ollama.",
  });
}

interface Place {
  readonly baseUrl: string;
  readonly pool: RequestPool;
}

function createLanguageModel(access: ModelAccess, options: LanguageModelsOptions & Place): LanguageModel {
  const { baseUrl, pool, budget, ledger, runId } = options;
  const id = toModelId(access.spec);
  const kind = providerKinds[access.spec.provider];
  const price = findModelPrice(id, options.prices);
  const apiKey = access.apiKey ?? null;
  const keyVariable = access.keyVariable ?? kind.keyVariable;
  if (budget.limits.maxCostUsd !== null && price === undefined) throw createPriceError(id);
  if (apiKey === null && isKeyNeeded(kind, access)) throw createKeyError(id, keyVariable);
  if (apiKey !== null && !/^[\x21-\x7e]+$/.test(apiKey)) throw createBadKeyError(keyVariable);
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const provider = { model: access.spec.model, baseUrl, apiKey, fetch: options.fetch };
  const sending = { modelId: id, kind, access: provider, keyVariable, pool, budget, price, clock, random };
  const sender = new RequestSender(sending);
  const { modes, telemetryName } = kind;
  return new KeptLanguageModel({
    id,
    telemetryName,
    modes,
    sender,
    capability: new CapabilityFinder({
      modelId: id,
      baseUrl,
      modes,
      sender,
      folder: options.answersFolder,
      clock,
    }),
    cache: createAnswerCache(options.answersFolder),
    ledger,
    runId,
    clock,
    drawFence: options.drawFence ?? drawRandomFence,
    telemetry: options.telemetry ?? createModelTelemetry({ endpoint: null, fetch: options.fetch }),
  });
}

/** A server of the user's own in the place of a provider may take none. */
function isKeyNeeded(kind: ProviderKind, { baseUrl }: ModelAccess): boolean {
  return kind.needsKey && (baseUrl ?? kind.defaultBaseUrl) === kind.defaultBaseUrl;
}

function createKeyError(id: string, keyVariable: string): StemmaError {
  return new StemmaError("auth", `There is no key for ${id}`, {
    hint: `Set ${keyVariable}, name another model for the role, or trace with the rules.`,
  });
}

function createBadKeyError(keyVariable: string): StemmaError {
  return new StemmaError("auth", `The key of ${keyVariable} has characters that no key has`, {
    hint: `Set ${keyVariable} again, without spaces and line breaks.`,
  });
}

function createPriceError(id: string): StemmaError {
  return new StemmaError("usage", `The price of ${id} is not known, so a limit of cost cannot be held`, {
    hint: "Limit tokens with --max-tokens instead, or give the model's price in a file of prices.",
  });
}
