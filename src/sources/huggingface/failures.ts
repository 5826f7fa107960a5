import type { DatasetId } from "../../model/index.ts";
import { StemmaError } from "../../model/index.ts";
import type { HubLookup, HubRecord } from "../../model/ports/index.ts";
import type { HttpResponse } from "../http/http-client.ts";
import { type Failure, toFailure, toStatusFailure } from "../reading/index.ts";

type Unreadable = Extract<HubLookup, { state: "unreadable" }>;

export const hubName = "the hub";

export function toMissingDataset(id: DatasetId): HubLookup {
  return { state: "missing", detail: `the hub has no dataset ${id}, or it is private` };
}

export function toGatedCard(id: DatasetId): Failure {
  return toFailure("gated", `the files of ${id} are gated: its owners decide who may read them`);
}

export function toMissingCard(id: DatasetId): Failure {
  return toFailure("missing", `${id} has no README.md`);
}

/** A look-up knows fewer reasons than a document: what the network door refused is an answer that cannot be used. */
export function toUnreadableLookup(failure: Pick<Failure, "reason" | "detail">): Unreadable {
  const { reason, detail } = failure;
  const isKnown = reason === "network" || reason === "rate-limited" || reason === "disabled";
  return { state: "unreadable", reason: isKnown ? reason : "bad-response", detail };
}

/**
 * A rejected token concerns the whole run: the hub answers 401 for every dataset, which must not read as "missing".
 *
 * @throws StemmaError `auth`.
 */
export function assertTokenAccepted(response: HttpResponse): void {
  if (response.status !== 401 || !/invalid credentials/i.test(toErrorMessage(response))) return;
  throw new StemmaError("auth", "the hub rejected the access token", {
    hint: "check HF_TOKEN or log in again, or unset it to read public datasets without a token",
  });
}

export function toLookupFailure(id: DatasetId, response: HttpResponse): HubLookup {
  const { status } = response;
  if (isDisabled(response)) return { state: "unreadable", reason: "disabled", detail: toDisabledDetail(id) };
  if ([400, 401, 403, 404, 410].includes(status)) return toMissingDataset(id);
  return toUnreadableLookup(toStatusFailure(hubName, status));
}

export function toCardFailure(record: HubRecord, response: HttpResponse): Failure {
  const code = response.headers.get("x-error-code");
  const { id } = record;
  if (isDisabled(response)) return toFailure("disabled", toDisabledDetail(id));
  if (code === "GatedRepo") return toGatedCard(id);
  if (code === "EntryNotFound") return toMissingCard(id);
  if (code === "RevisionNotFound") {
    return toFailure("missing", `the hub no longer has revision ${record.revision} of ${id}`);
  }
  if (code === "RepoNotFound") return toFailure("missing", `the hub no longer has the dataset ${id}`);
  if (response.status === 401 || response.status === 403) return toGatedCard(id);
  if (response.status === 404 || response.status === 410) return toMissingCard(id);
  return toStatusFailure(hubName, response.status);
}

export function toDisabledDetail(id: DatasetId): string {
  return `the hub has disabled access to ${id}`;
}

export function isDisabled(response: HttpResponse): boolean {
  const isForbidden = response.status === 403 && /disabled/i.test(toErrorMessage(response));
  return isForbidden || response.status === 451;
}

function toErrorMessage(response: HttpResponse): string {
  return response.headers.get("x-error-message") ?? "";
}
