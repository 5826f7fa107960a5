import { z } from "zod";

export const DocumentKind = z.enum(["hub-card", "paper", "repository", "blog"]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/**
 * A text as it was fetched (Markdown, plain text), or the stored extraction of a page (HTML), with what is needed
 * to find it again. Quotes are offsets, in UTF-16 code units, into `text`.
 */
export const Document = z.object({
  url: z.string(),
  kind: DocumentKind,
  title: z.string().nullable(),
  /** Commit, ETag or paper version; null when the source names none. */
  revision: z.string().nullable(),
  /** Lower-case hex of the SHA-256 of `text` in UTF-8. */
  sha256: z.string(),
  text: z.string(),
  /** Name and version of the extraction that made `text` of HTML; null for text stored as fetched. */
  extractor: z.string().nullable(),
  fetchedAt: z.string(),
});
export type Document = z.infer<typeof Document>;

/** A document without its text, as edges and exports name it. */
export const DocumentRef = Document.pick({ url: true, kind: true, revision: true, sha256: true });
export type DocumentRef = z.infer<typeof DocumentRef>;

/** Why a document could not be read. `missing` is a definite answer, `network` may be tried again. */
export const UnreadableReason = z.enum([
  "gated",
  "missing",
  "disabled",
  "network",
  "rate-limited",
  "refused",
  "too-large",
  "not-text",
  "bad-response",
  "budget",
]);
export type UnreadableReason = z.infer<typeof UnreadableReason>;

export type DocumentRead =
  | { readonly state: "read"; readonly document: Document }
  | {
      readonly state: "unreadable";
      readonly url: string;
      readonly reason: UnreadableReason;
      readonly detail: string;
    };
