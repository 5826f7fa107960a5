export type {
  Agents,
  DocumentRequest,
  ResolveInput,
  SourcingInput,
  Subject,
  SubjectDocument,
  TracedDocument,
} from "./agents.ts";
export { documentKindOrder } from "./agents.ts";
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
