/** A link inside a passage that a reader can see: offsets into the passage's plain text, and where it points. */
export interface PassageLink {
  readonly start: number;
  readonly end: number;
  readonly url: string;
  /** Whether all that is seen of the link is a picture, such as a badge: it points somewhere, but names nothing. */
  readonly isImage: boolean;
}

/** A range of a passage's plain text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What a table tells about each of its rows. */
export interface TableContext {
  /** Plain text of the header cells; empty for a table without one. */
  readonly header: readonly string[];
  readonly isHeaderRow: boolean;
  readonly cells: readonly TextRange[];
  /** Two rows or more with decimals, or score headers: a comparison or results table. */
  readonly hasScores: boolean;
  /** A column of counts or sizes, or a header that names data. */
  readonly hasCounts: boolean;
}

export type PassageKind = "prose" | "list-item" | "table-row" | "heading" | "code";

/**
 * A piece of a document that is read as one: a paragraph, a list item, a table row, a heading, a code block. `text` is
 * plain (links by their text); `offsets[i]` is where character i stands in the document as stored, and
 * `offsets[text.length]` where the passage ends.
 */
export interface Passage {
  readonly kind: PassageKind;
  readonly text: string;
  readonly offsets: readonly number[];
  readonly links: readonly PassageLink[];
  /** Headings above, outermost first. */
  readonly section: readonly string[];
  /** The sentence that introduces the list or table, and the parent list items, outermost first. */
  readonly introduction: readonly string[];
  readonly table: TableContext | null;
  /** Position among the passages of the document. */
  readonly index: number;
  /** Language of a code block; null elsewhere. */
  readonly language: string | null;
}

export interface FrontMatter {
  /** The parsed YAML; empty when there is none or it is not a mapping. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Offset of the first character after the front matter; 0 when there is none. */
  readonly end: number;
  readonly problem: string | null;
}

export interface ExtractedDocument {
  readonly frontMatter: FrontMatter;
  readonly passages: readonly Passage[];
  /** Characters that a reader would not see: comments, hidden elements, invisible code points. */
  readonly hiddenCharacters: number;
  /** What could not be read as it was written, in words; null where all could. */
  readonly problem: string | null;
}
