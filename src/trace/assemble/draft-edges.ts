import type { Claim, DatasetId, Edge, ReleaseDate, Resolution, ResolvedClaim } from "../../model/index.ts";
import { compareText } from "../../model/index.ts";
import type { Agents, DatedDataset } from "../../model/ports/index.ts";
import type { StoredDocument } from "../../store/index.ts";
import type { CanonicalIds } from "./canonical-ids.ts";
import { toDistinctClaims, toQuoteEvidence } from "./evidence.ts";

export interface DraftInput {
  readonly agents: Agents;
  readonly ids: CanonicalIds;
  readonly findDocument: (place: DocumentPlace) => StoredDocument | undefined;
  readonly findDates: (id: DatasetId) => DatedDataset;
}

type DocumentPlace = Pick<Claim, "documentUrl" | "documentSha256">;

/**
 * The edges that the claims about one dataset make, with evidence, dates and confidence, before cycles and reviews are
 * looked at.
 */
export function toClaimedEdges(
  input: DraftInput,
  downstream: DatasetId,
  claims: readonly ResolvedClaim[],
): Edge[] {
  const groups = Map.groupBy(claims, ({ resolution }) => input.ids.toCanonical(resolution.id));
  groups.delete(downstream);
  return [...groups].map(([upstream, group]) => toEdge(input, { upstream, downstream }, group));
}

/** Ids hold no line break. */
export function toEdgeKey(upstream: DatasetId, downstream: DatasetId): string {
  return `${downstream}\n${upstream}`;
}

function toEdge(
  input: DraftInput,
  { upstream, downstream }: Pick<Edge, "upstream" | "downstream">,
  group: readonly ResolvedClaim[],
): Edge {
  const claims = toDistinctClaims(group);
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
    resolutions: toDistinctResolutions(claims.map(({ resolution }) => resolution)),
    evidence: claims.map((claim) => toQuoteEvidence(claim, input.findDocument(claim.claim))),
  };
}

function toLateReason(released: ReleaseDate | null, below: DatedDataset): string {
  const last = below.lastModified ?? below.released?.interval.latest ?? "an unknown day";
  return `the upstream was released on ${released?.interval.earliest ?? "an unknown day"} at the earliest, after the last change of the downstream on ${last}`;
}

/** Each once, in canonical order. */
export function toDistinctResolutions(resolutions: readonly Resolution[]): Resolution[] {
  const distinct = new Map(resolutions.map((resolution) => [JSON.stringify(resolution), resolution]));
  return [...distinct].sort(([a], [b]) => compareText(a, b)).map(([, resolution]) => resolution);
}

/** Looks documents up by address and content. */
export function indexDocuments(
  documents: ReadonlyMap<DatasetId, readonly StoredDocument[]>,
): DraftInput["findDocument"] {
  const index = new Map<string, StoredDocument>();
  for (const list of documents.values()) {
    for (const document of list) index.set(toDocumentKey(document.url, document.sha256), document);
  }
  return ({ documentUrl, documentSha256 }) => index.get(toDocumentKey(documentUrl, documentSha256));
}

function toDocumentKey(url: string, sha256: string): string {
  return `${sha256} ${url}`;
}
