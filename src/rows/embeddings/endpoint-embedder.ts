import { StemmaError } from "../../model/index.ts";
import { parseEmbeddingAnswer } from "./embedding-answer.ts";
import type { TextEmbedder } from "./text-embedder.ts";

export interface EndpointOptions {
  /** Already kept to the endpoint's origin. */
  readonly fetch: typeof globalThis.fetch;
  /** Up to and without `/embeddings`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly key?: string | undefined;
  /** Asked of models that can give shorter vectors. */
  readonly dimensions?: number | undefined;
  readonly batchSize?: number;
  readonly maxAttempts?: number;
  /** Resolves after so many milliseconds; replaced in tests. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const firstWaitMs = 500;
const longestWaitMs = 60_000;
const retriedStatuses = new Set([408, 409, 425, 429, 500, 502, 503, 504]);
/** Statuses of a batch that is too large for the server, where a smaller one may do. */
const splitStatuses = new Set([400, 413, 422]);

/**
 * Vectors from any endpoint of OpenAI's interface. Asks for base64, which is an eighth of the work of reading numbers as
 * text, and for plain numbers from the first answer on that refuses it. What is busy is asked again after as long as it
 * says; a batch that is refused as too large is cut in two.
 *
 * `embed` rejects with StemmaError `auth`, `rate-limited`, `network`, `bad-response`, `interrupted` and what `fetch` rejects with.
 */
export function createEndpointEmbedder(options: EndpointOptions): TextEmbedder {
  const { batchSize = 64 } = options;
  const state: EndpointState = { options, isBase64: true };
  return {
    name: options.dimensions === undefined ? options.model : `${options.model}@${options.dimensions}`,
    isLexical: false,
    async embed(texts, signal) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += batchSize)
        vectors.push(...(await embedBatch(state, texts.slice(start, start + batchSize), signal)));
      return vectors;
    },
  };
}

interface EndpointState {
  readonly options: EndpointOptions;
  isBase64: boolean;
}

async function embedBatch(
  state: EndpointState,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Float32Array[]> {
  const isBase64 = state.isBase64;
  const response = await post(state, texts, signal);
  if (response.ok) {
    const body = await response.json().catch(() => undefined);
    return parseEmbeddingAnswer(body, { server: state.options.baseUrl, asked: texts.length });
  }
  const reason = (await response.text().catch(() => "")).slice(0, 300);
  if (response.status === 400 && isBase64 && /encoding_format|base64/i.test(reason)) {
    state.isBase64 = false;
    return await embedBatch(state, texts, signal);
  }
  if (splitStatuses.has(response.status) && texts.length > 1) {
    const middle = Math.ceil(texts.length / 2);
    const first = await embedBatch(state, texts.slice(0, middle), signal);
    return [...first, ...(await embedBatch(state, texts.slice(middle), signal))];
  }
  throw toRefusal(state.options, response.status, reason);
}

async function post(
  { options, isBase64 }: EndpointState,
  input: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { maxAttempts = 6, wait = waitFor, key, model, dimensions } = options;
  const headers = {
    "content-type": "application/json",
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  const body = JSON.stringify({
    model,
    input,
    ...(dimensions === undefined ? {} : { dimensions }),
    ...(isBase64 ? { encoding_format: "base64" } : {}),
  });
  const url = `${options.baseUrl.replace(/\/+$/, "")}/embeddings`;
  for (let attempt = 1; ; attempt++) {
    const response = await options
      .fetch(url, { method: "POST", headers, body, ...(signal === undefined ? {} : { signal }) })
      .catch((error: unknown) => {
        if (attempt === maxAttempts || !isTransient(error)) throw error;
        return undefined;
      });
    if (response !== undefined && (!retriedStatuses.has(response.status) || attempt === maxAttempts))
      return response;
    await response?.body?.cancel();
    await wait(toWaitMs(response, attempt), signal);
  }
}

function isTransient(error: unknown): boolean {
  return error instanceof StemmaError && error.code === "network";
}

/** As long as the server says, in seconds; otherwise twice as long each time. */
function toWaitMs(response: Response | undefined, attempt: number): number {
  const told = Number(response?.headers.get("retry-after") ?? Number.NaN) * 1000;
  const own = firstWaitMs * 2 ** (attempt - 1);
  return Math.min(Number.isFinite(told) ? told : own, longestWaitMs);
}

async function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
  const { setTimeout } = await import("node:timers/promises");
  await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
}

function toRefusal({ baseUrl, model }: EndpointOptions, status: number, reason: string): StemmaError {
  const text = `${baseUrl} gave no vectors of ${model}: status ${status}${reason === "" ? "" : ` (${reason})`}`;
  if (status === 401 || status === 403)
    return new StemmaError("auth", text, { hint: "check the key of the endpoint" });
  if (status === 404)
    return new StemmaError("not-found", text, { hint: "check the endpoint's address and the model's name" });
  if (status === 429)
    return new StemmaError("rate-limited", text, { hint: "go on later: what was embedded is kept" });
  return new StemmaError(status >= 500 ? "network" : "bad-response", text, {
    hint: "go on later: what was embedded is kept",
  });
}
