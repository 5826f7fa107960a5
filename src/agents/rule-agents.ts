import { bundledCatalogue, type Catalogue } from "../catalogue/index.ts";
import type { Agents } from "../model/ports/index.ts";
import { bundledConfidence, type ConfidenceModel } from "./aggregation/confidence/confidence-model.ts";
import { checkDates, toReleaseDate } from "./aggregation/dates.ts";
import { judgeEdge } from "./aggregation/judge-edge.ts";
import { toProfile } from "./aggregation/profile.ts";
import { resolveClaims } from "./aggregation/resolve-claims.ts";
import { judgePaper } from "./sourcing/judge-paper.ts";
import { listDocuments } from "./sourcing/list-documents.ts";
import { listNames } from "./sourcing/list-names.ts";
import { traceDocument } from "./tracing/trace-document.ts";

export interface RuleAgentsOptions {
  readonly catalogue?: Catalogue;
  readonly confidence?: ConfidenceModel;
}

/** First part of every claim's method; raised whenever the same document could give other claims. */
const rulesVersion = "rules-2";

/** The four roles as deterministic rules: no key, no service, the same answer for the same documents. */
export function createRuleAgents(options: RuleAgentsOptions = {}): Agents {
  const catalogue = options.catalogue ?? bundledCatalogue();
  const confidence = options.confidence ?? bundledConfidence;
  return {
    name: rulesVersion,
    supersedes: () => false,
    listDocuments: async (input) => listDocuments(input),
    judgePaper,
    listNames: (record, id, card) => listNames(catalogue, record, { id, card }),
    traceDocument: async (subject, document) =>
      traceDocument(subject, document, { catalogue, confidence, method: rulesVersion }),
    resolveClaims: (input, call) => resolveClaims(input, catalogue, call),
    toProfile: async (subject, documents) => toProfile(subject, documents),
    toBareProfile: (subject) => toProfile(subject, []),
    toReleaseDate,
    checkDates,
    judgeEdge: (draft) => judgeEdge(draft, confidence),
  };
}
