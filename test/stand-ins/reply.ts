import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** True for an address that the stand-in has no route for. */
  readonly isUnknown?: boolean;
}

export const unknownRoute: Reply = { status: 404, body: "no such route", isUnknown: true };

export function toJsonReply(value: unknown, headers: Record<string, string> = {}): Reply {
  const body = JSON.stringify(value);
  return {
    status: 200,
    body,
    headers: { "content-type": "application/json", etag: toWeakTag(body), ...headers },
  };
}

export function toTextReply(body: string, type: string, headers: Record<string, string> = {}): Reply {
  return {
    status: 200,
    body,
    headers: { "content-type": `${type}; charset=utf-8`, etag: toTag(body), ...headers },
  };
}

/** The first forty digits of the content's SHA-256, quoted: also what a snapshot takes for a README's revision. */
function toTag(body: string): string {
  return `"${createHash("sha256").update(body).digest("hex").slice(0, 40)}"`;
}

function toWeakTag(body: string): string {
  return `W/${toTag(body)}`;
}

/** Sends a reply as a real host does: 304 when the tag is known, 206 for a range. */
export function sendReply(reply: Reply, request: IncomingMessage, response: ServerResponse): number {
  const headers = { ...reply.headers };
  if (
    reply.status === 200 &&
    headers.etag !== undefined &&
    request.headers["if-none-match"] === headers.etag
  ) {
    response.writeHead(304, headers).end();
    return 304;
  }
  const body = Buffer.from(reply.body ?? "");
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  if (reply.status === 200 && range !== null) {
    const start = Number(range[1]);
    if (start >= body.length) {
      response.writeHead(416, { "content-range": `bytes */${body.length}` }).end();
      return 416;
    }
    const end = Math.min(range[2] === "" ? body.length - 1 : Number(range[2]), body.length - 1);
    response.writeHead(206, { ...headers, "content-range": `bytes ${start}-${end}/${body.length}` });
    response.end(body.subarray(start, end + 1));
    return 206;
  }
  response.writeHead(reply.status, headers).end(body);
  return reply.status;
}
