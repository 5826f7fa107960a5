import type { Edge, ResolvedClaim } from "../model/index.ts";
import { toIdKey } from "../model/index.ts";
import type { Agents, Hub, Subject } from "../model/ports/index.ts";
import type { LabelledDataset } from "./labelled-corpus.ts";

/** What the agents say of one labelled dataset. */
export interface PredictedEdge extends Pick<Edge, "relation" | "confidence" | "features" | "status"> {
  readonly upstream: string;
  readonly mention: string;
  readonly method: string;
  readonly quote: string;
  readonly claims: readonly ResolvedClaim[];
}

export function toSubject(dataset: LabelledDataset, agents: Agents): Subject {
  const readme = dataset.documents[0] ?? null;
  const id = dataset.id.replace(/\s/g, "");
  return { id, aliases: [], names: agents.listNames(null, id, readme), record: null };
}

/** Traces the documents of one dataset without any network and judges its edges as the product does. */
export async function predictEdges(
  dataset: LabelledDataset,
  hub: Pick<Hub, "searchDatasets">,
  agents: Agents,
): Promise<readonly PredictedEdge[]> {
  const subject = toSubject(dataset, agents);
  const documents = dataset.documents.map((document) => ({ document, isOwn: true }));
  const traced = await Promise.all(documents.map((document) => agents.traceDocument(subject, document)));
  const claims = traced.flatMap((document) => document.claims);
  const resolved = await agents.resolveClaims({ subject, claims, documents, hub });
  const groups = Map.groupBy(resolved, ({ resolution }) => toIdKey(resolution.id));
  groups.delete(toIdKey(subject.id));
  return [...groups.values()].map((group) => toPredicted(group, subject, agents));
}

function toPredicted(group: readonly ResolvedClaim[], subject: Subject, agents: Agents): PredictedEdge {
  const [first] = group;
  if (first === undefined) throw new RangeError("a group of claims is never empty");
  const upstream = first.resolution.id;
  const judged = agents.judgeEdge({ upstream, downstream: subject.id, claims: group, dateCheck: "unknown" });
  const { claim } = first;
  return {
    ...judged,
    upstream,
    mention: claim.mention,
    method: claim.method,
    quote: claim.quote.text,
    claims: group,
  };
}
