import { z } from "zod";
import { Edge } from "./edge.ts";
import { DatasetId } from "./ids.ts";

/** An edge as a path names it: without its evidence, which the graph has. */
export const PathStep = Edge.pick({
  upstream: true,
  downstream: true,
  relation: true,
  splits: true,
  status: true,
  confidence: true,
});
export type PathStep = z.infer<typeof PathStep>;

/** A way through the graph in the direction of influence, oldest dataset first; a single id has no step. */
export const EvidencePath = z.object({ ids: z.array(DatasetId).min(1), steps: z.array(PathStep) });
export type EvidencePath = z.infer<typeof EvidencePath>;

/** A number of paths, exact, in decimal digits: it can be larger than a JSON number holds. */
export const PathCount = z.string().regex(/^\d+$/);
export type PathCount = z.infer<typeof PathCount>;

export const Severity = z.enum(["high", "medium", "low", "info"]);
export type Severity = z.infer<typeof Severity>;

/**
 * What a finding says (roots G9): `benchmark` reaches the subject, `superset` contains the subject that is chosen
 * beside it, `included-twice` comes into the subject by two of its direct upstreams, `orthogonal` has no ancestry in
 * common with what is chosen.
 */
export const FindingKind = z.enum(["benchmark", "superset", "included-twice", "orthogonal"]);
export type FindingKind = z.infer<typeof FindingKind>;

export const findingVersion = 1;

/** A judgement on the graph with the paths it rests on. Two findings are the same when kind, subject and other are. */
export const Finding = z.object({
  schemaVersion: z.literal(findingVersion),
  kind: FindingKind,
  severity: Severity,
  /** The dataset that something is to be done about. */
  subject: DatasetId,
  /** The other dataset that it is about; null where there is none. */
  other: DatasetId.nullable(),
  message: z.string(),
  advice: z.string(),
  paths: z.array(EvidencePath),
  /** Paths there are, listed or not. */
  pathCount: PathCount,
});
export type Finding = z.infer<typeof Finding>;
