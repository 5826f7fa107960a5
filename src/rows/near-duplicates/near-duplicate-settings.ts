import { z } from "zod";
import { type ShingleUnit, shingleUnits } from "../../kernels/index.ts";
import { StemmaError } from "../../model/index.ts";
import { type Banding, toUnverifiedBanding, toVerifiedBanding } from "./banding.ts";

/**
 * How a candidate pair is judged: `jaccard` by the true Jaccard similarity of the two sets of shingles, `estimate` by the
 * share of equal signature positions, `none` not at all: every candidate counts.
 */
export const verifications = ["jaccard", "estimate", "none"] as const;
export type Verification = (typeof verifications)[number];

/**
 * Which texts stay: `first` the first of each component of the similar pairs, `greedy` in order every text to which no kept
 * one is similar.
 */
export const keepRules = ["first", "greedy"] as const;
type KeepRule = (typeof keepRules)[number];

/** All that the result depends on besides the rows. Roots C5. */
export const NearDuplicateSettings = z.strictObject({
  permutations: z.int(),
  threshold: z.number(),
  /** Tokens in a shingle. */
  ngram: z.int(),
  unit: z.enum(shingleUnits),
  seed: z.int(),
  bands: z.int(),
  rows: z.int(),
  verify: z.enum(verifications),
  keep: z.enum(keepRules),
});
export type NearDuplicateSettings = z.infer<typeof NearDuplicateSettings>;

/** What may be asked for; the paper's values and the chosen banding stand for what is not. */
export interface NearDuplicateOptions {
  readonly permutations?: number | undefined;
  readonly threshold?: number | undefined;
  readonly ngram?: number | undefined;
  readonly unit?: string | undefined;
  readonly seed?: number | undefined;
  readonly bands?: number | undefined;
  readonly rows?: number | undefined;
  readonly verify?: string | undefined;
  readonly keep?: string | undefined;
}

const mostPermutations = 2048;

/** @throws StemmaError `usage` that names the option, what was given and what can be. */
export function parseNearDuplicateOptions(options: NearDuplicateOptions): NearDuplicateSettings {
  const { permutations = 128, threshold = 0.7, ngram = 8, seed = 1 } = options;
  const isMultiple = Number.isInteger(permutations) && permutations > 0 && permutations % 8 === 0;
  require(isMultiple && permutations <= mostPermutations, {
    option: "permutations",
    given: permutations,
    allowed: `a multiple of 8 from 8 to ${mostPermutations}`,
  });
  require(threshold > 0 && threshold <= 1, {
    option: "threshold",
    given: threshold,
    allowed: "a number above 0 and up to 1",
  });
  require(isWhole(ngram, 1), { option: "ngram", given: ngram, allowed: "a whole number from 1" });
  require(isWhole(seed, 0), { option: "seed", given: seed, allowed: "a whole number from 0" });
  const unit = choose<ShingleUnit>("unit", options.unit ?? "word", shingleUnits);
  const verify = choose<Verification>("verify", options.verify ?? "jaccard", verifications);
  const keep = choose<KeepRule>("keep", options.keep ?? "first", keepRules);
  const banding = toBanding(options, { permutations, threshold, verify });
  return { permutations, threshold, ngram, unit, seed, ...banding, verify, keep };
}

interface BandingNeeds {
  readonly permutations: number;
  readonly threshold: number;
  readonly verify: Verification;
}

function toBanding({ bands, rows }: NearDuplicateOptions, needs: BandingNeeds): Banding {
  if (bands === undefined && rows === undefined) {
    return needs.verify === "none" ? toUnverifiedBanding(needs) : toVerifiedBanding(needs);
  }
  if (bands === undefined || rows === undefined) {
    throw new StemmaError("usage", `--${bands === undefined ? "rows" : "bands"} was given alone`, {
      hint: "give --bands and --rows together, or neither for those that fit the threshold",
    });
  }
  require(isWhole(bands, 1), { option: "bands", given: bands, allowed: "a whole number from 1" });
  require(isWhole(rows, 1), { option: "rows", given: rows, allowed: "a whole number from 1" });
  if (bands * rows > needs.permutations) {
    throw new StemmaError(
      "usage",
      `${bands} bands of ${rows} rows need ${bands * rows} permutations, there are ${needs.permutations}`,
      { hint: "take fewer bands or rows, or more --permutations" },
    );
  }
  return { bands, rows };
}

function isWhole(value: number, from: number): boolean {
  return Number.isSafeInteger(value) && value >= from;
}

interface Requirement {
  readonly option: string;
  readonly given: unknown;
  readonly allowed: string;
}

function require(holds: boolean, { option, given, allowed }: Requirement): void {
  if (holds) return;
  throw new StemmaError("usage", `--${option} cannot be ${given}`, { hint: `take ${allowed}` });
}

function choose<Choice extends string>(option: string, given: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === given);
  if (found !== undefined) return found;
  throw new StemmaError("usage", `--${option} cannot be "${given}"`, { hint: `take ${choices.join(", ")}` });
}
