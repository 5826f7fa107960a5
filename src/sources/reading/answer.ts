import { type ErrorCode, StemmaError, type UnreadableReason } from "../../model/index.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "../http/http-client.ts";

/** Why one request came to nothing, in the words of an unreadable document. */
export interface Failure {
  readonly state: "failed";
  readonly reason: UnreadableReason;
  readonly detail: string;
}

export type Answer = { readonly state: "answered"; readonly response: HttpResponse } | Failure;

const reasons: Partial<Record<ErrorCode, UnreadableReason>> = {
  network: "network",
  offline: "network",
  refused: "refused",
  "too-large": "too-large",
  "rate-limited": "rate-limited",
  "bad-response": "bad-response",
};

/** Requests one thing: what concerns this thing alone becomes a value; `auth`, `budget`, `interrupted` are thrown. */
export async function requestAnswer(http: HttpClient, request: HttpRequest): Promise<Answer> {
  try {
    return { state: "answered", response: await http.get(request) };
  } catch (thrown) {
    const reason = thrown instanceof StemmaError ? reasons[thrown.code] : undefined;
    if (reason === undefined) throw thrown;
    return toFailure(reason, (thrown as StemmaError).message);
  }
}

export function toFailure(reason: UnreadableReason, detail: string): Failure {
  return { state: "failed", reason, detail };
}

/** The reason that a status stands for when the host says nothing more exact. `host` is a role: `the hub`. */
export function toStatusFailure(host: string, status: number): Failure {
  return toFailure(toStatusReason(status), `${host} answered HTTP ${status}`);
}

function toStatusReason(status: number): UnreadableReason {
  if (status === 401 || status === 403) return "gated";
  if (status === 404 || status === 410) return "missing";
  if (status === 451) return "disabled";
  if (status === 429) return "rate-limited";
  return status >= 500 ? "network" : "bad-response";
}
