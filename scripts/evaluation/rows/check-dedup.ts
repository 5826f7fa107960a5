import { z } from "zod";
import { type ExpectedRows, requireSet } from "./expected-rows.ts";
import type { Measured, RowCheck } from "./row-check.ts";
import type { RowCommands } from "./row-commands.ts";

const Dedup = z.object({
  exact: z.object({ survivors: z.int() }),
  near: z.object({ pairs: z.int(), survivors: z.int() }),
});

type Case = ExpectedRows["dedup"][number];
const units = ["char", "word", "alnum"] as const;
type Unit = (typeof units)[number];

/**
 * Survivors at a Jaccard similarity of 0.7 over 8 tokens. Candidates that are compared on their texts have one right number
 * of components; what estimates and bare collisions leave depends on the hash functions, so that a range is known.
 */
export function listDedupChecks(expected: ExpectedRows): RowCheck[] {
  return expected.dedup.flatMap((known) =>
    units.flatMap((unit) => {
      const { estimate, lsh } = known[unit];
      const dedup = createDedup(expected, { name: known.set, unit });
      const name = `dedup: ${known.set}, 8 ${unit}s`;
      return [
        toTrueCheck(name, { known, unit, dedup }),
        ...toRangeChecks(name, { known, unit, verify: "estimate", range: estimate, dedup }),
        ...toRangeChecks(name, { known, unit, verify: "none", range: lsh, dedup }),
      ];
    }),
  );
}

type Dedupper = (commands: RowCommands, options: readonly string[]) => Promise<z.infer<typeof Dedup>>;

function createDedup(expected: ExpectedRows, { name, unit }: { name: string; unit: Unit }): Dedupper {
  const set = requireSet(expected, name);
  const settings = ["--permutations", "128", "--threshold", "0.7", "--ngram", "8", "--unit", unit];
  return async ({ run }, options) =>
    Dedup.parse(await run(["dedup", ...set.files, ...settings, ...options], [set]));
}

/** Candidates come from bands, which miss a pair now and then: so much of the pairs, and of a greedy walk, may be missing. */
const missedPairs = 0.003;
const missedWalk = 0.0001;

function toTrueCheck(
  name: string,
  { known, unit, dedup }: { readonly known: Case; readonly unit: Unit; readonly dedup: Dedupper },
): RowCheck {
  const { pairs, components, greedy } = known[unit];
  return {
    what: `${name}: after exact, components, greedy, pairs`,
    expected: [known.afterExact, components, greedy, pairs].join(" "),
    async measure(commands) {
      const first = await dedup(commands, ["--verify", "jaccard"]);
      const walked = (await dedup(commands, ["--verify", "jaccard", "--keep", "greedy"])).near.survivors;
      const { exact, near } = first;
      const isWalkTrue = walked >= greedy && walked <= greedy * (1 + missedWalk);
      const arePairsTrue = near.pairs <= pairs && near.pairs >= pairs * (1 - missedPairs);
      const isTrue = exact.survivors === known.afterExact && near.survivors === components;
      const got = [exact.survivors, near.survivors, walked, near.pairs].join(" ");
      return { got, isMissed: !(isTrue && isWalkTrue && arePairsTrue) };
    },
  };
}

/**
 * How far from the true components the known ranges lie at most, as a share of them; templates apart, of which one set is
 * made: there estimates differ by more from seed to seed.
 */
const shares = {
  estimate: { char: 0.011, word: 0.001, alnum: 0.001 },
  none: { char: 0.036, word: 0.003, alnum: 0.003 },
} as const;
const templates = "toolformer";

const seeds = ["1", "2", "3"];

interface RangeCase {
  readonly known: Case;
  readonly unit: Unit;
  readonly verify: "estimate" | "none";
  /** Over three seeds of somebody else's hash functions. */
  readonly range: readonly [number, number] | undefined;
  readonly dedup: Dedupper;
}

/** Two ranges over three seeds are of one kind when they meet, or when both lie near the true number. */
function toRangeChecks(name: string, { known, unit, verify, range, dedup }: RangeCase): RowCheck[] {
  if (range === undefined) return [];
  const { components } = known[unit];
  const room = known.set === templates ? 0 : components * shares[verify][unit];
  return [
    {
      what: `${name}, --verify ${verify}: survivors over ${seeds.length} seeds`,
      expected: range.join(".."),
      async measure(commands): Promise<Measured> {
        const survivors: number[] = [];
        for (const seed of seeds)
          survivors.push((await dedup(commands, ["--verify", verify, "--seed", seed])).near.survivors);
        const [low, high] = [Math.min(...survivors), Math.max(...survivors)];
        const isMeeting = low <= range[1] && high >= range[0];
        const isNear = low >= components - room && high <= components + room;
        return { got: `${low}..${high}`, isMissed: !isMeeting && !isNear };
      },
    },
  ];
}
