import type { DatasetId } from "../../model/index.ts";

type Upstreams = ReadonlyMap<DatasetId, readonly DatasetId[]>;

/** Words of 32 datasets that are counted in one go: the memory is that of so many per dataset. */
const wordsPerRound = 32;
const datasetsPerRound = wordsPerRound * 32;

/**
 * How many datasets are downstream of each, itself included; what has no edge is not listed and reaches itself. Datasets
 * with the same number in `cycles` reach each other; edges into what is not `kept` do not count.
 */
export function countReach(
  upstreams: Upstreams,
  cycles: ReadonlyMap<DatasetId, number>,
  kept: { has(id: DatasetId): boolean },
): Map<DatasetId, number> {
  const groups = toGroups(upstreams, cycles, kept);
  const order = toDownstreamFirst(groups.sources);
  const counts = new Uint32Array(order.length);
  for (let first = 0; first < order.length; first += datasetsPerRound)
    addRound({ groups, order, counts, first });
  const reach = new Map<DatasetId, number>();
  for (const [id, group] of groups.groupOf) reach.set(id, counts[group] ?? 1);
  return reach;
}

/** Datasets on one cycle reach the same: they are one group, all others one each. */
interface Groups {
  readonly groupOf: ReadonlyMap<DatasetId, number>;
  /** Datasets in each group. */
  readonly sizes: readonly number[];
  /** Other groups right upstream, by group. */
  readonly sources: readonly (readonly number[])[];
}

function toGroups(
  upstreams: Upstreams,
  cycles: ReadonlyMap<DatasetId, number>,
  kept: { has(id: DatasetId): boolean },
): Groups {
  const groupOf = new Map<DatasetId, number>();
  const groupOfCycle = new Map<number, number>();
  const sizes: number[] = [];
  const sources: number[][] = [];
  const place = (id: DatasetId) => {
    const known = groupOf.get(id);
    if (known !== undefined) return known;
    const cycle = cycles.get(id);
    const group = (cycle === undefined ? undefined : groupOfCycle.get(cycle)) ?? sizes.length;
    if (cycle !== undefined) groupOfCycle.set(cycle, group);
    groupOf.set(id, group);
    sizes[group] = (sizes[group] ?? 0) + 1;
    sources[group] ??= [];
    return group;
  };
  for (const [downstream, list] of upstreams) {
    if (!kept.has(downstream)) continue;
    const group = place(downstream);
    for (const upstream of list) {
      const source = place(upstream);
      if (source !== group) sources[group]?.push(source);
    }
  }
  return { groupOf, sizes, sources };
}

/** Every group after all that are downstream of it. */
function toDownstreamFirst(sources: readonly (readonly number[])[]): number[] {
  const open = new Uint32Array(sources.length);
  for (const list of sources) for (const source of list) open[source] = (open[source] ?? 0) + 1;
  const order = [...open.keys()].filter((group) => open[group] === 0);
  for (const group of order) {
    for (const source of sources[group] ?? []) {
      const left = (open[source] ?? 0) - 1;
      open[source] = left;
      if (left === 0) order.push(source);
    }
  }
  return order;
}

interface Round {
  readonly groups: Groups;
  readonly order: readonly number[];
  readonly counts: Uint32Array;
  /** Place in the order of the first of the groups that are looked for. */
  readonly first: number;
}

/**
 * Adds how many datasets of this round's groups each group reaches: a bit for each, handed on upstream. None before the
 * first reaches them, and one that reaches none hands nothing on.
 */
function addRound({ groups: { sizes, sources }, order, counts, first }: Round): void {
  const bits = new Int32Array(counts.length * wordsPerRound);
  const isReaching = new Uint8Array(counts.length);
  const weights = order.slice(first, first + datasetsPerRound).map((group) => sizes[group] ?? 1);
  const isPlain = weights.every((weight) => weight === 1);
  for (let place = first; place < order.length; place++) {
    const group = order[place] ?? 0;
    const start = group * wordsPerRound;
    const own = place - first;
    if (own < datasetsPerRound) {
      bits[start + (own >> 5)] = (bits[start + (own >> 5)] ?? 0) | (1 << (own & 31));
      isReaching[group] = 1;
    }
    if (isReaching[group] === 0) continue;
    const count = isPlain ? countBits(bits, start) : weighBits(bits, start, weights);
    counts[group] = (counts[group] ?? 0) + count;
    for (const source of sources[group] ?? []) {
      isReaching[source] = 1;
      unite(bits, source * wordsPerRound, start);
    }
  }
}

function unite(bits: Int32Array, into: number, from: number): void {
  for (let word = 0; word < wordsPerRound; word++) {
    const more = bits[from + word] ?? 0;
    if (more !== 0) bits[into + word] = (bits[into + word] ?? 0) | more;
  }
}

function countBits(bits: Int32Array, start: number): number {
  let count = 0;
  for (let place = start; place < start + wordsPerRound; place++) {
    const word = bits[place] ?? 0;
    if (word !== 0) count += countBitsOf(word);
  }
  return count;
}

function countBitsOf(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function weighBits(bits: Int32Array, start: number, weights: readonly number[]): number {
  const has = (place: number) => (((bits[start + (place >> 5)] ?? 0) >>> (place & 31)) & 1) === 1;
  return weights.reduce((sum, weight, place) => (has(place) ? sum + weight : sum), 0);
}
