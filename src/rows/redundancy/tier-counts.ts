import type { KeyTier } from "../keys/key-tier.ts";
import type { SameRows } from "./reduce-keys.ts";
import type { LedgerResult } from "./source-ledger.ts";

/** What the reduce steps of one tier found, over all hash ranges. */
export interface TierCounts {
  readonly tier: KeyTier;
  readonly unique: number;
  /** Sources are the inputs of the job. */
  readonly byInput: LedgerResult;
  readonly bySource: LedgerResult;
  readonly examples: readonly SameRows[];
}
