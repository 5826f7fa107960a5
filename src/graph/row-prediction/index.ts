export { type DirectEdge, findDirectEdge } from "./direct-edge.ts";
export { explainSharedRows, LineageExplanation } from "./explain-shared-rows.ts";
export {
  type PredictedPair,
  predictSharedRows,
  type RowParty,
  SharedRowsPrediction,
} from "./predict-shared-rows.ts";
