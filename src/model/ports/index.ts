export type {
  Agents,
  DatedDataset,
  DocumentRequest,
  EdgeDraft,
  EdgeJudgement,
  ResolveInput,
  SourcingInput,
  Subject,
  SubjectDocument,
  TracedDocument,
} from "./agents.ts";
export { documentKindOrder } from "./agents.ts";
export type {
  DatasetByteRange,
  DatasetFile,
  DatasetFilePlace,
  DatasetFiles,
  DatasetTree,
} from "./dataset-files.ts";
export type {
  LanguageModel,
  ModelAnswer,
  ModelLedger,
  ModelTask,
  RoleModels,
  UntrustedText,
} from "./language-model.ts";
export type {
  CallOptions,
  Hub,
  HubHit,
  HubLookup,
  HubRecord,
  Pages,
  PaperRecord,
  Papers,
  Repositories,
  RepositoryRef,
  Sources,
} from "./sources.ts";
