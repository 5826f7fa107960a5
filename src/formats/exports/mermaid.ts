import { compareIds, compareText, type DatasetId, type Edge, toIdKey } from "../../model/index.ts";
import type { ExportFormat } from "../export-format.ts";

/** A Mermaid flowchart of datasets and edges, upstream above downstream; a dashed arrow still needs review. */
export function toMermaid(ids: readonly DatasetId[], edges: readonly Edge[]): string {
  const labels = new Map<string, DatasetId>();
  const named = [...ids, ...edges.flatMap((edge) => [edge.upstream, edge.downstream])];
  for (const id of named.sort(compareIds)) {
    if (!labels.has(toIdKey(id))) labels.set(toIdKey(id), id);
  }
  const sorted = [...labels.entries()].sort(([, a], [, b]) => compareIds(a, b));
  const nodes = new Map(sorted.map(([key], position) => [key, `d${position}`]));
  const arrows = edges.map((edge) => {
    const upstream = nodes.get(toIdKey(edge.upstream));
    const downstream = nodes.get(toIdKey(edge.downstream));
    const arrow = edge.status === "accepted" ? "-->" : "-.->";
    return `  ${upstream} ${arrow}|${edge.relation}| ${downstream}`;
  });
  return [
    "flowchart TD",
    ...sorted.map(([key, id]) => `  ${nodes.get(key)}["${toLabel(id)}"]`),
    ...[...new Set(arrows)].sort(compareText),
  ].join("\n");
}

/** Mermaid reads HTML entities inside quoted labels; everything that is not plain is written as one. */
function toLabel(text: string): string {
  return text.replace(/[^\p{L}\p{N} /._+-]/gu, (character) => `#${character.codePointAt(0)};`);
}

export const mermaid: ExportFormat = {
  name: "mermaid",
  meaning: "a flowchart that GitHub and many editors draw inside Markdown",
  extension: "mmd",
  mediaType: "text/vnd.mermaid",
  needs: null,
  toContent: (graph) =>
    `${toMermaid(
      graph.datasets.map(({ id }) => id),
      graph.edges,
    )}\n`,
};
