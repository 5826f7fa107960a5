import type { Neighbours } from "./order-layers.ts";

const rounds = 10;

export interface Placement {
  readonly layers: readonly (readonly number[])[];
  readonly neighbours: Neighbours;
  /** Room that a node needs across its layer, its gap included. */
  readonly toRoom: (node: number) => number;
}

/** The middle of every node across its layer: near the middle of its neighbours, without overlap, from 0 on. */
export function placeLayers({ layers, neighbours, toRoom }: Placement): Map<number, number> {
  const middles = new Map<number, number>();
  for (const layer of layers) {
    let edge = 0;
    for (const node of layer) {
      middles.set(node, edge + toRoom(node) / 2);
      edge += toRoom(node);
    }
  }
  for (let round = 0; round < rounds; round++) {
    const isDownward = round % 2 === 0;
    for (const layer of isDownward ? layers.toReversed() : layers) {
      const wanted = layer.map((node) =>
        toWanted([...(neighbours.above[node] ?? []), ...(neighbours.below[node] ?? [])], middles, node),
      );
      for (const [at, middle] of spread(layer.map(toRoom), wanted).entries()) {
        const node = layer[at];
        if (node !== undefined) middles.set(node, middle);
      }
    }
  }
  const start = Math.min(...[...middles].map(([node, middle]) => middle - toRoom(node) / 2));
  return new Map([...middles].map(([node, middle]) => [node, middle - start]));
}

function toWanted(others: readonly number[], middles: ReadonlyMap<number, number>, node: number): number {
  if (others.length === 0) return middles.get(node) ?? 0;
  return others.reduce((sum, other) => sum + (middles.get(other) ?? 0), 0) / others.length;
}

interface Block {
  readonly sum: number;
  readonly count: number;
}

/**
 * The places nearest to the wanted ones (least squares) that keep the order and the room of each: pooling adjacent
 * violators on the places less what the nodes before them take.
 */
export function spread(rooms: readonly number[], wanted: readonly number[]): number[] {
  const offsets: number[] = [];
  const blocks: Block[] = [];
  let offset = 0;
  for (const [at, room] of rooms.entries()) {
    offset += at === 0 ? 0 : ((rooms[at - 1] ?? 0) + room) / 2;
    offsets.push(offset);
    let block: Block = { sum: (wanted[at] ?? 0) - offset, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && toMean(last) > toMean(block); last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const bases = blocks.flatMap((block) => new Array<number>(block.count).fill(toMean(block)));
  return offsets.map((from, at) => from + (bases[at] ?? 0));
}

function toMean({ sum, count }: Block): number {
  return sum / count;
}
