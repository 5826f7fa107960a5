import {
  type Dataset,
  type DatasetId,
  type Edge,
  type PathStep,
  toDatasetIdKind,
  toIdKey,
} from "../../model/index.ts";
import type { ChartEdge, ChartNode, NodeKind } from "./chart-node.ts";
import { toRelationText } from "./relation-text.ts";

/** The name of a dataset apart from what stands before it: its owner, or what kind of id it is. */
function toNameParts(id: DatasetId): { readonly name: string; readonly owner: string } {
  const kind = toDatasetIdKind(id);
  if (kind === "name") return { name: id.slice("name:".length), owner: "a name in a text" };
  if (kind === "url") return { name: id.slice("url:".length).replace(/^https?:\/\//, ""), owner: "web page" };
  const at = id.lastIndexOf("/");
  return at < 0 ? { name: id, owner: "hub" } : { name: id.slice(at + 1), owner: id.slice(0, at) };
}

export function toDatasetNode(
  id: DatasetId,
  dataset: Dataset | undefined,
  role: ChartNode["role"] = "plain",
): ChartNode {
  const { name, owner } = toNameParts(id);
  return { key: toIdKey(id), name, detail: owner, badge: "", hint: id, kind: toNodeKind(dataset), role };
}

function toNodeKind(dataset: Dataset | undefined): NodeKind {
  if (dataset?.profile.kind === "benchmark") return "benchmark";
  switch (dataset?.outcome.kind) {
    case "traced":
      return "internal";
    case "root-declared":
    case "root-no-statement":
      return "root";
    case "unreadable":
      return "unreadable";
    case "not-on-hub":
      return "unresolved";
    default:
      return "ended";
  }
}

export function toChartEdge(edge: PathStep | Edge): ChartEdge {
  const { upstream, downstream, relation, confidence, status } = edge;
  const state = status === "accepted" ? "accepted" : "needs review";
  return {
    upstream: toIdKey(upstream),
    downstream: toIdKey(downstream),
    hint: `${upstream} → ${downstream}: ${toRelationText(relation)}, confidence ${confidence.toFixed(2)}, ${state}`,
    isAccepted: status === "accepted",
  };
}
