import { z } from "zod";
import { LicenceClass } from "../../graph/index.ts";
import { DatasetId, Domain } from "../../model/index.ts";

const buildPlanVersion = 1;

/** A dataset whose rows are taken. People may change everything here; `dataset` is what the rows are said to come from. */
export const PlannedSource = z.strictObject({
  dataset: DatasetId,
  /** Where its rows are: a path, a folder, a glob, or a dataset of the hub (`org/name@revision:config/split`). */
  rows: z.string().min(1),
  /** `internal`: not a root, taken for as long as it brings little that the roots have (roots C8). */
  role: z.enum(["root", "internal"]).default("root"),
  domains: z.array(Domain).default([]),
  licence: LicenceClass.default("unknown"),
  /** Datasets that are known to be built on it. */
  reuse: z.int().min(0).default(0),
  /** Rows to take at most, drawn evenly under the seed; null for all. */
  quota: z.int().min(1).nullable().default(null),
  /** Rows that are expected; null when not known. */
  expectedRows: z.int().min(0).nullable().default(null),
  /** Parts of a sample and where they stand, as for `--map`; what is left out is found from the rows. */
  map: z.record(z.string(), z.string()).default({}),
});
export type PlannedSource = z.infer<typeof PlannedSource>;

/** Why a dataset's rows are not taken (roots C2). */
export const exclusionReasons = {
  unused: "no dataset of the graph is built on it",
  "few-uses": "fewer datasets are built on it than asked for",
  unreadable: "its documents could not be read, so nobody knows whether it is a root",
  "cut-off": "its upstreams were not looked for",
  "not-on-hub": "its rows cannot be fetched from the hub",
  corpus: "a corpus of texts, without questions",
  "benchmark-only": "a benchmark without a training split",
  niche: "of none of the four domains",
  domain: "of none of the domains asked for",
  licence: "its licence does not allow what is asked for",
  rank: "less reused than those that were taken",
  decontaminated: "a benchmark that the set is to be clean of",
} as const;
export type ExclusionReason = keyof typeof exclusionReasons;

export const Exclusion = z.strictObject({
  dataset: DatasetId,
  reason: z.enum(Object.keys(exclusionReasons) as [ExclusionReason, ...ExclusionReason[]]),
  detail: z.string().default(""),
});
export type Exclusion = z.infer<typeof Exclusion>;

/** What a row must be like (roots C4). Lengths are in characters of instruction and input, and of output. */
export const RowFilters = z.strictObject({
  questionLength: z.tuple([z.int().min(0), z.int().min(1)]).default([10, 20_000]),
  outputLength: z.tuple([z.int().min(0), z.int().min(1)]).default([0, 200_000]),
  /** ISO 639-1 codes of the languages that stay; empty for all. */
  languages: z.array(z.string().length(2)).default(["en"]),
  /** Whether rows with control characters (other than tab and line breaks) go. */
  controlCharacters: z.enum(["drop", "keep"]).default("drop"),
  /** Whether a row must have an output. */
  emptyOutput: z.enum(["drop", "keep"]).default("drop"),
});
export type RowFilters = z.infer<typeof RowFilters>;

/** MinHash deduplication (roots C5). */
export const NearDuplicateRule = z.strictObject({
  permutations: z.int().min(8).multipleOf(8).default(128),
  threshold: z.number().gt(0).max(1).default(0.7),
  ngram: z.int().min(1).default(8),
  unit: z.enum(["word", "alnum", "char"]).default("word"),
  keep: z.enum(["first", "greedy"]).default("first"),
});
export type NearDuplicateRule = z.infer<typeof NearDuplicateRule>;

const PlannedBenchmark = z.strictObject({
  dataset: DatasetId,
  rows: z.string().min(1),
  map: z.record(z.string(), z.string()).default({}),
});

/** A set to be built: what `stemma build plan` writes, a person edits and `stemma build run` carries out. */
export const BuildPlan = z.strictObject({
  version: z.literal(buildPlanVersion),
  name: z.string().min(1),
  /** Every draw depends on it alone. */
  seed: z.int().min(0).default(1),
  sources: z.array(PlannedSource).min(1),
  /** Share of a domain in the rows that are drawn, at most; domains that are not named are not limited. */
  domainShares: z.partialRecord(Domain, z.number().gt(0).max(1)).default({}),
  filters: RowFilters.default(() => RowFilters.parse({})),
  /** Null leaves near-duplicates in; exact ones always go. */
  nearDuplicates: NearDuplicateRule.nullable().default(() => NearDuplicateRule.parse({})),
  decontamination: z
    .strictObject({
      benchmarks: z.array(PlannedBenchmark).default([]),
      /** Rows up to which certainty of a leak go. */
      level: z.enum(["exact", "confirmed", "likely", "review"]).default("likely"),
    })
    .default(() => ({ benchmarks: [], level: "likely" as const })),
  /** An internal dataset of whose rows more than this share repeats what is there is left out whole (roots C8). */
  redundancyBudget: z.number().min(0).max(1).default(0.2),
  excluded: z.array(Exclusion).default([]),
});
export type BuildPlan = z.infer<typeof BuildPlan>;
