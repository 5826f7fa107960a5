/** What a request is for; each purpose has its own caps on bytes, time and decompression, and its own freshness. */
export type HttpPurpose = "api" | "page" | "paper" | "data";

export interface HttpRequest {
  readonly url: string;
  readonly purpose: HttpPurpose;
  readonly accept?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An answer of any status that the server gave for good (retries are over). `url` is where the redirects ended. */
export interface HttpResponse {
  readonly url: string;
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** Every address on the way, first to last; longer than 1 when something redirected. */
  readonly hops: readonly string[];
  /** `fresh`: no request was made; `revalidated`: a conditional request said unchanged; `network`: a full answer. */
  readonly origin: "fresh" | "revalidated" | "network";
  readonly fetchedAt: string;
}

/**
 * The only door outward. Resolves for every final HTTP status; throws StemmaError `offline`, `refused` (address, scheme
 * or redirect not allowed), `too-large`, `network` and `rate-limited` (tries used up), `budget`, `interrupted`.
 */
export interface HttpClient {
  get(request: HttpRequest): Promise<HttpResponse>;
  /** Requests sent and bytes received since the client was made, for budgets and the final summary. */
  readonly counts: {
    readonly requests: number;
    readonly revalidated: number;
    readonly fresh: number;
    readonly bytes: number;
  };
  close(): Promise<void>;
}

/** What a caller is told while a request waits: `hub: 41 s until the window resets`. */
export interface HttpWait {
  readonly host: string;
  readonly reason: "queue" | "rate-limit" | "retry";
  readonly waitMs: number;
}
