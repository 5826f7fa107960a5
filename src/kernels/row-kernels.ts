/** The three texts of a row that keys and shingles are made of. */
export const rowFields = ["instruction", "input", "output"] as const;
export type RowField = (typeof rowFields)[number];

/** What of a row a key stands for: the instruction; instruction and input; all three. Roots R0. */
export const keyScopes = ["question", "pair", "triplet"] as const;
export type KeyScope = (typeof keyScopes)[number];

/**
 * Forms of a text that need no look at its meaning. `trim` cuts white space at both ends, `norm` also makes every run of
 * it one space. White space is what `\s` of a regular expression means.
 */
export const byteForms = ["raw", "trim", "norm"] as const;
export type ByteForm = (typeof byteForms)[number];

/**
 * What shingles are made of: `word`, the parts of a text between white space; `alnum`, runs of letters, marks, digits and `_`
 * of the lower-cased text; `char`, code points of the `norm` text. In `word` and `alnum` each Han, Hiragana and Katakana
 * character is a token of its own.
 */
export const shingleUnits = ["word", "alnum", "char"] as const;
export type ShingleUnit = (typeof shingleUnits)[number];

export interface ShingleOptions {
  readonly unit: ShingleUnit;
  /** Tokens in one shingle; a text with fewer is one shingle. */
  readonly size: number;
}

export interface SignatureOptions extends ShingleOptions {
  /** A multiple of 8. */
  readonly permutations: number;
  /** A whole number from 0. */
  readonly seed: number;
}

/** MinHash over the shingles of the current row's question text: instruction, then, if there is one, the input on a new line. */
export interface RowSigner {
  /**
   * Writes `permutations` words of the signature from `at`; gives the number of shingles, repeated ones included. A text
   * without a token has none, and a signature of 0xFFFFFFFF.
   */
  signRow(into: Uint32Array, at: number): number;
}

/**
 * Which n-grams of a few texts occur in very many: built once, then asked for every row. N-grams are told apart by 64 bits;
 * what is found should be compared with the text (`listTokens`).
 */
export interface GramIndex {
  /**
   * Takes the n-grams of a text; gives their numbers, one for each place in the text. Equal n-grams share a number. Numbers
   * count up from 0 in the order of first appearance. A text with fewer tokens than an n-gram is one n-gram.
   */
  add(text: string): Uint32Array;
  readonly gramCount: number;
  /**
   * The n-grams of the current row's field that are in the index, in the order of the text: pairs of the index of the
   * n-gram's first token and its number, a copy.
   */
  findInRow(field: RowField): Uint32Array;
  /** The same for a text that is no field. The current row stays. */
  findInText(text: string): Uint32Array;
}

/**
 * Reads JSON Lines: one object a line, fields at the top level of it. A line is a `row` only if `JSON.parse` reads it and
 * gives a text, once, for every field that is there at all. What needs more is `slow`, for `JSON.parse` and the caller to
 * decide on: a value that is no text, a field that occurs twice, an escape in a name, more than 64 levels, a byte order mark,
 * bytes that are no UTF-8, anything that is no JSON. `blank` is a line of spaces, tabs and carriage returns.
 */
export interface LineScanner {
  /**
   * Whole lines only, the last line break included or at the end of the file. They must not change until they are scanned.
   * Of the scanners of the same kernels one at a time holds lines.
   */
  feed(lines: Uint8Array): void;
  /** `row` makes the line the current row; after `feed` and anything else the current row is empty. */
  next(): "row" | "slow" | "blank" | "end";
  /** The bytes of the line that `next` stood at, without its line break (LF or CR LF). Valid until these kernels are used again. */
  line(): Uint8Array;
}

/**
 * The hot loops over rows. Every implementation gives equal bytes for equal input; `plain` is the oracle.
 * All but `open…`, `create…` and `hashText…` are about the current row, which `setRow` or a scanner put in place. Texts are
 * taken as UTF-8: a surrogate without its other half is U+FFFD. Before the first row all three texts are empty.
 */
export interface RowKernels {
  readonly kind: "wasm-simd" | "plain";
  setRow(instruction: string, input: string, output: string): void;
  fieldText(field: RowField): string;
  /** Whether the field's text is empty, without making a string of it. */
  isFieldEmpty(field: RowField): boolean;
  /**
   * MurmurHash3 x64 128 (seed 0) of the scope's fields in that form, UTF-8, each followed by one byte 0xFF: four
   * little-endian words from `at`.
   */
  hashRow(scope: KeyScope, form: ByteForm, into: Uint32Array, at: number): void;
  /** The hash that `hashRow` gives of a row whose fields in that form are these texts. */
  hashTexts(texts: readonly string[], into: Uint32Array, at: number): void;
  /** The same hash of a text by itself (UTF-8, no byte added). */
  hashText(text: string, into: Uint32Array, at: number): void;
  /** The distinct shingles of the current row's question text as 53-bit whole numbers in ascending order, a copy. */
  shingleRow(options: ShingleOptions): Float64Array;
  /** @param fields names at the top level of the object; null where the row has no such field (its text is then empty). */
  openScanner(fields: Readonly<Record<RowField, string | null>>): LineScanner;
  createSigner(options: SignatureOptions): RowSigner;
  createGramIndex(options: ShingleOptions): GramIndex;
}
