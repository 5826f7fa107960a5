import { z } from "zod";
import { EvidencePath, PathCount } from "./finding.ts";
import { DatasetId } from "./ids.ts";

/** The rules of a policy; their names are the keys of its file. */
export const GateRule = z.enum([
  "no-path-to",
  "no-undocumented-upstream",
  "licence",
  "max-intersections",
  "max-supersets",
  "max-redundancy",
  "max-contamination",
]);
export type GateRule = z.infer<typeof GateRule>;

const Day = z.iso.date("write the day as YYYY-MM-DD");
const Limit = z.int("write a whole number").min(0, "a limit is 0 or more");

const shareMessage = "write a share as 0.01 or 1%";

/** A share as a number from 0 to 1 or as a percentage in quotes or bare ("1%"). */
const Share = z
  .union([z.number(), z.string().regex(/^\d+(?:\.\d+)?\s*%$/, shareMessage)], shareMessage)
  .transform((share) => (typeof share === "number" ? share : Number(share.replace("%", "")) / 100))
  .pipe(z.number().min(0, "a share is 0 or more").max(1, "a share is at most 1 (100%)"));

/** A finding that was looked at and accepted until a day, that day included. */
export const Acceptance = z.strictObject({
  rule: GateRule,
  dataset: DatasetId,
  /** The benchmark, ancestor or upstream the finding names; left out: any. */
  other: DatasetId.optional(),
  reason: z.string("say why it is accepted").min(1, "say why it is accepted"),
  until: Day,
});
export type Acceptance = z.infer<typeof Acceptance>;

export const policyVersion = 1;

/** What a training mixture must keep to. A rule that is left out is not checked. */
export const Policy = z.strictObject({
  version: z.literal(policyVersion, `write version: ${policyVersion}`),
  /** No path to the test split of these benchmarks; `all` that the graph knows. */
  "no-path-to": z
    .strictObject({
      benchmarks: z.union(
        [z.literal("all"), z.array(DatasetId).min(1)],
        "write benchmarks: all, or a list of dataset ids",
      ),
      except: z.array(DatasetId).default([]),
      /** A path whose split nobody states counts as one to the test split unless it is only to warn. */
      "unknown-split": z.enum(["warn", "fail"], "write unknown-split: warn or fail").default("fail"),
    })
    .optional(),
  "no-undocumented-upstream": z.boolean("write true or false").optional(),
  /** The class that everything along the path must allow; `research-only` also lets commercial-ok pass. */
  licence: z
    .enum(["commercial-ok", "research-only"], "write licence: commercial-ok or research-only")
    .optional(),
  "max-intersections": Limit.optional(),
  "max-supersets": Limit.optional(),
  "max-redundancy": Share.optional(),
  "max-contamination": Share.optional(),
  /** What becomes of something that is not known: a split, a licence, a dataset that was not traced, a number. */
  unknown: z.enum(["warn", "fail"], "write unknown: warn or fail").default("warn"),
  accept: z.array(Acceptance).default([]),
});
export type Policy = z.infer<typeof Policy>;

/** Something a rule has to say about one entry of the mixture. */
export const GateFinding = z.object({
  rule: GateRule,
  level: z.enum(["violation", "warning"]),
  /** Position in `mixture.entries`, counted from 0. */
  entry: z.int().min(0),
  dataset: DatasetId,
  other: DatasetId.nullable(),
  message: z.string(),
  advice: z.string(),
  paths: z.array(EvidencePath),
  pathCount: PathCount,
});
export type GateFinding = z.infer<typeof GateFinding>;

/** What a scan of the rows counted; shares from 0 to 1. */
export const GateMeasurements = z.object({
  redundancy: z.array(z.object({ dataset: DatasetId, share: z.number().min(0).max(1) })),
  contamination: z.array(
    z.object({ dataset: DatasetId, benchmark: DatasetId, share: z.number().min(0).max(1) }),
  ),
});
export type GateMeasurements = z.infer<typeof GateMeasurements>;

export const gateReportVersion = 1;

export const GateReport = z.object({
  schemaVersion: z.literal(gateReportVersion),
  /** True when there is at least one violation. */
  isViolated: z.boolean(),
  /** The rules that were checked, in the order of {@link GateRule}. */
  rules: z.array(GateRule),
  violations: z.array(GateFinding),
  warnings: z.array(GateFinding),
  /** Findings that an acceptance covers today. */
  accepted: z.array(z.object({ finding: GateFinding, acceptance: Acceptance })),
  /** Acceptances past their day and acceptances that cover nothing. */
  expired: z.array(Acceptance),
  unused: z.array(Acceptance),
});
export type GateReport = z.infer<typeof GateReport>;
