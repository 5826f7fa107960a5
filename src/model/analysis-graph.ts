import { z } from "zod";
import { Domain } from "./dataset.ts";

/**
 * Why tracing went no further at a dataset: nothing upstream was found, it is too old to be traced, nothing upstream is
 * on the hub, its documents could not be read, or a limit cut it off. The first three are the paper's leaves (roots G1).
 */
export const TracingEnd = z.enum([
  "no-source-found",
  "released-2020-or-earlier",
  "sources-off-hub",
  "unreadable",
  "cut-off",
]);
export type TracingEnd = z.infer<typeof TracingEnd>;

export const AnalysisNode = z.object({
  id: z.string().min(1),
  onHub: z.boolean(),
  domains: z.array(Domain),
  /** Year of the release; null when unknown. */
  year: z.int().nullable(),
  /** Null for a dataset whose upstreams were traced. */
  tracingEnd: TracingEnd.nullable(),
  /** True when a document that could be read was searched and names no upstream. */
  isReadableRoot: z.boolean(),
});
export type AnalysisNode = z.infer<typeof AnalysisNode>;

/**
 * What the statistics G1 to G4 need of a graph, wherever it comes from. Edges stand as they were recorded: a pair may
 * occur twice, and an end that is no node is an upstream that could not be resolved. Ids are compared as they are.
 */
export const AnalysisGraph = z.object({
  nodes: z.array(AnalysisNode),
  edges: z.array(z.object({ upstream: z.string().min(1), downstream: z.string().min(1) })),
});
export type AnalysisGraph = z.infer<typeof AnalysisGraph>;
