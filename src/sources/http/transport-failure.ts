/** An exchange that brought no whole answer. Not for callers: it becomes a StemmaError once the tries are used up. */
export class TransportFailure extends Error {
  override readonly name = "TransportFailure";
  readonly isWorthRetrying: boolean;

  constructor(message: string, isWorthRetrying: boolean, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.isWorthRetrying = isWorthRetrying;
  }
}

const passingReasons: Readonly<Record<string, string>> = {
  ECONNRESET: "the connection was reset",
  ECONNREFUSED: "the connection was refused",
  ECONNABORTED: "the connection was aborted",
  EPIPE: "the connection broke",
  ETIMEDOUT: "the connection timed out",
  EHOSTUNREACH: "the host is unreachable",
  ENETUNREACH: "the network is unreachable",
  EAI_AGAIN: "the name could not be resolved for now",
  UND_ERR_SOCKET: "the connection closed early",
  UND_ERR_CLOSED: "the connection closed early",
  UND_ERR_CONNECT_TIMEOUT: "the connection timed out",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the body was cut off",
  Z_BUF_ERROR: "the compressed body was cut off",
  Z_DATA_ERROR: "the compressed body is damaged",
  ERR_STREAM_PREMATURE_CLOSE: "the body was cut off",
};

const lastingReasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "the host name does not exist",
  UND_ERR_HEADERS_OVERFLOW: "its headers are too large",
};

export function toTransportFailure(error: unknown): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const code = findCode(error) ?? "unknown";
  const passing = passingReasons[code] ?? findPrefixReason(code);
  if (passing !== undefined) return new TransportFailure(passing, true, error);
  return new TransportFailure(lastingReasons[code] ?? toLastingReason(code), false, error);
}

function toLastingReason(code: string): string {
  const isCertificate = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(code);
  return isCertificate ? `its certificate is not accepted (${code})` : `the exchange failed (${code})`;
}

function findPrefixReason(code: string): string | undefined {
  if (code.startsWith("HPE_")) return "the answer is no valid HTTP";
  if (code.startsWith("ZSTD_") || code.startsWith("ERR_BROTLI") || code.startsWith("ERR__ERROR_FORMAT"))
    return "the compressed body is damaged";
  return undefined;
}

function findCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === "HTTPParserError") return "HPE_INVALID";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return findCode(error.errors[0]);
  return findCode(error.cause);
}
