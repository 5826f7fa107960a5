import type { DocumentRead } from "../document.ts";
import type { DatasetId } from "../ids.ts";

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A dataset as the hub describes it. Dates are as the hub prints them (`2024-07-19T10:00:00.000Z`, or less precise). */
export interface HubRecord {
  readonly id: DatasetId;
  readonly key: string | null;
  readonly revision: string | null;
  readonly createdAt: string | null;
  readonly lastModified: string | null;
  readonly isGated: boolean;
  readonly isDisabled: boolean;
  readonly downloads: number | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** Whether the repository lists a README.md; null when the hub does not say. */
  readonly hasCard: boolean | null;
}

export type HubLookup =
  | { readonly state: "found"; readonly record: HubRecord }
  /** No such dataset, or a private one: the hub does not tell them apart. */
  | { readonly state: "missing"; readonly detail: string }
  | {
      readonly state: "unreadable";
      readonly reason: "network" | "rate-limited" | "bad-response" | "disabled";
      readonly detail: string;
    };

export interface HubHit {
  readonly id: DatasetId;
  readonly downloads: number | null;
  readonly createdAt: string | null;
}

/**
 * The dataset hub. Definite and transient failures of one thing are values; only what concerns the whole run throws
 * (StemmaError `auth`, `interrupted`, `budget`).
 */
export interface Hub {
  /** Follows renames: `record.id` is the id of today, which may differ from the one asked for. */
  findDataset(id: DatasetId, options?: CallOptions): Promise<HubLookup>;
  readCard(record: HubRecord, options?: CallOptions): Promise<DocumentRead>;
  /** At most `limit` hits in the hub's order; an empty list when nothing fits or the search could not be made. */
  searchDatasets(
    query: string,
    options: CallOptions & { readonly limit: number },
  ): Promise<readonly HubHit[]>;
}

export interface PaperRecord {
  /** Without version: `2407.00001`. */
  readonly arxivId: string;
  readonly title: string;
  readonly summary: string;
  readonly publishedAt: string | null;
  readonly repository: string | null;
  readonly projectPage: string | null;
  readonly linkedDatasets: readonly DatasetId[];
}

export interface Papers {
  findPaper(arxivId: string, options?: CallOptions): Promise<PaperRecord | undefined>;
  /** Exact title, case and punctuation aside. */
  findPaperByTitle(title: string, options?: CallOptions): Promise<PaperRecord | undefined>;
  readPaper(arxivId: string, options?: CallOptions): Promise<DocumentRead>;
}

export interface RepositoryRef {
  readonly owner: string;
  readonly repository: string;
  /** Folder whose README is meant; the root when absent. */
  readonly directory?: string | undefined;
}

export interface Repositories {
  readReadme(ref: RepositoryRef, options?: CallOptions): Promise<DocumentRead>;
}

export interface Pages {
  /** The readable text of a web page as plain Markdown. */
  readPage(url: string, options?: CallOptions): Promise<DocumentRead>;
}

/** Everything Stemma reads from the outside world. */
export interface Sources {
  readonly hub: Hub;
  readonly papers: Papers;
  readonly repositories: Repositories;
  readonly pages: Pages;
}
