import { markup } from "../markup.ts";
import type { Chart } from "./chart.ts";
import type { ChartEdge, ChartNode, RoleTexts } from "./chart-node.ts";
import { drawEdge, drawNode, nodeHeight, type PlacedNode } from "./draw-lineage.ts";
import { toLayeredLayout } from "./layered-layout/layered-layout.ts";
import { drawLegend } from "./legend.ts";
import { toLineageLegend } from "./lineage-legend.ts";

export interface NodeLinkInput {
  readonly title: string;
  readonly description: string;
  readonly nodes: readonly ChartNode[];
  readonly edges: readonly ChartEdge[];
  /** What the legend says of the roles. */
  readonly roleTexts: RoleTexts;
}

const margin = 12;
/** Columns get narrower, down to a limit, to stay within it. */
const wantedWidth = 1200;

/** Draws datasets in layers from left to right, in the direction of influence. Every edge given is one `path.edge`. */
export function toNodeLinkChart(input: NodeLinkInput): Chart {
  const { title, description, nodes, edges } = input;
  const places = new Map(nodes.map((node, at) => [node.key, at]));
  const known = edges.filter(({ upstream, downstream }) => places.has(upstream) && places.has(downstream));
  const layout = toLayeredLayout({
    nodeCount: nodes.length,
    edges: known.map(({ upstream, downstream }) => ({
      from: places.get(upstream) ?? 0,
      to: places.get(downstream) ?? 0,
    })),
    nodeRoom: nodeHeight + 10,
    edgeRoom: 14,
  });
  const columns = toColumns(layout.layerCount);
  const toLeft = (layer: number) => margin + (layout.layerCount - 1 - layer) * (columns.width + columns.gap);
  const placed = nodes.map((node, at): PlacedNode => {
    const { layer = 0, middle = 0 } = layout.nodes[at] ?? {};
    return { node, left: toLeft(layer), middle: margin + middle, width: columns.width };
  });
  const lines = known.map((edge, at) => {
    const start = placed[places.get(edge.upstream) ?? 0];
    const passed = (layout.edges[at] ?? []).map(({ layer, middle }) => ({
      left: toLeft(layer),
      middle: margin + middle,
    }));
    return start === undefined ? null : drawEdge(edge, start, passed);
  });
  const width = Math.max(360, toLeft(0) + columns.width + margin);
  const legend = drawLegend(
    toLineageLegend({ ...input, edges: known, routes: layout.edges }),
    width - 2 * margin,
  );
  const top = margin + layout.extent + 10;
  return {
    title,
    description,
    width,
    height: top + legend.height + margin,
    content: markup`${lines}${placed.map(drawNode)}<g transform="translate(${margin} ${top})">${legend.content}</g>`,
  };
}

function toColumns(layerCount: number): { readonly width: number; readonly gap: number } {
  const gap = layerCount > 5 ? 36 : 56;
  const width = (wantedWidth - (layerCount - 1) * gap) / Math.max(1, layerCount);
  return { width: Math.min(230, Math.max(164, Math.floor(width))), gap };
}
