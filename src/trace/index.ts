export { toReviewOrder } from "./active-reviews.ts";
export { addReview } from "./add-review.ts";
export { assembleGraph, assembleReviewedGraph } from "./assemble/assemble-graph.ts";
export { toCanonicalJson, toCanonicalPieces } from "./assemble/canonical-json.ts";
export type { ReviewedGraph } from "./assemble/reviewed-graph.ts";
export { planImport, toReviewLine } from "./import-reviews.ts";
export {
  type AssertedEdge,
  type AssertionPlan,
  type AssertionVerdict,
  planAssertions,
} from "./plan-assertions.ts";
export { type QueueFilter, toReviewQueue } from "./review-queue.ts";
export { ReviewSession } from "./review-session.ts";
export { runTrace } from "./run-trace.ts";
export { type ItemQueue, toItemQueue, toReviewItems } from "./to-review-items.ts";
export type { TraceEvent, TraceResult } from "./trace-event.ts";
export type { TraceRequest } from "./trace-request.ts";
export { listRedoSteps, listUndoSteps } from "./undo-review.ts";
export { verifyQuotes } from "./verify-quotes.ts";
