import { createHash } from "node:crypto";
import type { Claim, Document, DocumentKind, ResolvedClaim } from "../../src/model/index.ts";
import type { HubRecord, PaperRecord, Subject, SubjectDocument } from "../../src/model/ports/index.ts";

export function makeDocument(text: string, kind: DocumentKind = "hub-card", url?: string): Document {
  return {
    url: url ?? "https://huggingface.co/datasets/acme/lake",
    kind,
    title: null,
    revision: null,
    sha256: createHash("sha256").update(text).digest("hex"),
    text,
    extractor: null,
    fetchedAt: "2025-01-01T00:00:00.000Z",
  };
}

export function makeOwn(text: string, kind: DocumentKind = "hub-card", url?: string): SubjectDocument {
  return { document: makeDocument(text, kind, url), isOwn: true };
}

export function makeRecord(changes: Partial<HubRecord> = {}): HubRecord {
  return {
    id: "acme/lake",
    key: null,
    revision: null,
    createdAt: null,
    lastModified: null,
    isGated: false,
    isDisabled: false,
    downloads: null,
    description: null,
    tags: [],
    hasCard: true,
    ...changes,
  };
}

export function makePaper(changes: Partial<PaperRecord> = {}): PaperRecord {
  return {
    arxivId: "2401.00001",
    title: "A study of water",
    summary: "We look at water.",
    publishedAt: null,
    repository: null,
    projectPage: null,
    linkedDatasets: [],
    ...changes,
  };
}

export function makeSubject(
  id = "acme/lake",
  names: readonly string[] = [id.split("/").at(-1) ?? id],
): Subject {
  return { id, aliases: [], names, record: null };
}

export function makeClaim(changes: Partial<Claim> = {}): Claim {
  return {
    target: "acme/lake",
    mention: "River",
    statedId: null,
    relation: "direct-inclusion",
    split: null,
    quote: { start: 0, end: 5, text: "River" },
    documentUrl: "https://huggingface.co/datasets/acme/lake",
    documentSha256: "a".repeat(64),
    documentKind: "hub-card",
    section: [],
    method: "rules/test",
    features: {},
    ...changes,
  };
}

export function makeResolved(
  claim: Partial<Claim> = {},
  resolution: Partial<ResolvedClaim["resolution"]> = {},
): ResolvedClaim {
  return {
    claim: makeClaim(claim),
    resolution: {
      mention: "River",
      id: "acme/river",
      method: "stated",
      margin: 1,
      candidates: [],
      ...resolution,
    },
  };
}
