import { compareIds, type DatasetId, isHubId, toIdKey } from "../../model/index.ts";
import type { StoredNode } from "../../store/index.ts";

export interface CanonicalIds {
  toCanonical(id: DatasetId): DatasetId;
  /** Every other spelling met of the dataset, sorted. */
  listAliases(id: DatasetId): readonly DatasetId[];
}

/**
 * Brings together the ids that mean one dataset: spellings that differ in case (a bare name also in punctuation),
 * renames the hub told of, and aliases set by hand. The result does not depend on the order of what is given.
 */
export function toCanonicalIds(
  ids: Iterable<DatasetId>,
  nodes: readonly StoredNode[],
  byHand: ReadonlyMap<DatasetId, DatasetId>,
): CanonicalIds {
  const groups = new IdGroups();
  for (const id of ids) groups.add(id);
  for (const node of nodes) if (node.aliasOf !== null) groups.join(node.id, node.aliasOf);
  for (const [alias, id] of byHand) groups.join(alias, id);
  const ranks = toRanks(nodes, byHand);
  const canonical = new Map<DatasetId, DatasetId>();
  const aliases = new Map<DatasetId, DatasetId[]>();
  for (const members of groups.list()) {
    const [chosen, ...others] = members.sort((a, b) => compareRank(ranks, a, b));
    if (chosen === undefined) continue;
    for (const member of members) canonical.set(member, chosen);
    aliases.set(chosen, others.sort(compareIds));
  }
  return {
    toCanonical: (id) => canonical.get(id) ?? id,
    listAliases: (id) => aliases.get(id) ?? [],
  };
}

interface Rank {
  readonly isChosenByHand: boolean;
  readonly isAliasByHand: boolean;
  readonly isOnHub: boolean;
}

function toRanks(
  nodes: readonly StoredNode[],
  byHand: ReadonlyMap<DatasetId, DatasetId>,
): Map<DatasetId, Rank> {
  const chosen = new Set(byHand.values());
  const replaced = new Set(byHand.keys());
  const found = new Map(nodes.map((node) => [node.id, node]));
  const ids = new Set([...chosen, ...replaced, ...found.keys()]);
  return new Map(
    [...ids].map((id) => {
      const node = found.get(id);
      return [
        id,
        {
          isChosenByHand: chosen.has(id) && !replaced.has(id),
          isAliasByHand: replaced.has(id),
          isOnHub: node?.facts?.record != null,
        },
      ];
    }),
  );
}

/** A person's word first, then what is on the hub, then hub ids before bare names. */
function compareRank(ranks: ReadonlyMap<DatasetId, Rank>, a: DatasetId, b: DatasetId): number {
  const [rankA, rankB] = [ranks.get(a), ranks.get(b)];
  return (
    Number(rankB?.isChosenByHand ?? false) - Number(rankA?.isChosenByHand ?? false) ||
    Number(rankA?.isAliasByHand ?? false) - Number(rankB?.isAliasByHand ?? false) ||
    Number(rankB?.isOnHub ?? false) - Number(rankA?.isOnHub ?? false) ||
    Number(isHubId(b)) - Number(isHubId(a)) ||
    compareIds(a, b)
  );
}

/** Union-find over ids; ids with the same key belong together from the start. */
class IdGroups {
  readonly #parents = new Map<string, string>();
  readonly #spellings = new Map<string, Set<DatasetId>>();

  add(id: DatasetId): string {
    const key = toIdKey(id);
    const spellings = this.#spellings.get(key);
    if (spellings !== undefined) spellings.add(id);
    else {
      this.#spellings.set(key, new Set([id]));
      this.#parents.set(key, key);
    }
    return key;
  }

  join(a: DatasetId, b: DatasetId): void {
    this.#parents.set(this.#findTop(this.add(a)), this.#findTop(this.add(b)));
  }

  list(): DatasetId[][] {
    const groups = new Map<string, DatasetId[]>();
    for (const [key, spellings] of this.#spellings) {
      const top = this.#findTop(key);
      const group = groups.get(top) ?? [];
      group.push(...spellings);
      groups.set(top, group);
    }
    return [...groups.values()];
  }

  #findTop(key: string): string {
    let top = key;
    for (
      let parent = this.#parents.get(top);
      parent !== undefined && parent !== top;
      parent = this.#parents.get(top)
    ) {
      top = parent;
    }
    this.#parents.set(key, top);
    return top;
  }
}
