import type { RepositoryFiles } from "./hub-files.ts";

/** What a stand-in serves of one dataset; `info` holds the fields of the hub's API. */
export interface DatasetContent {
  readonly id: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly card: string | undefined;
  readonly access: "open" | "gated" | "disabled" | "error";
  /** Bytes by branch (`main`, `refs/convert/parquet`) and path; a dataset without them has its card only. */
  readonly files?: RepositoryFiles;
}

export interface PaperContent {
  readonly id: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly markdown: string | undefined;
}

export interface TextContent {
  readonly text: string;
  readonly type: "text/markdown" | "text/html";
}

/** The world that the stand-ins show, from whatever it is kept in. */
export interface StandInContent {
  readonly ids: readonly string[];
  findDataset(id: string): DatasetContent | undefined;
  findRedirect(id: string): string | undefined;
  /** The recorded hits of a query; undefined when none were recorded. */
  findHits(query: string): readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly papers: readonly PaperContent[];
  findReadme(path: string): string | undefined;
  findPage(url: string): TextContent | undefined;
  /** Why a thing cannot be read, by dataset id or document address. */
  findFailure(key: string): string | undefined;
}

export const emptyContent: StandInContent = {
  ids: [],
  findDataset: () => undefined,
  findRedirect: () => undefined,
  findHits: () => undefined,
  papers: [],
  findReadme: () => undefined,
  findPage: () => undefined,
  findFailure: () => undefined,
};
