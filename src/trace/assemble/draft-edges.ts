import type { DatasetId, Edge, ReleaseDate, Resolution, ResolvedClaim } from "../../model/index.ts";
import { compareText } from "../../model/index.ts";
import type { Agents, DatedDataset } from "../../model/ports/index.ts";
import type { StoredDocument } from "../../store/index.ts";
import type { CanonicalIds } from "./canonical-ids.ts";
import { toDistinctClaims, toQuoteEvidence } from "./evidence.ts";

export interface DraftInput {
  readonly agents: Agents;
  readonly ids: CanonicalIds;
  readonly claims: ReadonlyMap<DatasetId, readonly ResolvedClaim[]>;
  readonly documents: ReadonlyMap<DatasetId, readonly StoredDocument[]>;
  readonly findDates: (id: DatasetId) => DatedDataset;
}

/** Every claimed edge with its evidence, dates and confidence, before cycles and reviews are looked at. */
export function toClaimedEdges(input: DraftInput): Edge[] {
  const groups = new Map<string, ResolvedClaim[]>();
  for (const [visited, claims] of input.claims) {
    const downstream = input.ids.toCanonical(visited);
    for (const claim of claims) {
      const upstream = input.ids.toCanonical(claim.resolution.id);
      if (upstream === downstream) continue;
      const key = toEdgeKey(upstream, downstream);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [claim]);
      else group.push(claim);
    }
  }
  const documents = indexDocuments(input.documents);
  return [...groups].map(([key, claims]) => toEdge(input, documents, { key, claims }));
}

/** Ids hold no line break. */
export function toEdgeKey(upstream: DatasetId, downstream: DatasetId): string {
  return `${downstream}\n${upstream}`;
}

function toEdge(
  input: DraftInput,
  documents: ReadonlyMap<string, StoredDocument>,
  group: { readonly key: string; readonly claims: readonly ResolvedClaim[] },
): Edge {
  const [downstream = "", upstream = ""] = group.key.split("\n");
  const claims = toDistinctClaims(group.claims);
  const [above, below] = [input.findDates(upstream), input.findDates(downstream)];
  const dateCheck = input.agents.checkDates(above, below);
  const judgement = input.agents.judgeEdge({ upstream, downstream, claims, dateCheck });
  const isTooLate = dateCheck === "anachronistic";
  return {
    upstream,
    downstream,
    relation: judgement.relation,
    splits: [...judgement.splits],
    confidence: judgement.confidence,
    features: judgement.features,
    status: isTooLate ? "rejected" : judgement.status,
    decidedBy: isTooLate ? "dates" : "confidence",
    reasons: isTooLate ? [toLateReason(above.released, below)] : [...judgement.reasons],
    dateCheck,
    onCycle: false,
    resolutions: toDistinctResolutions(claims),
    evidence: claims.map((claim) =>
      toQuoteEvidence(
        claim,
        documents.get(toDocumentKey(claim.claim.documentUrl, claim.claim.documentSha256)),
      ),
    ),
  };
}

function toLateReason(released: ReleaseDate | null, below: DatedDataset): string {
  const last = below.lastModified ?? below.released?.interval.latest ?? "an unknown day";
  return `the upstream was released on ${released?.interval.earliest ?? "an unknown day"} at the earliest, after the last change of the downstream on ${last}`;
}

function toDistinctResolutions(claims: readonly ResolvedClaim[]): Resolution[] {
  const distinct = new Map(claims.map(({ resolution }) => [JSON.stringify(resolution), resolution]));
  return [...distinct].sort(([a], [b]) => compareText(a, b)).map(([, resolution]) => resolution);
}

function indexDocuments(documents: DraftInput["documents"]): Map<string, StoredDocument> {
  const index = new Map<string, StoredDocument>();
  for (const list of documents.values()) {
    for (const document of list) index.set(toDocumentKey(document.url, document.sha256), document);
  }
  return index;
}

function toDocumentKey(url: string, sha256: string): string {
  return `${sha256} ${url}`;
}
