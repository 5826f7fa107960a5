import { type DatasetId, toIdKey } from "../../model/index.ts";
import type { Chart } from "./chart.ts";
import type { ChartEdge, ChartNode } from "./chart-node.ts";
import { toChartEdge, toDatasetNode } from "./dataset-node.ts";
import type { LineagePart, SiblingGroup } from "./lineage-part.ts";
import { toNodeLinkChart } from "./node-link-chart.ts";

/** The ancestry of one dataset, as the paper's Figure 1: roots and datasets with sources, influence from left to right. */
export function toLineageChart(part: LineagePart): Chart {
  const { target, nodes, edges, groups } = part;
  const drawnEdges = [...edges.map(toChartEdge), ...groups.map(toGroupEdge)];
  return toNodeLinkChart({
    title: `Lineage of ${target}`,
    description: `${nodes.length} datasets and ${drawnEdges.length} edges, each from a dataset to one that was made of it. The table below lists them.`,
    nodes: [
      ...nodes.map(({ id, dataset, hiddenUpstreams }) =>
        toPartNode(toDatasetNode(id, dataset, toRole(id, target)), hiddenUpstreams),
      ),
      ...groups.map(toGroupNode),
    ],
    edges: drawnEdges,
    roleTexts: { subject: "the dataset asked about", meeting: "" },
  });
}

function toRole(id: DatasetId, target: DatasetId): ChartNode["role"] {
  return toIdKey(id) === toIdKey(target) ? "subject" : "plain";
}

function toPartNode(node: ChartNode, hiddenUpstreams: number): ChartNode {
  if (hiddenUpstreams === 0) return node;
  const hint = `${node.hint} (made of ${hiddenUpstreams} more, not drawn)`;
  return { ...node, badge: `+${hiddenUpstreams}`, hint };
}

function toGroupKey({ downstream }: SiblingGroup): string {
  return `group ${toIdKey(downstream)}`;
}

function toGroupNode(group: SiblingGroup): ChartNode {
  const ids = group.edges.map(({ upstream }) => upstream);
  const rest = ids.length > 20 ? ` and ${ids.length - 20} more` : "";
  return {
    key: toGroupKey(group),
    name: `${ids.length} more datasets`,
    detail: "listed in the table",
    badge: "",
    hint: `${ids.slice(0, 20).join(", ")}${rest}`,
    kind: "group",
    role: "plain",
  };
}

function toGroupEdge(group: SiblingGroup): ChartEdge {
  return {
    upstream: toGroupKey(group),
    downstream: toIdKey(group.downstream),
    hint: `${group.edges.length} datasets → ${group.downstream}`,
    isAccepted: group.edges.every(({ status }) => status === "accepted"),
  };
}
