import type { Agreement } from "../answers/index.ts";
import type { KeyTier } from "../keys/key-tier.ts";
import type { MatchFeatures } from "./verdict.ts";

/** A row that has the pair of a benchmark entry. */
export interface PairFinding {
  readonly row: number;
  readonly entry: number;
  /** The tiers at which it is the same, in their order. */
  readonly tiers: readonly KeyTier[];
  readonly answer: Agreement;
  readonly source: string | null;
}

/** A row in which an item stands in another way; its verdict waits for what all rows have in common. */
export interface TextFinding {
  readonly row: number;
  readonly item: number;
  readonly method: Exclude<MatchFeatures["method"], "numbers">;
  readonly tier: KeyTier | null;
  readonly equal: "question" | "turn" | null;
  readonly place: MatchFeatures["place"];
  /** Which of the item's tokens are found. */
  readonly isFound: Uint8Array;
  /** Tokens of the item that count, from its beginning. */
  readonly length: number;
  readonly containment: number;
  readonly anchors: number | null;
  readonly inserted: number;
  readonly numbers: MatchFeatures["numbers"];
  readonly options: MatchFeatures["options"];
  readonly answer: Agreement;
  readonly source: string | null;
  /** The beginning of what stands there, for people to look at. */
  readonly excerpt: string;
}
