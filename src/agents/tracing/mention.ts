import type { CatalogueEntry } from "../../catalogue/index.ts";
import type { Passage } from "../extracting/passage.ts";

/** How a mention was found in the text. */
export type MentionForm =
  | "hub-link"
  | "bare-link"
  | "repository-link"
  | "page-link"
  | "hub-id"
  | "catalogue-name"
  | "learned-name"
  | "unknown-name"
  | "load-call";

/** A place where a document names something that may be a dataset; offsets into the passage's text. */
export interface Mention {
  readonly passage: Passage;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly form: MentionForm;
  /** What the mention is taken for before resolution: a dataset id, or `name:` and the name. */
  readonly id: string;
  /** The id's key, which groups mentions of one thing. */
  readonly key: string;
  /** Id that the text itself gives; null for a bare name. */
  readonly statedId: string | null;
  /** How far the name alone identifies a dataset; `name` for links and ids. */
  readonly strength: "name" | "generic" | "ambiguous";
  readonly entry: CatalogueEntry | null;
}
