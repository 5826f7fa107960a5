export { addReview } from "./add-review.ts";
export { assembleGraph } from "./assemble/assemble-graph.ts";
export { toCanonicalJson, toCanonicalPieces } from "./assemble/canonical-json.ts";
export { runTrace } from "./run-trace.ts";
export type { TraceEvent, TraceResult } from "./trace-event.ts";
export type { TraceRequest } from "./trace-request.ts";
export { verifyQuotes } from "./verify-quotes.ts";
