import { type GateFinding, isSameDataset } from "../../model/index.ts";
import { toCompactLineage } from "../compact/index.ts";
import {
  type ContaminationCell,
  type Exposure,
  toBenchmarkSplits,
  toContaminationReport,
  toExposure,
} from "../contamination/index.ts";
import { type GateContext, type GateEntry, toGateFinding } from "./gate-context.ts";

const rule = "no-path-to";
const maxPaths = 5;

/** No path to the test split of a benchmark (roots G6). */
export function checkBenchmarks({ index, policy, entries, unknownLevel }: GateContext): GateFinding[] {
  const wanted = policy[rule];
  if (wanted === undefined || entries.length === 0) return [];
  const { cells } = toContaminationReport(index, {
    datasets: entries.map(({ id }) => id),
    ...(wanted.benchmarks === "all" ? {} : { benchmarks: wanted.benchmarks }),
    maxPaths,
  });
  const kept = cells.filter(({ benchmark }) => !wanted.except.some((id) => isSameDataset(id, benchmark)));
  const byDataset = Map.groupBy(kept, ({ dataset }) => dataset);
  const splitLevel = wanted["unknown-split"] === "fail" ? "violation" : "warning";
  const toLevel = (cell: ContaminationCell, exposure: Exposure) => {
    if (isUnderReview(cell)) return unknownLevel;
    return exposure === "test-split" ? "violation" : splitLevel;
  };
  return entries.flatMap((entry) =>
    (byDataset.get(entry.id) ?? []).flatMap((cell) => {
      const exposure = cell.distance === 0 ? toOwnExposure(index, entry) : cell.exposure;
      if (exposure === "clear") return [];
      return toGateFinding({
        rule,
        level: toLevel(cell, exposure),
        entry: entry.entry,
        dataset: entry.id,
        other: cell.benchmark,
        message: `${toMessage(entry, cell, exposure)}${isUnderReview(cell) ? "; an edge on the way waits for review" : ""}`,
        advice: `leave ${entry.id} out, remove the benchmark's rows from it, or report no result on ${cell.benchmark}`,
        paths: cell.paths,
        pathCount: cell.pathCount,
      });
    }),
  );
}

/** True where nobody accepted a whole path that alarms. */
function isUnderReview({ paths, severity, exposure }: ContaminationCell): boolean {
  if (severity !== "medium" || exposure !== "test-split") return severity === "low";
  return !paths.some(({ steps }) => steps.every(({ status }) => status === "accepted"));
}

function toOwnExposure(index: GateContext["index"], { id, split }: GateEntry): Exposure {
  const lineage = toCompactLineage(index);
  const node = lineage.findNode(id);
  if (node === undefined) return "possible";
  return toExposure(split === null ? [] : [split], toBenchmarkSplits(lineage, node));
}

function toMessage(
  { id }: GateEntry,
  { benchmark, distance }: ContaminationCell,
  exposure: Exposure,
): string {
  const what = exposure === "test-split" ? "the test split" : "possibly the test split (no split is stated)";
  if (distance === 0) return `${id} is a benchmark, and ${what} is trained on`;
  return `${what} of ${benchmark} reaches ${id} in ${distance} ${distance === 1 ? "step" : "steps"}`;
}
