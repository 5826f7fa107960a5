import type { CandidateWalk } from "./candidate-walk.ts";
import { type KeptTexts, toAllKept } from "./similarity-tree.ts";

/**
 * Keeps a text, in order, unless a kept one is similar; the first such one stands for it. While the walk is
 * full all candidates are compared; then those that are kept, until one is similar.
 */
export async function keepGreedily(walk: CandidateWalk, signal?: AbortSignal): Promise<KeptTexts> {
  const kept = toAllKept(walk.textCount);
  const { counts } = walk;
  for (let text = 0; text < walk.textCount; text++) {
    if (walk.isBreakDue) await walk.takeBreak(signal);
    if (counts.pairsAreAll && !walk.isFull) {
      counts.pairsAreAll = false;
      dropMembers(walk, kept);
    }
    const isFull = counts.pairsAreAll;
    if (isFull) compareWithAll(walk, text, walk.listEarlier(text), kept);
    else compareWithKept(walk, text, kept);
    if (isFull || kept.keptFor[text] === text) walk.add(text);
  }
  return kept;
}

function compareWithAll(walk: CandidateWalk, text: number, candidates: Int32Array, kept: KeptTexts): void {
  for (const earlier of candidates) {
    const similarity = walk.compare(text, earlier);
    const decides = kept.keptFor[text] === text && kept.keptFor[earlier] === earlier;
    if (!(similarity < 0) && decides) drop(kept, text, earlier, similarity);
  }
}

function compareWithKept(walk: CandidateWalk, text: number, kept: KeptTexts): void {
  const { patience, counts } = walk;
  const candidates = walk.listEarlier(text, patience);
  for (const earlier of candidates) {
    const similarity = walk.compare(text, earlier);
    if (similarity < 0) continue;
    drop(kept, text, earlier, similarity);
    return;
  }
  if (candidates.length === patience) counts.cutTexts += 1;
}

function drop(kept: KeptTexts, text: number, earlier: number, similarity: number): void {
  kept.keptFor[text] = earlier;
  kept.matchedBy[text] = earlier;
  kept.similarities[text] = similarity;
}

/** Leaves the kept texts alone in every bucket: no other decides any more. */
function dropMembers(walk: CandidateWalk, kept: KeptTexts): void {
  const { members, ends } = walk;
  for (let bucket = 0; bucket < ends.length; bucket++) {
    const start = walk.startOf(bucket);
    let end = start;
    for (let at = start; at < (ends[bucket] as number); at++) {
      const member = members[at] as number;
      if (kept.keptFor[member] === member) members[end++] = member;
    }
    ends[bucket] = end;
  }
}
