export { listActiveReviews } from "./active-reviews.ts";
export { addReview, type ReviewRequest } from "./add-review.ts";
export { assembleGraph } from "./assemble/assemble-graph.ts";
export { toCanonicalJson } from "./assemble/canonical-json.ts";
export { runTrace, type TraceRequest } from "./run-trace.ts";
export type { FailedDataset, TraceCounts, TraceEvent, TraceResult } from "./trace-event.ts";
export { type QuoteFailure, type QuoteReport, verifyQuotes } from "./verify-quotes.ts";
