import { type Markup, markup } from "../markup.ts";
import type { ChartEdge, ChartNode, NodeKind, RoleTexts } from "./chart-node.ts";
import type { LegendItem } from "./legend.ts";

interface Drawn {
  readonly nodes: readonly ChartNode[];
  readonly edges: readonly ChartEdge[];
  /** Layers that each edge goes through. */
  readonly routes: readonly (readonly { readonly layer: number }[])[];
  readonly roleTexts: RoleTexts;
}

const kindTexts: Readonly<Record<NodeKind, string>> = {
  root: "root: read, names no source",
  internal: "has sources",
  benchmark: "benchmark",
  unreadable: "could not be read",
  unresolved: "not resolved to a dataset",
  ended: "not traced further",
  group: "several datasets",
};

/** The signs of a drawing of lineage that occur in it. */
export function toLineageLegend({ nodes, edges, routes, roleTexts }: Drawn): LegendItem[] {
  const kinds = new Set(nodes.map(({ kind }) => kind));
  const roles = new Set(nodes.map(({ role }) => role));
  const isBackward = (route: Drawn["routes"][number]) => (route[0]?.layer ?? 0) <= (route.at(-1)?.layer ?? 0);
  const items: (LegendItem & { readonly isShown: boolean })[] = [
    { isShown: roles.has("subject"), sign: drawBox("subject"), text: roleTexts.subject },
    { isShown: roles.has("meeting"), sign: drawBox("meeting"), text: roleTexts.meeting },
    ...(Object.keys(kindTexts) as NodeKind[]).map((kind) => ({
      isShown: kinds.has(kind),
      sign: drawBox(kind),
      text: kindTexts[kind],
    })),
    {
      isShown: nodes.some(({ badge }) => badge !== ""),
      sign: markup`<text class="minor" x="2" y="12">+n</text>`,
      text: "sources not drawn",
    },
    { isShown: edges.some(({ isAccepted }) => isAccepted), sign: drawLine(""), text: "accepted edge" },
    { isShown: edges.some(({ isAccepted }) => !isAccepted), sign: drawLine("review"), text: "needs review" },
    { isShown: routes.some(isBackward), sign: drawLine("backward"), text: "closes a cycle" },
  ];
  return items.filter(({ isShown }) => isShown);
}

function drawBox(kind: NodeKind | ChartNode["role"]): Markup {
  if (kind === "benchmark") return markup`<path class="node benchmark" d="M5 2H19L23 8L19 14H5L1 8Z"/>`;
  return markup`<rect class="node ${kind}" x="1" y="2" width="22" height="12" rx="${kind === "root" ? 6 : 2}"/>`;
}

function drawLine(state: string): Markup {
  return markup`<line class="edge ${state}" x1="0" x2="24" y1="8" y2="8"/>`;
}
