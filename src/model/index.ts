export { AgentRole } from "./agent-role.ts";
export { Claim, Features, Quote, Resolution, ResolutionCandidate, ResolvedClaim } from "./claim.ts";
export { Dataset, DatasetKind, Domain, Outcome, Profile, UnreadableDocument } from "./dataset.ts";
export {
  DateInterval,
  DateSource,
  findDateInterval,
  hubDateFloor,
  ReleaseDate,
  toDaysBetween,
} from "./dates.ts";
export { Document, DocumentKind, type DocumentRead, DocumentRef, UnreadableReason } from "./document.ts";
export { DateCheck, Edge, EdgeStatus, Evidence, type QuoteEvidence } from "./edge.ts";
export { type ErrorCode, type ErrorDetails, errorKinds, StemmaError, toStemmaError } from "./errors/index.ts";
export { FindingLevel, FindingStep, GateFinding, GateResult, GateRule } from "./gate-result.ts";
export {
  compareIds,
  compareText,
  DatasetId,
  type DatasetIdKind,
  findDatasetIdKind,
  isHubId,
  isSameDataset,
  parseDatasetId,
  toDatasetIdKind,
  toIdKey,
  toNameKey,
  toUnresolvedId,
} from "./ids.ts";
export {
  ImportedEdge,
  ImportedGraph,
  ImportedNode,
  ImportProblem,
  RecordedEnding,
  RecordPlace,
} from "./imported-graph.ts";
export { LineageGraph, lineageGraphVersion } from "./lineage-graph.ts";
export { Mixture, MixtureEntry, MixtureFormat } from "./mixture.ts";
export { ModelAttempt, ModelCall, TokenUsage } from "./model-call.ts";
export { Relation } from "./relation.ts";
export { ReviewAction, ReviewEvent } from "./review-event.ts";
export { Run, TraceBudget, unlimitedBudget } from "./run.ts";
