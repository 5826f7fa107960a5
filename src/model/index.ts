export { AgentRole } from "./agent-role.ts";
export { AnalysisGraph, AnalysisNode, TracingEnd } from "./analysis-graph.ts";
export { CheckFinding, CheckResult, CheckRule, FindingLevel, FindingStep } from "./check-result.ts";
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
export {
  EvidencePath,
  Finding,
  FindingKind,
  findingVersion,
  PathCount,
  PathStep,
  Severity,
} from "./finding.ts";
export {
  Acceptance,
  GateFinding,
  GateMeasurements,
  GateReport,
  GateRule,
  gateReportVersion,
  Policy,
  policyVersion,
} from "./gate.ts";
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
export { EdgeChange, ReviewAction, ReviewEvent } from "./review-event.ts";
export { ReviewItem, ReviewVote, type SimilarDecision } from "./review-item.ts";
export { Run, TraceBudget, unlimitedBudget } from "./run.ts";
export { Sample, Turn } from "./sample.ts";
