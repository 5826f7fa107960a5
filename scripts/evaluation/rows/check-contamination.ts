import { z } from "zod";
import { type ExpectedRows, requireSet } from "./expected-rows.ts";
import { type RowCheck, toExactCheck } from "./row-check.ts";

const Found = z.object({ unique: z.int(), found: z.int() });
const Contamination = z.object({ keys: z.object({ raw: Found, norm: Found }) });

/** Unique pairs of a benchmark, and how many of them training sets hold, raw and under `norm`. */
export function listContaminationChecks(expected: ExpectedRows): RowCheck[] {
  return expected.contamination.map(({ benchmark, train, of, raw, norm }) => {
    const named = train.length > 3 ? `${train.length} sets` : train.join(" + ");
    return toExactCheck(
      `contamination: ${benchmark} in ${named}: of, raw, norm`,
      [of, raw, norm],
      async ({ run }) => {
        const tested = requireSet(expected, benchmark);
        const trained = train.map((name) => requireSet(expected, name));
        const places = trained.flatMap(({ files }) => files.flatMap((file) => ["--train", file]));
        const benchmarks = tested.files.flatMap((file) => ["--benchmark", file]);
        const { keys } = Contamination.parse(
          await run(["contamination", ...benchmarks, ...places], [tested, ...trained]),
        );
        return [keys.raw.unique, keys.raw.found, keys.norm.found];
      },
    );
  });
}
