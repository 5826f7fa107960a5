import { z } from "zod";
import { PathCount } from "./finding.ts";
import { DatasetId } from "./ids.ts";
import { MixtureEntry, MixtureFormat } from "./mixture.ts";
import { Relation } from "./relation.ts";

/** How a finding counts: an `error` violates the policy, a `warning` does not, a `note` only informs. */
export const FindingLevel = z.enum(["error", "warning", "note"]);
export type FindingLevel = z.infer<typeof FindingLevel>;

/** One rule of a policy as it was applied, whether or not anything was found. */
export const CheckRule = z.object({
  /** Short and stable: `no-path-to`, `licence`, `superset`. */
  id: z.string(),
  /** What it asks for, in a sentence. */
  summary: z.string(),
  /** What to do about a finding. */
  help: z.string(),
  /** The level of its findings unless one says otherwise. */
  level: FindingLevel,
});
export type CheckRule = z.infer<typeof CheckRule>;

/** One edge of the path that explains a finding, and the split that it carries where the documents say so. */
export const FindingStep = z.object({
  upstream: DatasetId,
  downstream: DatasetId,
  relation: Relation,
  split: z.string().nullable(),
});
export type FindingStep = z.infer<typeof FindingStep>;

export const CheckFinding = z.object({
  /** Id of a {@link CheckRule}. */
  rule: z.string(),
  level: FindingLevel,
  /** Place in the list of entries; null for a finding about the mixture as a whole. */
  entryIndex: z.int().min(0).nullable(),
  /** The dataset that the finding is about: the benchmark reached, the upstream without a licence. */
  dataset: DatasetId.nullable(),
  message: z.string(),
  /** What to do about this one; null where the rule's help says it. */
  advice: z.string().nullable(),
  /** From the dataset that the finding is about down to the entry; empty where no path explains it. */
  path: z.array(FindingStep),
  /** Paths there are, the one that is listed among them. */
  pathCount: PathCount,
  /** Last day (YYYY-MM-DD) until which the policy accepts the finding; null for one that it does not accept. */
  acceptedUntil: z.string().nullable(),
});
export type CheckFinding = z.infer<typeof CheckFinding>;

/** What the gate says about a mixture under a policy (`stemma check`). */
export const CheckResult = z.object({
  mixture: z.object({ source: z.string().nullable(), format: MixtureFormat }),
  policy: z.object({ source: z.string().nullable(), rules: z.array(CheckRule) }),
  entries: z.array(MixtureEntry),
  findings: z.array(CheckFinding),
  /** Of the findings by level, accepted ones apart. */
  counts: z.object({ error: z.int(), warning: z.int(), note: z.int(), accepted: z.int() }),
});
export type CheckResult = z.infer<typeof CheckResult>;
