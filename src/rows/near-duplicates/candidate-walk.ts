import { setImmediate } from "node:timers/promises";
import type { CandidateBuckets } from "./candidate-buckets.ts";

/** Similarity of two texts, -1 when it is below the threshold, NaN when candidates count without a look. */
export type Compare = (later: number, earlier: number) => number;

/** What keeps sets of templates quick, where nearly every pair is a candidate; counted in comparisons of two texts. */
export interface WalkLimits {
  /** Up to so many, every candidate pair is compared; beyond, those that can change which texts are kept. */
  readonly full: number;
  /** Up to so many, the kept texts are exactly those that all candidates give; beyond, a text has a limit of its own. */
  readonly exact: number;
  /** Comparisons in vain after which a text is then given up. */
  readonly perText: number;
}

export const defaultWalkLimits: WalkLimits = { full: 10_000_000, exact: 100_000_000, perText: 64 };

export interface WalkCounts {
  comparisons: number;
  /** Similar pairs found. */
  pairs: number;
  /** False when candidates were passed over, so that there may be more pairs. */
  pairsAreAll: boolean;
  /** Texts that were given up after as many comparisons in vain as a text then has. */
  cutTexts: number;
}

/** Comparisons between two breaks, some tenths of a second. */
const comparisonsPerBreak = 2 ** 18;

/** Texts in order, each with the earlier ones that share a bucket with it. */
export class CandidateWalk {
  readonly textCount: number;
  readonly limits: WalkLimits;
  readonly counts: WalkCounts = { comparisons: 0, pairs: 0, pairsAreAll: true, cutTexts: 0 };
  readonly #candidates: CandidateBuckets;
  readonly #compare: Compare;
  /** Members by bucket, as far as the walk has come. */
  readonly members: Int32Array;
  /** Bucket to the end of its members so far. */
  readonly ends: Int32Array;
  /** The text that each was last compared with or listed for. */
  readonly #seenBy: Int32Array;
  #list = new Int32Array(1024);
  #nextBreak = comparisonsPerBreak;

  constructor(candidates: CandidateBuckets, compare: Compare, limits: WalkLimits) {
    this.#candidates = candidates;
    this.#compare = compare;
    this.limits = limits;
    this.textCount = candidates.rows.length;
    this.members = new Int32Array(candidates.buckets.length);
    this.ends = candidates.memberStarts.slice(0, -1);
    this.#seenBy = new Int32Array(this.textCount).fill(-1);
  }

  /** Whether every candidate is still to be compared. */
  get isFull(): boolean {
    return this.counts.comparisons < this.limits.full;
  }

  /** How many comparisons in vain a text has. */
  get patience(): number {
    return this.counts.comparisons < this.limits.exact ? Number.POSITIVE_INFINITY : this.limits.perText;
  }

  get isBreakDue(): boolean {
    return this.counts.comparisons >= this.#nextBreak;
  }

  /** Lets other work of the process have its turn, such as the wish to stop. */
  async takeBreak(signal: AbortSignal | undefined): Promise<void> {
    this.#nextBreak = this.counts.comparisons + comparisonsPerBreak;
    await setImmediate();
    signal?.throwIfAborted();
  }

  bucketsOf(text: number): Int32Array {
    const { bucketStarts, buckets } = this.#candidates;
    return buckets.subarray(bucketStarts[text], bucketStarts[text + 1]);
  }

  /**
   * The same, those with the fewest members first: what few texts share is shared by similar ones, what nearly all share is
   * the template.
   */
  bucketsBySize(text: number): Int32Array {
    const sizeOf = (bucket: number) => (this.ends[bucket] as number) - this.startOf(bucket);
    return this.bucketsOf(text).toSorted((one, other) => sizeOf(one) - sizeOf(other) || one - other);
  }

  startOf(bucket: number): number {
    return this.#candidates.memberStarts[bucket] as number;
  }

  /** True the first time it is asked for that pair while the walk is at `later`. */
  isNew(later: number, earlier: number): boolean {
    if (this.#seenBy[earlier] === later) return false;
    this.#seenBy[earlier] = later;
    return true;
  }

  compare(later: number, earlier: number): number {
    this.counts.comparisons += 1;
    const similarity = this.#compare(later, earlier);
    if (!(similarity < 0)) this.counts.pairs += 1;
    return similarity;
  }

  /**
   * The members of the text's buckets, each once, ascending; of the smallest buckets the last ones where there are more than
   * `most`. Valid until the next call.
   */
  listEarlier(text: number, most = Number.POSITIVE_INFINITY): Int32Array {
    let count = 0;
    const buckets = most === Number.POSITIVE_INFINITY ? this.bucketsOf(text) : this.bucketsBySize(text);
    for (const bucket of buckets) {
      const start = this.startOf(bucket);
      for (let at = (this.ends[bucket] as number) - 1; at >= start && count < most; at--) {
        const earlier = this.members[at] as number;
        if (!this.isNew(text, earlier)) continue;
        if (count === this.#list.length) this.#list = grow(this.#list);
        this.#list[count] = earlier;
        count += 1;
      }
    }
    return this.#list.subarray(0, count).sort();
  }

  /** Puts the text into its buckets. */
  add(text: number): void {
    for (const bucket of this.bucketsOf(text)) {
      const end = this.ends[bucket] as number;
      this.members[end] = text;
      this.ends[bucket] = end + 1;
    }
  }
}

function grow(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(list.length * 2);
  larger.set(list);
  return larger;
}
