/** Turns texts into vectors of one width. */
export interface TextEmbedder {
  /** What made the vectors: vectors of different names are never compared. */
  readonly name: string;
  /** Whether they tell the letters of a text and not its meaning: their figures compare with themselves only. */
  readonly isLexical: boolean;
  /** One vector for each text, in order. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly Float32Array[]>;
}
