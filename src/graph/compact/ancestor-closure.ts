import { StemmaError } from "../../model/index.ts";
import type { Condensation } from "./condensation.ts";

/** The ancestors of every component as one row of bits, itself included. */
export interface AncestorClosure {
  /** True when the first is the second or lies upstream of it. */
  isWithin(ancestor: number, component: number): boolean;
  /** How many ancestors the two have in common, themselves included. */
  countShared(a: number, b: number): number;
  /** True when they have any in common. */
  isSharing(a: number, b: number): boolean;
}

/** Above this the rows would take more than 200 MB. */
const mostComponents = 40_000;

/**
 * Works out all ancestors of all components: n * n / 8 bytes, meant for graphs of some ten thousand.
 *
 * @throws StemmaError `too-large` above 40,000 components.
 */
export function toAncestorClosure({ graph, order }: Condensation): AncestorClosure {
  if (graph.nodeCount > mostComponents)
    throw new StemmaError(
      "too-large",
      `${graph.nodeCount} datasets are too many to keep all ancestors of all`,
    );
  const width = Math.ceil(graph.nodeCount / 32);
  const bits = new Int32Array(width * graph.nodeCount);
  for (const component of order) {
    const row = component * width;
    const end = graph.up.offsets[component + 1] ?? 0;
    for (let at = graph.up.offsets[component] ?? 0; at < end; at++) {
      const upstreamRow = (graph.up.targets[at] ?? 0) * width;
      for (let word = 0; word < width; word++)
        bits[row + word] = (bits[row + word] ?? 0) | (bits[upstreamRow + word] ?? 0);
    }
    bits[row + (component >> 5)] = (bits[row + (component >> 5)] ?? 0) | (1 << (component & 31));
  }
  return {
    isWithin: (ancestor, component) =>
      (((bits[component * width + (ancestor >> 5)] ?? 0) >>> (ancestor & 31)) & 1) === 1,
    isSharing: (a, b) => isAnyShared(bits, { a: a * width, b: b * width, width }),
    countShared: (a, b) => countSharedBits(bits, { a: a * width, b: b * width, width }),
  };
}

interface RowPair {
  readonly a: number;
  readonly b: number;
  readonly width: number;
}

function isAnyShared(bits: Int32Array, { a, b, width }: RowPair): boolean {
  for (let word = 0; word < width; word++)
    if (((bits[a + word] ?? 0) & (bits[b + word] ?? 0)) !== 0) return true;
  return false;
}

function countSharedBits(bits: Int32Array, { a, b, width }: RowPair): number {
  let count = 0;
  for (let word = 0; word < width; word++) {
    const shared = (bits[a + word] ?? 0) & (bits[b + word] ?? 0);
    if (shared !== 0) count += countBits(shared);
  }
  return count;
}

function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
