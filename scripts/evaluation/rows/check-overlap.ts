import { z } from "zod";
import { type ExpectedRows, requireSet } from "./expected-rows.ts";
import { type RowCheck, toExactCheck } from "./row-check.ts";

const Shared = z.object({ shared: z.int() });
const Overlap = z.object({
  pairs: z.tuple([
    z.object({
      keys: z.object({ triplet: z.object({ raw: Shared }), pair: z.object({ raw: Shared, norm: Shared }) }),
    }),
  ]),
});

/** What of one set is found in another: triplets as they are, pairs raw and under `norm`. */
export function listOverlapChecks(expected: ExpectedRows): RowCheck[] {
  return expected.overlap.map(({ first, second, triplets, rawPairs, normPairs }) => {
    const what = `overlap: ${first} in ${second}: triplets, pairs raw, norm`;
    return toExactCheck(what, [triplets, rawPairs, normPairs], async ({ run }) => {
      const sets = [first, second].map((name) => requireSet(expected, name));
      const inputs = sets.flatMap(({ files: [file = ""] }, index) => `${index}=${file}`);
      const command = ["overlap", ...inputs, "--on", "pair,triplet", "--keys", "raw,norm"];
      const [{ keys }] = Overlap.parse(await run(command, sets)).pairs;
      return [keys.triplet.raw.shared, keys.pair.raw.shared, keys.pair.norm.shared];
    });
  });
}
