import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Role } from "./journal.ts";

export type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Half of a promised body, then the connection is torn down. */
  | { readonly kind: "reset" }
  | { readonly kind: "drip"; readonly intervalMs: number; readonly bytes?: number }
  | { readonly kind: "truncated-json" }
  | { readonly kind: "content-type"; readonly type: string }
  | { readonly kind: "html" }
  | { readonly kind: "redirect-loop" }
  | { readonly kind: "redirect"; readonly to: string; readonly status?: number }
  | { readonly kind: "oversize"; readonly bytes: number }
  | { readonly kind: "gzip-bomb"; readonly bytes: number };

/** Changes an answer instead of taking its place. */
export type RangeFault =
  /** The whole body where a range was asked for. */
  | { readonly kind: "ignore-range" }
  /** A range that is this much shorter than asked for. */
  | { readonly kind: "short-range"; readonly missingBytes: number };

/** A fault for the requests of one host whose path contains `path` (all when absent), `times` times (always). */
export interface FaultScript {
  readonly host: Role;
  readonly path?: string;
  readonly times?: number;
  readonly fault: Fault | RangeFault;
}

const chunkBytes = 64 * 1024;

export class FaultTable {
  readonly #scripts: { script: FaultScript; left: number }[] = [];

  add(script: FaultScript): void {
    this.#scripts.push({ script, left: script.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#scripts.length = 0;
  }

  take(host: Role, path: string): Fault | RangeFault | undefined {
    const found = this.#scripts.find(
      ({ script, left }) => left > 0 && script.host === host && path.includes(script.path ?? ""),
    );
    if (found !== undefined) found.left -= 1;
    return found?.script.fault;
  }
}

export function isRangeFault(fault: Fault | RangeFault | undefined): fault is RangeFault {
  return fault?.kind === "ignore-range" || fault?.kind === "short-range";
}

/** The range that is answered instead of the one asked for. */
export function changeRange(fault: RangeFault, range: string | undefined): string | undefined {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  if (fault.kind === "ignore-range" || start === undefined) return undefined;
  return `bytes=${start}-${Number(end) - fault.missingBytes}`;
}

export function answerWithFault(
  fault: Exclude<Fault, RangeFault>,
  path: string,
  response: ServerResponse,
): void {
  switch (fault.kind) {
    case "status":
      response.writeHead(fault.status, fault.headers).end(fault.body ?? "");
      return;
    case "reset":
      response.writeHead(200, { "content-type": "text/plain", "content-length": "1000" });
      response.write("x".repeat(500), () => response.destroy());
      return;
    case "drip":
      drip(response, fault.intervalMs, fault.bytes ?? 10_000);
      return;
    case "truncated-json":
      response.writeHead(200, { "content-type": "application/json" }).end('{"id":"acme/');
      return;
    case "content-type":
      response.writeHead(200, { "content-type": fault.type }).end("\u0000\u0001\u0002binary");
      return;
    case "html":
      response
        .writeHead(200, { "content-type": "text/html" })
        .end("<!doctype html><title>Sorry</title><p>Sorry");
      return;
    case "redirect-loop":
      response.writeHead(302, { location: path }).end();
      return;
    case "redirect":
      response.writeHead(fault.status ?? 302, { location: fault.to }).end();
      return;
    case "oversize":
      pour(response, fault.bytes);
      return;
    case "gzip-bomb":
      response.writeHead(200, { "content-type": "text/plain", "content-encoding": "gzip" });
      response.end(toBomb(fault.bytes));
  }
}

const bombs = new Map<number, Buffer>();

/** Packing a large body takes its time; it is done once. */
function toBomb(bytes: number): Buffer {
  const bomb = bombs.get(bytes) ?? gzipSync(Buffer.alloc(bytes, "a"));
  bombs.set(bytes, bomb);
  return bomb;
}

function drip(response: ServerResponse, intervalMs: number, bytes: number): void {
  response.writeHead(200, { "content-type": "text/plain", "content-length": String(bytes) });
  let left = bytes;
  const timer = setInterval(() => {
    response.write("x");
    if (--left === 0) response.end();
  }, intervalMs);
  response.on("close", () => clearInterval(timer));
}

function pour(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { "content-type": "text/plain" });
  const chunk = Buffer.alloc(chunkBytes, "a");
  let left = bytes;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunkBytes;
      if (!response.write(chunk)) {
        response.once("drain", more);
        return;
      }
    }
    response.end();
  };
  more();
}
