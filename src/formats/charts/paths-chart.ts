import {
  type Dataset,
  type DatasetId,
  type EvidencePath,
  type PathStep,
  toIdKey,
} from "../../model/index.ts";
import type { Chart } from "./chart.ts";
import type { RoleTexts } from "./chart-node.ts";
import { toChartEdge, toDatasetNode } from "./dataset-node.ts";
import { toNodeLinkChart } from "./node-link-chart.ts";

export interface PathsChartInput {
  readonly title: string;
  readonly paths: readonly EvidencePath[];
  /** The dataset that the drawing is about, and those at which paths meet. */
  readonly subject: DatasetId;
  readonly meetings: readonly DatasetId[];
  readonly roleTexts: RoleTexts;
  readonly findDataset: (id: DatasetId) => Dataset | undefined;
}

/**
 * Paths drawn together, as in the paper's Figures 5 and 6: each dataset and each edge once, however many paths go
 * through it.
 */
export function toPathsChart(input: PathsChartInput): Chart {
  const { title, paths, subject, meetings, roleTexts, findDataset } = input;
  const { ids, steps } = joinPaths(paths);
  const meetingKeys = new Set(meetings.map(toIdKey));
  return toNodeLinkChart({
    title,
    description: `${paths.length} ${paths.length === 1 ? "path" : "paths"} through ${ids.length} datasets and ${steps.length} edges. The list below writes the paths out.`,
    nodes: ids.map((id) => {
      const isMeeting = meetingKeys.has(toIdKey(id));
      const role = toIdKey(id) === toIdKey(subject) ? "subject" : isMeeting ? "meeting" : "plain";
      return toDatasetNode(id, findDataset(id), role);
    }),
    edges: steps.map(toChartEdge),
    roleTexts,
  });
}

/** The datasets and the edges of several paths, each once. */
export function joinPaths(paths: readonly EvidencePath[]): {
  readonly ids: readonly DatasetId[];
  readonly steps: readonly PathStep[];
} {
  const ids = new Map(paths.flatMap((path) => path.ids.map((id) => [toIdKey(id), id])));
  const steps = paths.flatMap((path) => path.steps);
  const byPair = new Map(
    steps.map((step) => [JSON.stringify([toIdKey(step.upstream), toIdKey(step.downstream)]), step]),
  );
  return { ids: [...ids.values()], steps: [...byPair.values()] };
}
