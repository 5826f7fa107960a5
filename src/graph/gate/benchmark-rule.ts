import { type GateFinding, isSameDataset } from "../../model/index.ts";
import { toCompactLineage } from "../compact/index.ts";
import {
  type ContaminationCell,
  type Exposure,
  toBenchmarkSplits,
  toContaminationReport,
  toExposure,
} from "../contamination/index.ts";
import { type LineageIndex, toLineageIndex } from "../lineage-index.ts";
import { type GateContext, type GateEntry, toGateFinding } from "./gate-context.ts";

const rule = "no-path-to";
const maxPaths = 5;
const underReview = "; an edge on the way waits for review";

interface Judged {
  readonly cell: ContaminationCell;
  readonly exposure: Exposure;
  readonly level: GateFinding["level"];
  readonly note: string;
}

/** No path to the test split of a benchmark (roots G6). */
export function checkBenchmarks(context: GateContext): GateFinding[] {
  const { index, policy, entries } = context;
  if (policy[rule] === undefined || entries.length === 0) return [];
  const accepted = toLineageIndex({
    ...index.graph,
    edges: index.graph.edges.filter(({ status }) => status === "accepted"),
  });
  const certain = new Map(listCells(accepted, context).map((cell) => [toKey(cell), cell]));
  const cells = Map.groupBy(listCells(index, context), ({ dataset }) => dataset);
  return entries.flatMap((entry) =>
    (cells.get(entry.id) ?? []).flatMap((cell) => {
      const judged = judge(context, entry, { cell, certain: certain.get(toKey(cell)) });
      if (judged === undefined) return [];
      return toGateFinding({
        rule,
        level: judged.level,
        entry: entry.entry,
        dataset: entry.id,
        other: cell.benchmark,
        message: `${toMessage(entry, judged.cell, judged.exposure)}${judged.note}`,
        advice: `leave ${entry.id} out, remove the benchmark's rows from it, or report no result on ${cell.benchmark}`,
        paths: judged.cell.paths,
        pathCount: cell.pathCount,
      });
    }),
  );
}

/** Every benchmark that the policy names and that reaches an entry. */
function listCells(index: LineageIndex, { policy, entries }: GateContext): ContaminationCell[] {
  const wanted = policy[rule];
  if (wanted === undefined) return [];
  const lineage = toCompactLineage(index);
  const { cells } = toContaminationReport(index, {
    datasets: entries.map(({ id }) => id).filter((id) => lineage.findNode(id) !== undefined),
    ...(wanted.benchmarks === "all" ? {} : { benchmarks: wanted.benchmarks }),
    maxPaths,
  });
  return cells.filter(({ benchmark }) => !wanted.except.some((id) => isSameDataset(id, benchmark)));
}

function toKey({ dataset, benchmark }: ContaminationCell): string {
  return JSON.stringify([dataset, benchmark]);
}

/** What accepted edges show decides first; what rests on an edge under review is not known yet. */
function judge(
  { index, policy, unknownLevel }: GateContext,
  entry: GateEntry,
  { cell, certain }: { readonly cell: ContaminationCell; readonly certain: ContaminationCell | undefined },
): Judged | undefined {
  const splitLevel = policy[rule]?.["unknown-split"] === "fail" ? "violation" : "warning";
  const toExposed = (one: ContaminationCell) =>
    one.distance === 0 ? toOwnExposure(index, entry) : one.exposure;
  const shown = [certain, cell].flatMap((one, position): Judged[] => {
    const exposure = one === undefined ? "clear" : toExposed(one);
    if (one === undefined || exposure === "clear") return [];
    if (position > 0) return [{ cell: one, exposure, level: unknownLevel, note: underReview }];
    return [{ cell: one, exposure, level: exposure === "test-split" ? "violation" : splitLevel, note: "" }];
  });
  return shown.find(({ level }) => level === "violation") ?? shown[0];
}

function toOwnExposure(index: LineageIndex, { id, split }: GateEntry): Exposure {
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
