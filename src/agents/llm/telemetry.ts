import type { Attributes } from "@opentelemetry/api";
import type { ReadableSpan, SpanProcessor, TracerProviderOptions } from "@opentelemetry/sdk-trace";
import type { TokenUsage } from "../../model/index.ts";

/** One call as it is told to an OpenTelemetry collector: neither what was asked nor what was answered. */
interface ModelSpan {
  readonly provider: string;
  readonly requestModel: string;
  readonly responseModel: string | undefined;
  readonly usage: TokenUsage;
  /** A code of StemmaError or `quarantined`; undefined when the call went well. */
  readonly errorType: string | undefined;
  readonly role: string;
  readonly dataset: string;
  readonly isCached: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Failing to tell never stops a run; what could not be told is counted. */
export interface ModelTelemetry {
  record(span: ModelSpan): void;
  /** Sends what was recorded. Never rejects. */
  flush(): Promise<void>;
  readonly counts: { readonly sent: number; readonly lost: number };
}

export interface ModelTelemetryOptions {
  /** Base address of an OTLP collector over HTTP; null loads and sends nothing. */
  readonly endpoint: string | null;
  readonly fetch: typeof globalThis.fetch;
}

const batchSize = 100;
const exportTimeoutMs = 10_000;
const serviceName = "stemma";

export function createModelTelemetry({ endpoint, fetch }: ModelTelemetryOptions): ModelTelemetry {
  if (endpoint === null) return silentTelemetry;
  return new OtlpTelemetry(`${endpoint.replace(/\/+$/, "")}/v1/traces`, fetch);
}

const silentTelemetry: ModelTelemetry = {
  record: () => {},
  flush: async () => {},
  counts: { sent: 0, lost: 0 },
};

class OtlpTelemetry implements ModelTelemetry {
  readonly counts = { sent: 0, lost: 0 };
  readonly #address: string;
  readonly #fetch: typeof globalThis.fetch;
  #waiting: ModelSpan[] = [];
  #sending: Promise<void> = Promise.resolve();

  constructor(address: string, fetch: typeof globalThis.fetch) {
    this.#address = address;
    this.#fetch = fetch;
  }

  record(span: ModelSpan): void {
    this.#waiting.push(span);
    if (this.#waiting.length >= batchSize) void this.flush();
  }

  flush(): Promise<void> {
    const spans = this.#waiting;
    this.#waiting = [];
    if (spans.length > 0) this.#sending = this.#sending.then(() => this.#send(spans));
    return this.#sending;
  }

  async #send(spans: readonly ModelSpan[]): Promise<void> {
    try {
      const response = await this.#fetch(this.#address, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: await serialize(spans),
        signal: AbortSignal.timeout(exportTimeoutMs),
      });
      this.counts[response.ok ? "sent" : "lost"] += spans.length;
    } catch {
      this.counts.lost += spans.length;
    }
  }
}

async function serialize(spans: readonly ModelSpan[]): Promise<Uint8Array<ArrayBuffer>> {
  const [{ SpanKind, SpanStatusCode }, { TracerProvider }, { JsonTraceSerializer }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/otlp-transformer"),
  ]);
  const ended: ReadableSpan[] = [];
  const provider = new TracerProvider({ resource, spanProcessors: [createCollector(ended)] });
  const tracer = provider.getTracer(serviceName);
  for (const span of spans) {
    const attributes = toAttributes(span);
    const options = { kind: SpanKind.CLIENT, startTime: span.startedAt, attributes, root: true };
    const started = tracer.startSpan(`chat ${span.requestModel}`, options);
    if (span.errorType !== undefined) started.setStatus({ code: SpanStatusCode.ERROR });
    started.end(span.endedAt);
  }
  return new Uint8Array(JsonTraceSerializer.serializeRequest(ended) ?? []);
}

/** Of the attributes that name a process, the one that says who speaks. */
const resource: NonNullable<TracerProviderOptions["resource"]> = {
  attributes: { "service.name": serviceName },
  merge: (other) => other ?? resource,
  getRawAttributes: () => [["service.name", serviceName]],
};

function createCollector(ended: ReadableSpan[]): SpanProcessor {
  return {
    onStart: () => {},
    onEnd: (span) => ended.push(span),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

function toAttributes(span: ModelSpan): Attributes {
  const { inputTokens, outputTokens } = span.usage;
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": span.provider,
    "gen_ai.request.model": span.requestModel,
    ...(span.responseModel === undefined ? {} : { "gen_ai.response.model": span.responseModel }),
    ...(inputTokens === null ? {} : { "gen_ai.usage.input_tokens": inputTokens }),
    ...(outputTokens === null ? {} : { "gen_ai.usage.output_tokens": outputTokens }),
    ...(span.errorType === undefined ? {} : { "error.type": span.errorType }),
    "stemma.role": span.role,
    "stemma.dataset": span.dataset,
    "stemma.cached": span.isCached,
  };
}
