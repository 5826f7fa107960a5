import type { Catalogue, CatalogueEntry } from "../../catalogue/index.ts";
import type { Claim, Resolution, ResolutionCandidate, ResolvedClaim } from "../../model/index.ts";
import { compareText, findDatasetIdKind, toIdKey, toNameKey, toUnresolvedId } from "../../model/index.ts";
import type { CallOptions, HubHit, ResolveInput } from "../../model/ports/index.ts";
import { toRepositoryFit } from "../tracing/pick-entry.ts";
import { findOwner, toLastSegment, toTokens } from "../tracing/subject-names.ts";

const searchLimit = 10;
const keptCandidates = 5;
/** A hub search hit stands for a bare name only when it is this similar and this far ahead of the next. */
const searchScore = 0.8;
const searchMargin = 0.1;

/**
 * Turns names into ids (spec T4): what the text states, then the catalogue, then hub search; "unresolved" is a legal
 * answer. Losing candidates and the margin are kept. Depends on the claim, its document and the hub only, so that the
 * order in which datasets are traced does not matter.
 */
export async function resolveClaims(
  input: ResolveInput,
  catalogue: Catalogue,
  options: CallOptions = {},
): Promise<ResolvedClaim[]> {
  const searches = new Map<string, Promise<readonly HubHit[]>>();
  const search = (query: string) => {
    const running =
      searches.get(query) ?? input.hub.searchDatasets(query, { ...options, limit: searchLimit });
    searches.set(query, running);
    return running;
  };
  return Promise.all(
    input.claims.map(async (claim) => ({
      claim,
      resolution: await resolve(claim, { catalogue, search, subject: input.subject.id }),
    })),
  );
}

interface Lookup {
  readonly catalogue: Catalogue;
  readonly search: (query: string) => Promise<readonly HubHit[]>;
  readonly subject: string;
}

async function resolve(claim: Claim, lookup: Lookup): Promise<Resolution> {
  const stated = claim.statedId;
  if (stated !== null && isHub(stated)) return resolveHubId(claim, stated, lookup);
  if (stated?.startsWith("github:") === true) {
    const repository = stated.slice("github:".length).split("#")[0] ?? "";
    const entries = lookup.catalogue.findByRepository(repository).filter((entry) => isHub(entry.id));
    if (entries.length > 0)
      return pick(claim, toRepositoryCandidates(claim, repository, entries), "catalogue");
  }
  const isShort = stated !== null && toNameKey(claim.mention).length < 4;
  const named = isShort
    ? []
    : lookup.catalogue.findByName(claim.mention).filter((match) => stated === null || isHub(match.entry.id));
  if (named.length > 0) {
    const scores = { name: 0.95, generic: 0.85, ambiguous: 0.7 } as const;
    const candidates = named.map(({ entry, strength }) => ({
      id: entry.id,
      score: scores[strength] - 0.001 * nameDistance(claim.mention, entry),
      reason: `the catalogue knows "${claim.mention}" (${entry.origin})`,
    }));
    return pick(claim, candidates, "catalogue");
  }
  return resolveBySearch(claim, lookup);
}

function isHub(id: string): boolean {
  const kind = findDatasetIdKind(id);
  return kind === "hub" || kind === "legacy";
}

/** A legacy id becomes the canonical one. A copy under its own id stays what it is: the text says which was used. */
function resolveHubId(claim: Claim, stated: string, lookup: Lookup): Resolution {
  const entry = lookup.catalogue.findByHubId(stated);
  const candidates: ResolutionCandidate[] = [{ id: stated, score: 1, reason: "stated in the text" }];
  if (entry !== undefined && entry.id !== stated) {
    const isLegacy = (entry.legacyIds ?? []).some((id) => toIdKey(id) === toIdKey(stated));
    const isSpelling = toIdKey(entry.id) === toIdKey(stated);
    const canonical = {
      id: entry.id,
      score: isLegacy || isSpelling ? 1 : 0.9,
      reason: `${stated} is known as ${entry.id} (${entry.origin})`,
    };
    if ((isLegacy || isSpelling) && toIdKey(entry.id) !== toIdKey(lookup.subject))
      candidates.unshift(canonical);
    else candidates.push(canonical);
  }
  return { mention: claim.mention, id: candidates[0]?.id ?? stated, method: "stated", margin: 1, candidates };
}

function toRepositoryCandidates(
  claim: Claim,
  repository: string,
  entries: readonly CatalogueEntry[],
): ResolutionCandidate[] {
  return entries.map((entry) => ({
    id: entry.id,
    score: 0.9 + toRepositoryFit(entry, repository, claim.mention),
    reason: `${repository} is the repository of ${entry.id} (${entry.origin})`,
  }));
}

function nameDistance(mention: string, entry: CatalogueEntry): number {
  return Math.abs(toNameKey(mention).length - toNameKey(toLastSegment(entry.id)).length);
}

async function resolveBySearch(claim: Claim, { search, subject }: Lookup): Promise<Resolution> {
  const query =
    claim.statedId?.startsWith("github:") === true
      ? toLastSegment(claim.statedId)
      : toLastSegment(claim.mention);
  const cleaned = query
    .replace(/\b(?:the|data ?sets?|corpus)\b/gi, " ")
    .replace(/\s+/g, " ")
    .trim();
  const hits = cleaned.length >= 3 ? await search(cleaned) : [];
  const mostDownloads = Math.max(1, ...hits.map((hit) => hit.downloads ?? 0));
  const candidates = hits
    .filter((hit) => toIdKey(hit.id) !== toIdKey(subject))
    .map((hit) => ({
      id: hit.id,
      score: toSimilarity(cleaned, hit, { claim, mostDownloads }),
      reason: `hub search for "${cleaned}"`,
    }));
  const ranked = candidates
    .sort((a, b) => b.score - a.score || compareText(a.id, b.id))
    .slice(0, keptCandidates);
  const [best, second] = ranked;
  const margin = (best?.score ?? 0) - (second?.score ?? 0);
  if (best !== undefined && best.score >= searchScore && margin >= searchMargin) {
    return { mention: claim.mention, id: best.id, method: "hub-search", margin, candidates: ranked };
  }
  const id = claim.statedId ?? toUnresolvedId(claim.mention) ?? "name:unnamed";
  return { mention: claim.mention, id, method: "unresolved", margin: 0, candidates: ranked };
}

/** Equal names first, then shared words; the owner of a linked repository and the downloads settle the rest. */
function toSimilarity(
  query: string,
  hit: HubHit,
  { claim, mostDownloads }: { claim: Claim; mostDownloads: number },
): number {
  const last = toLastSegment(hit.id);
  const isEqual = toNameKey(last) === toNameKey(query);
  const wanted = new Set(toTokens(query));
  const given = new Set(toTokens(last));
  const shared = [...wanted].filter((token) => given.has(token)).length;
  const jaccard = shared / Math.max(1, wanted.size + given.size - shared);
  const owner = claim.statedId === null ? null : findOwner(claim.statedId);
  const hasOwner = owner !== null && findOwner(hit.id)?.toLowerCase() === owner.toLowerCase();
  const popularity = 0.15 * ((hit.downloads ?? 0) / mostDownloads);
  return Math.min(1, (isEqual ? 0.7 : 0.6 * jaccard) + (hasOwner ? 0.2 : 0) + popularity);
}

function pick(claim: Claim, candidates: readonly ResolutionCandidate[], method: "catalogue"): Resolution {
  const ranked = candidates.toSorted((a, b) => b.score - a.score || compareText(a.id, b.id));
  const [best, second] = ranked;
  const id = best?.id ?? toUnresolvedId(claim.mention) ?? "name:unnamed";
  return {
    mention: claim.mention,
    id,
    method,
    margin: (best?.score ?? 0) - (second?.score ?? 0),
    candidates: ranked.slice(0, keptCandidates),
  };
}
