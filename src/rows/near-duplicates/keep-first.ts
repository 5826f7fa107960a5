import type { CandidateWalk } from "./candidate-walk.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import { type KeptTexts, SimilarityTree } from "./similarity-tree.ts";

/**
 * One text of each component of the similar pairs is kept, the first. While the walk is full all candidates are
 * compared; then those within one component are passed over, which leaves the components as they are.
 */
export async function keepFirst(walk: CandidateWalk, signal?: AbortSignal): Promise<KeptTexts> {
  const sets = new DisjointSets(walk.textCount);
  const tree = new SimilarityTree(walk.textCount);
  const join = (later: number, earlier: number, similarity: number) => {
    if (sets.join(later, earlier)) tree.add(later, earlier, similarity);
  };
  let runs: ComponentRuns | undefined;
  for (let text = 0; text < walk.textCount; text++) {
    if (walk.isBreakDue) await walk.takeBreak(signal);
    if (runs === undefined && !walk.isFull) runs = new ComponentRuns(walk, sets);
    if (runs === undefined) {
      for (const earlier of walk.listEarlier(text)) {
        const similarity = walk.compare(text, earlier);
        if (!(similarity < 0)) join(text, earlier, similarity);
      }
    } else {
      runs.compareWithOthers(text, join);
    }
    walk.add(text);
  }
  return tree.toKeptTexts(sets);
}

/** The members of each bucket as runs of one component, so that a walk steps over a run at once. */
class ComponentRuns {
  readonly #walk: CandidateWalk;
  readonly #sets: DisjointSets;
  /** Position of a member to the first position of a run that ends with it and lies in its component. */
  readonly #runStarts: Int32Array;

  constructor(walk: CandidateWalk, sets: DisjointSets) {
    this.#walk = walk;
    this.#sets = sets;
    this.#runStarts = Int32Array.from({ length: walk.members.length }, (_, at) => at);
    walk.counts.pairsAreAll = false;
  }

  /** Compares the text with earlier ones of other components: those of its smallest buckets first, and there the last. */
  compareWithOthers(text: number, join: (later: number, earlier: number, similarity: number) => void): void {
    const { members, ends, counts, patience } = this.#walk;
    let failures = 0;
    for (const bucket of this.#walk.bucketsBySize(text)) {
      const start = this.#walk.startOf(bucket);
      let at = (ends[bucket] as number) - 1;
      while (at >= start) {
        const earlier = members[at] as number;
        if (this.#sets.find(earlier) === this.#sets.find(text)) {
          at = this.#findRunStart(at, start) - 1;
          continue;
        }
        at -= 1;
        if (!this.#walk.isNew(text, earlier)) continue;
        if (failures >= patience) {
          counts.cutTexts += 1;
          return;
        }
        const similarity = this.#walk.compare(text, earlier);
        if (similarity < 0) failures += 1;
        else join(text, earlier, similarity);
      }
    }
  }

  #findRunStart(at: number, start: number): number {
    const { members } = this.#walk;
    const component = this.#sets.find(members[at] as number);
    let run = this.#runStarts[at] as number;
    while (run > start && this.#sets.find(members[run - 1] as number) === component) {
      run = this.#runStarts[run - 1] as number;
    }
    this.#runStarts[at] = run;
    return run;
  }
}
