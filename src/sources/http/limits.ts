import type { HttpPurpose } from "./http-client.ts";

/** Caps of one request. Bytes on the wire and after decoding; times of the exchange itself, waiting in queues aside. */
export interface HttpLimits {
  readonly wireBytes: number;
  readonly decodedBytes: number;
  /** Decoded bytes per wire byte, checked once a body is larger than a mebibyte. */
  readonly decodedRatio: number;
  /** Over all tries and redirects. */
  readonly totalMs: number;
  /** Until the first byte of one answer. */
  readonly headersMs: number;
}

const mebibyte = 1024 * 1024;
const minuteMs = 60_000;
const page: HttpLimits = {
  wireBytes: 8 * mebibyte,
  decodedBytes: 8 * mebibyte,
  decodedRatio: 100,
  totalMs: 60_000,
  headersMs: 25_000,
};

export const defaultLimits: Readonly<Record<HttpPurpose, HttpLimits>> = {
  page,
  api: { ...page, decodedBytes: 64 * mebibyte },
  paper: { ...page, wireBytes: 32 * mebibyte, decodedBytes: 64 * mebibyte },
  data: { ...page, wireBytes: 64 * mebibyte, decodedBytes: 64 * mebibyte, totalMs: 600_000 },
};

/** Of one request to a language model: a small machine may think for minutes before its first byte. */
export const modelLimits: HttpLimits = {
  ...page,
  decodedBytes: 16 * mebibyte,
  totalMs: 10 * minuteMs,
  headersMs: 10 * minuteMs,
};

const dayMs = 24 * 60 * minuteMs;

/** How long a stored answer is used without asking whether it changed. */
export const defaultFreshnessMs: Readonly<Record<HttpPurpose, number>> = {
  api: 10 * minuteMs,
  page: 10 * minuteMs,
  paper: 30 * dayMs,
  data: dayMs,
};
