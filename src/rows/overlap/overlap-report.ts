import { z } from "zod";
import { type KeyScope, keyScopes } from "../../kernels/index.ts";
import { keyTiers } from "../keys/key-tier.ts";
import { InputAccount } from "../scan/input-account.ts";
import { OverlapVerdict } from "./overlap-verdict.ts";

function perKey<Value extends z.ZodType>(value: Value) {
  return z.partialRecord(z.enum(keyScopes), z.partialRecord(z.enum(keyTiers), value));
}

const PairOverlap = z.strictObject({
  uniqueA: z.int(),
  uniqueB: z.int(),
  /** Distinct keys that both have. */
  shared: z.int(),
  /** shared / uniqueA: how much of the first the second holds. */
  aInB: z.number(),
  /** shared / uniqueB. */
  bInA: z.number(),
  /** Rows of the first whose key the second has. */
  rowsOfA: z.int(),
  rowsOfB: z.int(),
  /** How the first lies to the second. */
  verdict: OverlapVerdict,
});

/** What inputs share, by key and by what of a row it stands for. */
export const OverlapReport = z.strictObject({
  inputs: z.array(InputAccount),
  sets: z.array(z.strictObject({ input: z.string(), rows: z.int(), unique: perKey(z.int()) })),
  /** Every two inputs, the first of them before the second. */
  pairs: z.array(z.strictObject({ a: z.string(), b: z.string(), keys: perKey(PairOverlap) })),
  /** What the verdicts go by. */
  thresholds: z.strictObject({ nearContainment: z.number() }),
});
export type OverlapReport = z.infer<typeof OverlapReport>;
export type PairOverlap = z.infer<typeof PairOverlap>;
export type PerKey<Value> = Partial<Record<KeyScope, Partial<Record<(typeof keyTiers)[number], Value>>>>;
