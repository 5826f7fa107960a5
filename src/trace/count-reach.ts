import type { DatasetId, Edge } from "../model/index.ts";
import { findCycles } from "./assemble/cycles.ts";

type EdgeEnds = Pick<Edge, "upstream" | "downstream">;

/** Words of 32 datasets that are counted in one go: the memory is that of so many per dataset. */
const wordsPerRound = 32;
const datasetsPerRound = wordsPerRound * 32;

/** How many datasets are downstream of each, itself included; what has no edge is not listed and reaches itself. */
export function countReach(edges: readonly EdgeEnds[]): Map<DatasetId, number> {
  const downstreams = groupDownstreams(edges);
  const groups = toGroups(downstreams);
  const order = toDownstreamFirst(groups);
  const counts = new Uint32Array(groups.targets.length);
  for (let first = 0; first < groups.ids.length; first += datasetsPerRound) {
    addRound({ groups, order, counts, first });
  }
  return new Map(groups.ids.map((id, place) => [id, counts[groups.groupOf[place] ?? 0] ?? 1]));
}

function groupDownstreams(edges: readonly EdgeEnds[]): Map<DatasetId, DatasetId[]> {
  const downstreams = new Map<DatasetId, DatasetId[]>();
  for (const { upstream, downstream } of edges) {
    if (!downstreams.has(downstream)) downstreams.set(downstream, []);
    const list = downstreams.get(upstream);
    if (list === undefined) downstreams.set(upstream, [downstream]);
    else list.push(downstream);
  }
  return downstreams;
}

/** Datasets on one cycle reach the same: they are one group, all others one each. */
interface Groups {
  readonly ids: readonly DatasetId[];
  /** Group by place of the id. */
  readonly groupOf: Uint32Array;
  /** Other groups right downstream, by group. */
  readonly targets: readonly (readonly number[])[];
}

function toGroups(downstreams: ReadonlyMap<DatasetId, readonly DatasetId[]>): Groups {
  const ids = [...downstreams.keys()];
  const cycles = findCycles(ids, (id) => downstreams.get(id) ?? []);
  const numbers = new Map<number | DatasetId, number>();
  const groupById = new Map<DatasetId, number>();
  for (const id of ids) {
    const name = cycles.get(id) ?? id;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    groupById.set(id, number);
  }
  const targets: number[][] = Array.from({ length: numbers.size }, () => []);
  for (const [id, list] of downstreams) {
    const group = groupById.get(id) ?? 0;
    for (const downstream of list) {
      const target = groupById.get(downstream) ?? 0;
      if (target !== group) targets[group]?.push(target);
    }
  }
  return { ids, targets, groupOf: Uint32Array.from(ids, (id) => groupById.get(id) ?? 0) };
}

/** Every group after all that it leads to. */
function toDownstreamFirst({ targets }: Groups): number[] {
  const sources: number[][] = targets.map(() => []);
  const open = Uint32Array.from(targets, (list) => list.length);
  for (const [group, list] of targets.entries()) for (const target of list) sources[target]?.push(group);
  const order = [...open.keys()].filter((group) => open[group] === 0);
  for (const group of order) {
    for (const source of sources[group] ?? []) {
      open[source] = (open[source] ?? 0) - 1;
      if (open[source] === 0) order.push(source);
    }
  }
  return order;
}

interface Round {
  readonly groups: Groups;
  readonly order: readonly number[];
  readonly counts: Uint32Array;
  /** Place of the first of the datasets that are looked for. */
  readonly first: number;
}

/** Adds how many datasets of this round each group reaches: a bit for each, united along the edges. */
function addRound({ groups, order, counts, first }: Round): void {
  const bits = new Uint32Array(groups.targets.length * wordsPerRound);
  const last = Math.min(groups.ids.length, first + datasetsPerRound);
  for (let place = first; place < last; place++) {
    const word = (groups.groupOf[place] ?? 0) * wordsPerRound + ((place - first) >> 5);
    bits[word] = (bits[word] ?? 0) | (1 << (place - first));
  }
  for (const group of order) {
    const start = group * wordsPerRound;
    for (const target of groups.targets[group] ?? []) uniteWords(bits, start, target * wordsPerRound);
    let count = 0;
    for (let word = start; word < start + wordsPerRound; word++) count += countBits(bits[word] ?? 0);
    counts[group] = (counts[group] ?? 0) + count;
  }
}

function uniteWords(bits: Uint32Array, into: number, from: number): void {
  for (let word = 0; word < wordsPerRound; word++) {
    bits[into + word] = (bits[into + word] ?? 0) | (bits[from + word] ?? 0);
  }
}

function countBits(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
