import { createHash } from "node:crypto";
import type { Document, DocumentRead } from "../../model/index.ts";
import type { Failure } from "./answer.ts";

function toDocument(fields: Omit<Document, "sha256">): Document {
  return { ...fields, sha256: createHash("sha256").update(fields.text).digest("hex") };
}

export function toRead(fields: Omit<Document, "sha256">): DocumentRead {
  return { state: "read", document: toDocument(fields) };
}

export function toUnreadable(url: string, failure: Pick<Failure, "reason" | "detail">): DocumentRead {
  return { state: "unreadable", url, reason: failure.reason, detail: failure.detail };
}
