export { toReviewOrder } from "./active-reviews.ts";
export { addReview, planReviews } from "./add-review.ts";
export { assembleGraph, assembleReviewedGraph } from "./assemble/assemble-graph.ts";
export { toCanonicalJson, toCanonicalPieces } from "./assemble/canonical-json.ts";
export { planImport, toReviewLine } from "./import-reviews.ts";
export {
  type AssertedEdge,
  type AssertionPlan,
  type AssertionVerdict,
  planAssertions,
} from "./plan-assertions.ts";
export { type QueueFilter, toReviewQueue } from "./review-queue.ts";
export { runTrace } from "./run-trace.ts";
export { toReviewItems } from "./to-review-items.ts";
export type { TraceEvent, TraceResult } from "./trace-event.ts";
export type { TraceRequest } from "./trace-request.ts";
export { findRedoStep, findUndoStep } from "./undo-review.ts";
export { verifyQuotes } from "./verify-quotes.ts";
