/** What can go wrong, each with its exit code (experience 4.1) and HTTP status. */
export const errorKinds = {
  unexpected: { exitCode: 1, httpStatus: 500, isRetryable: false },
  usage: { exitCode: 2, httpStatus: 400, isRetryable: false },
  "invalid-id": { exitCode: 2, httpStatus: 400, isRetryable: false },
  "not-found": { exitCode: 2, httpStatus: 404, isRetryable: false },
  violated: { exitCode: 3, httpStatus: 422, isRetryable: false },
  partial: { exitCode: 4, httpStatus: 207, isRetryable: true },
  auth: { exitCode: 5, httpStatus: 401, isRetryable: false },
  "rate-limited": { exitCode: 6, httpStatus: 429, isRetryable: true },
  network: { exitCode: 6, httpStatus: 502, isRetryable: true },
  offline: { exitCode: 6, httpStatus: 503, isRetryable: true },
  "bad-response": { exitCode: 6, httpStatus: 502, isRetryable: true },
  "too-large": { exitCode: 6, httpStatus: 502, isRetryable: false },
  refused: { exitCode: 6, httpStatus: 403, isRetryable: false },
  budget: { exitCode: 7, httpStatus: 402, isRetryable: true },
  corrupt: { exitCode: 8, httpStatus: 500, isRetryable: false },
  "store-locked": { exitCode: 8, httpStatus: 409, isRetryable: true },
  "store-failed": { exitCode: 8, httpStatus: 500, isRetryable: true },
  interrupted: { exitCode: 130, httpStatus: 499, isRetryable: true },
} as const;

export type ErrorCode = keyof typeof errorKinds;

export interface ErrorDetails {
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The one error class: `message` says what happened to which thing and why, `hint` what to do about it.
 * Tell errors apart by `code`.
 */
export class StemmaError extends Error {
  override readonly name = "StemmaError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
  }

  get isRetryable(): boolean {
    return errorKinds[this.code].isRetryable;
  }

  get exitCode(): number {
    return errorKinds[this.code].exitCode;
  }

  get httpStatus(): number {
    return errorKinds[this.code].httpStatus;
  }
}

/** Wraps whatever was thrown, keeping a StemmaError as it is. */
export function toStemmaError(thrown: unknown, context: string): StemmaError {
  if (thrown instanceof StemmaError) return thrown;
  if (thrown instanceof Error && thrown.name === "AbortError") {
    return new StemmaError("interrupted", `${context} was interrupted`, { cause: thrown });
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new StemmaError("unexpected", `${context}: ${reason}`, { cause: thrown });
}
