import { type LayoutEdge, toAcyclicEdges, toLayers } from "./layer-nodes.ts";
import { orderLayers, toNeighbours } from "./order-layers.ts";
import { placeLayers } from "./place-layers.ts";

export interface LayoutInput {
  readonly nodeCount: number;
  readonly edges: readonly LayoutEdge[];
  /** Height of a node with its gap, and the thinner one of an edge that passes a layer. */
  readonly nodeRoom: number;
  readonly edgeRoom: number;
}

export interface LayeredLayout {
  readonly layerCount: number;
  /** Layer of each node (0 is the last, which nothing follows) and its middle across the layer. */
  readonly nodes: readonly { readonly layer: number; readonly middle: number }[];
  /** For every edge, in order, the middles of the layers that it passes, from its start to its end; empty for a loop. */
  readonly edges: readonly (readonly { readonly layer: number; readonly middle: number }[])[];
  /** Extent across the layers. */
  readonly extent: number;
}

/** Places a directed graph in layers (Sugiyama): every edge that closes no cycle leads to a lower layer. */
export function toLayeredLayout({ nodeCount, edges, nodeRoom, edgeRoom }: LayoutInput): LayeredLayout {
  const layerOf = toLayers(nodeCount, toAcyclicEdges(nodeCount, edges));
  const chains = edges.map((edge) => toChainLayers(layerOf, edge));
  let count = nodeCount;
  const passed = edges.map(({ from, to }, at) => [
    from,
    ...(chains[at] ?? []).map((layer) => {
      layerOf[count] = layer;
      return count++;
    }),
    to,
  ]);
  const short = passed.flatMap((nodes) => toShortEdges(nodes, layerOf));
  const neighbours = toNeighbours(count, short);
  const layerCount = layerOf.reduce((most, layer) => Math.max(most, layer + 1), 0);
  const layers = Array.from({ length: layerCount }, (): number[] => []);
  for (const [node, layer] of layerOf.entries()) layers[layer]?.push(node);
  const toRoom = (node: number) => (node < nodeCount ? nodeRoom : edgeRoom);
  const middles = placeLayers({ layers: orderLayers(layers, neighbours), neighbours, toRoom });
  const toPlace = (node: number) => ({ layer: layerOf[node] ?? 0, middle: middles.get(node) ?? 0 });
  return {
    layerCount,
    nodes: Array.from({ length: nodeCount }, (_, node) => toPlace(node)),
    edges: passed.map((nodes) => (nodes[0] === nodes.at(-1) ? [] : nodes.map(toPlace))),
    extent: [...middles].reduce((most, [node, middle]) => Math.max(most, middle + toRoom(node) / 2), 0),
  };
}

/** The layers strictly between the ends of an edge, in its direction. */
function toChainLayers(layerOf: readonly number[], { from, to }: LayoutEdge): number[] {
  const start = layerOf[from] ?? 0;
  const end = layerOf[to] ?? 0;
  const step = Math.sign(end - start);
  return Array.from({ length: Math.max(0, Math.abs(end - start) - 1) }, (_, at) => start + step * (at + 1));
}

/** The pieces of an edge from layer to layer, all of them downward. */
function toShortEdges(nodes: readonly number[], layerOf: readonly number[]): LayoutEdge[] {
  return nodes.slice(1).flatMap((to, at) => {
    const from = nodes[at] ?? to;
    if (from === to) return [];
    return [(layerOf[from] ?? 0) > (layerOf[to] ?? 0) ? { from, to } : { from: to, to: from }];
  });
}
