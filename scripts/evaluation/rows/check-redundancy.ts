import { z } from "zod";
import { type ExpectedRows, requireSet } from "./expected-rows.ts";
import { type RowCheck, toExactCheck } from "./row-check.ts";

const Unique = z.object({ unique: z.int() });
const Triplets = z.object({ rows: z.int(), keys: z.object({ raw: Unique }) });
const Pairs = z.object({ keys: z.object({ raw: Unique, norm: Unique }) });

/** Rows, different triplets, and different pairs raw and under `norm`, of every set by itself. */
export function listRedundancyChecks(expected: ExpectedRows): RowCheck[] {
  return expected.redundancy.map(({ set: name, rows, triplets, rawPairs, normPairs }) => {
    const what = `redundancy: ${name}: rows, triplets, pairs raw, norm`;
    return toExactCheck(what, [rows, triplets, rawPairs, normPairs], async ({ run }) => {
      const set = requireSet(expected, name);
      const count = (on: string, keys: string) =>
        run(["redundancy", ...set.files, "--on", on, "--keys", keys], [set]);
      const onTriplets = Triplets.parse(await count("triplet", "raw"));
      const { keys } = Pairs.parse(await count("pair", "raw,norm"));
      return [onTriplets.rows, onTriplets.keys.raw.unique, keys.raw.unique, keys.norm.unique];
    });
  });
}
