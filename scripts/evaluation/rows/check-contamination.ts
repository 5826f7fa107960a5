import { z } from "zod";
import { type ExpectedRows, requireSet, toMapArguments, toNamedInputs, toSetName } from "./expected-rows.ts";
import { type RowCheck, toExactCheck } from "./row-check.ts";
import type { RowCommands } from "./row-commands.ts";

const Found = z.object({ unique: z.int(), found: z.int() });
const Benchmark = z.object({
  benchmark: z.object({ name: z.string() }),
  keys: z.object({ raw: Found, norm: Found }),
});
const Contamination = z.union([
  z.object({ benchmarks: z.array(Benchmark) }),
  Benchmark.transform((only) => ({ benchmarks: [only] })),
]);

type Case = ExpectedRows["contamination"][number];

/** Unique pairs of a benchmark, and how many of them training sets hold, raw and under `norm`. */
export function listContaminationChecks(expected: ExpectedRows): RowCheck[] {
  const groups = Map.groupBy(expected.contamination, ({ train }) => train.join());
  return [...groups.values()].flatMap((cases) => {
    const find = createFinder(expected, cases);
    return cases.map(({ benchmark, train, of, raw, norm }) => {
      const named = train.length > 3 ? `${train.length} sets` : train.join(" + ");
      const what = `contamination: ${benchmark} in ${named}: of, raw, norm`;
      return toExactCheck(what, [of, raw, norm], async (commands) => {
        const found = (await find(commands)).find((one) => toSetName(one.benchmark.name) === benchmark);
        if (found === undefined) throw new Error(`the result does not name ${benchmark}`);
        const { keys } = found;
        return [keys.raw.unique, keys.raw.found, keys.norm.found];
      });
    });
  });
}

/** All benchmarks that are looked for in the same training sets, in one command. */
function createFinder(expected: ExpectedRows, cases: readonly Case[]) {
  const benchmarks = cases.map(({ benchmark }) => benchmark);
  const train = cases[0]?.train ?? [];
  const give = (option: string, name: string) =>
    toNamedInputs(name, requireSet(expected, name)).flatMap((input) => [option, input]);
  const map = (option: string, name: string) => toMapArguments(name, requireSet(expected, name), option);
  const command = [
    "contamination",
    ...benchmarks.flatMap((name) => [...give("--benchmark", name), ...map("--benchmark-map", name)]),
    ...train.flatMap((name) => [...give("--train", name), ...map("--train-map", name)]),
  ];
  let found: Promise<z.infer<typeof Contamination>> | undefined;
  return async ({ run }: RowCommands) => {
    found ??= run(command).then((result) => Contamination.parse(result));
    return (await found).benchmarks;
  };
}
