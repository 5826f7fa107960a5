import {
  compareIds,
  type DatasetId,
  type Edge,
  type Evidence,
  type ReviewEvent,
  type ReviewVote,
} from "../../model/index.ts";
import type { Agents } from "../../model/ports/index.ts";
import { applyReviews } from "./apply-reviews.ts";
import { findFacts } from "./assemble-datasets.ts";
import { toEdgeKey } from "./draft-edges.ts";
import type { DraftedLineage } from "./drafted-lineage.ts";
import type { Upstreams } from "./graph-shape.ts";

/** The edges into one dataset as their reviewers leave them, each list in canonical order. */
export interface EdgeGroup {
  readonly downstream: DatasetId;
  readonly standing: readonly Edge[];
  readonly rejected: readonly Edge[];
  /** Of the edges that are not rejected. */
  readonly upstreams: readonly DatasetId[];
  /** Whether such an edge rests on a quote, and whether one rests on a person's word. */
  readonly hasQuote: boolean;
  readonly hasAssertion: boolean;
}

export interface SettledEdges {
  /** In canonical order. */
  readonly groups: readonly EdgeGroup[];
  /** Upstreams by downstream, along edges that are not rejected; the same map while none comes or goes. */
  readonly upstreams: Upstreams;
  listVotes(edge: Pick<Edge, "upstream" | "downstream">): readonly ReviewVote[];
}

interface Settled {
  readonly reviews: readonly ReviewEvent[];
  readonly group: EdgeGroup;
  readonly votes: ReadonlyMap<string, readonly ReviewVote[]>;
}

const nobody: readonly ReviewEvent[] = [];

/**
 * Settles the edges of one lineage under one list of reviews after the other. A decision bears on the edges into one
 * dataset only, wherever it moves them; those into the others are as they were.
 */
export class EdgeSettler {
  readonly #drafted: DraftedLineage;
  readonly #agents: Agents;
  readonly #settled = new Map<DatasetId, Settled>();
  #upstreams: Upstreams = new Map();

  constructor(drafted: DraftedLineage, agents: Agents) {
    this.#drafted = drafted;
    this.#agents = agents;
  }

  settle(standing: readonly ReviewEvent[]): SettledEdges {
    const { toCanonical } = this.#drafted.ids;
    const onEdges = standing.filter(({ action }) => "upstream" in action);
    const reviews = Map.groupBy(onEdges, ({ action }) =>
      "downstream" in action ? toCanonical(action.downstream) : "",
    );
    const decided = new Map<DatasetId, Settled>();
    const groups: EdgeGroup[] = [];
    const upstreams = new Map<DatasetId, readonly DatasetId[]>();
    for (const id of this.#listDownstreams(reviews)) {
      const settled = this.#settleAt(id, reviews.get(id) ?? nobody);
      if (settled.votes.size > 0) decided.set(id, settled);
      groups.push(settled.group);
      if (settled.group.upstreams.length > 0) upstreams.set(id, settled.group.upstreams);
    }
    if (!isSameShape(this.#upstreams, upstreams)) this.#upstreams = upstreams;
    return {
      groups,
      upstreams: this.#upstreams,
      listVotes: ({ upstream, downstream }) =>
        decided.get(downstream)?.votes.get(toEdgeKey(upstream, downstream)) ?? [],
    };
  }

  /** Datasets with edges into them, sorted; a person may have added some that no node stands for. */
  #listDownstreams(reviews: ReadonlyMap<DatasetId, unknown>): readonly DatasetId[] {
    const { sortedIds, nodes } = this.#drafted;
    const added = [...reviews.keys()].filter((id) => !nodes.has(id));
    return added.length === 0 ? sortedIds : [...sortedIds, ...added].sort(compareIds);
  }

  #settleAt(id: DatasetId, reviews: readonly ReviewEvent[]): Settled {
    const known = this.#settled.get(id);
    if (known !== undefined && isSame(known.reviews, reviews)) return known;
    const { ids, findDates, edges: drafts } = this.#drafted;
    const input = { agents: this.#agents, ids, findDates, reviews };
    const { edges, votes } = applyReviews(drafts.get(id) ?? [], input);
    const marked = edges.map((edge) => this.#markChangedKeys(edge));
    marked.sort((a, b) => compareIds(a.upstream, b.upstream));
    const settled = { reviews, votes, group: toEdgeGroup(id, marked, known?.group.upstreams) };
    this.#settled.set(id, settled);
    return settled;
  }

  /** The same name may have passed to another dataset: what was said of the one is not certain of the other (S-12). */
  #markChangedKeys(edge: Edge): Edge {
    const changed = [edge.upstream, edge.downstream].filter((id) => {
      const facts = findFacts(this.#drafted.nodes.get(id) ?? []);
      return facts !== null && facts.formerKeys.length > 0;
    });
    if (changed.length === 0 || edge.status !== "accepted" || edge.decidedBy !== "confidence") return edge;
    const reasons = changed.map((id) => `the hub's key of ${id} changed`);
    return { ...edge, status: "needs-review", reasons: [...edge.reasons, ...reasons] };
  }
}

/** `before` is what is kept where the upstreams are the same. */
export function toEdgeGroup(
  downstream: DatasetId,
  edges: readonly Edge[],
  before: readonly DatasetId[] = [],
): EdgeGroup {
  const standing = edges.filter(({ status }) => status !== "rejected");
  const upstreams = standing.map(({ upstream }) => upstream);
  const hasEvidence = (wanted: Evidence["kind"]) =>
    standing.some(({ evidence }) => evidence.some(({ kind }) => kind === wanted));
  return {
    downstream,
    standing,
    rejected: edges.filter(({ status }) => status === "rejected"),
    upstreams: isSame(before, upstreams) ? before : upstreams,
    hasQuote: hasEvidence("quote"),
    hasAssertion: hasEvidence("asserted"),
  };
}

function isSame<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, place) => item === b[place]);
}

function isSameShape(a: Upstreams, b: Upstreams): boolean {
  return a.size === b.size && a.entries().every(([id, upstreams]) => upstreams === b.get(id));
}
