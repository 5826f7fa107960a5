import type { DatasetId, ReviewAction } from "../model/index.ts";
import type { Agents } from "../model/ports/index.ts";
import type { LineageStore, StoredNode } from "../store/index.ts";
import { listActiveReviews } from "./active-reviews.ts";
import type { FrontierLink, KnownNode } from "./frontier.ts";

/** What a run starts from: how far each dataset has come, and the edges that people added. */
export interface KnownNodes {
  findKnown(id: DatasetId): KnownNode | undefined;
  /** An edge that a person added, or gave another source, leads upward like a claimed one. */
  listAsserted(id: DatasetId): readonly FrontierLink[];
  /** Ids by the key that the hub gave them. */
  readonly idsByKey: ReadonlyMap<string, DatasetId>;
}

export interface KnownNodesOptions {
  /** Everything is to be visited once more. */
  readonly refresh: boolean;
  /** What they supersede is to be visited once more too. */
  readonly agents: Agents;
}

export function loadKnownNodes(store: LineageStore, { refresh, agents }: KnownNodesOptions): KnownNodes {
  const upstreams = store.loadUpstreams();
  const idsByKey = new Map<string, DatasetId>();
  const nodes = new Map<DatasetId, Pick<StoredNode, "state" | "aliasOf">>();
  for (const { id, state, aliasOf, facts } of store.loadNodes()) {
    const isSuperseded = facts !== null && agents.supersedes(facts.agents);
    nodes.set(id, { state: state === "done" && isSuperseded ? "pending" : state, aliasOf });
    if (facts?.record?.key != null) idsByKey.set(facts.record.key, id);
  }
  const asserted = loadAssertedLinks(store);
  const listAsserted = (id: DatasetId) => asserted.get(id) ?? [];
  return {
    idsByKey,
    listAsserted,
    findKnown: (id) => {
      const node = nodes.get(id);
      if (node === undefined) return undefined;
      if (refresh || node.state === "pending" || node.state === "failed") return { state: "open", links: [] };
      if (node.state === "looked-up") return { state: "looked-up", links: [] };
      const renamed: FrontierLink[] = node.aliasOf === null ? [] : [{ id: node.aliasOf, isRename: true }];
      const claimed = (upstreams.get(id) ?? []).map((upstream) => ({ id: upstream, isRename: false }));
      return { state: "closed", links: [...renamed, ...claimed, ...listAsserted(id)] };
    },
  };
}

function loadAssertedLinks(store: LineageStore): Map<DatasetId, FrontierLink[]> {
  const links = new Map<DatasetId, FrontierLink[]>();
  for (const { action } of listActiveReviews(store.loadReviews())) {
    const upstream = findAssertedSource(action);
    if (upstream === null || !("downstream" in action)) continue;
    const list = links.get(action.downstream) ?? [];
    list.push({ id: upstream, isRename: false });
    links.set(action.downstream, list);
  }
  return links;
}

function findAssertedSource(action: ReviewAction): DatasetId | null {
  if (action.kind === "add-edge") return action.upstream;
  return action.kind === "edit-edge" ? action.becomes.upstream : null;
}
