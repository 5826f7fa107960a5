import { z } from "zod";
import { DatasetId, type Edge, EvidencePath, PathCount, Severity } from "../../model/index.ts";
import { type CompactLineage, toCompactLineage } from "../compact/index.ts";
import { requireNode } from "../intersection-report.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { createPathFinder, createPathLister, type ListedPaths } from "../paths.ts";
import { Benchmark, listBenchmarkNodes, toVersion } from "./benchmarks.ts";
import { Exposure } from "./exposure.ts";
import { isAlarming, type Reached, spreadBenchmark } from "./spread.ts";

export const contaminationReportVersion = 1;

/** What one benchmark does to one dataset. */
export const ContaminationCell = z.object({
  dataset: DatasetId,
  benchmark: DatasetId,
  /** The worst that a path carries. */
  exposure: Exposure,
  /** `high`: the test split, every edge accepted; `info`: only other splits. */
  severity: Severity,
  /** Edges on the shortest path of that severity; 0 for the benchmark itself. */
  distance: z.int(),
  /** Paths that may carry the test split, and paths that state another one; exact, a cycle counting as one dataset. */
  pathCount: PathCount,
  clearPathCount: PathCount,
  /** The paths that may carry it, shortest first; for a clear cell those that do not. */
  paths: z.array(EvidencePath),
  /** False when there are more paths than are listed. */
  isComplete: z.boolean(),
});
export type ContaminationCell = z.infer<typeof ContaminationCell>;

/** How benchmarks spread along the lineage (roots G6): a matrix of which only the cells that are reached are listed. */
export const ContaminationReport = z.object({
  schemaVersion: z.literal(contaminationReportVersion),
  benchmarks: z.array(Benchmark),
  datasets: z.array(
    z.object({
      id: DatasetId,
      /** The worst over the benchmarks; null where none reaches it. */
      severity: Severity.nullable(),
      alarms: z.int(),
    }),
  ),
  /** By dataset, then by benchmark. */
  cells: z.array(ContaminationCell),
});
export type ContaminationReport = z.infer<typeof ContaminationReport>;

export interface ContaminationOptions {
  /** A mixture, or any datasets of interest; left out, everything that a benchmark reaches. */
  readonly datasets?: readonly DatasetId[];
  /** Left out, every benchmark of the graph. */
  readonly benchmarks?: readonly DatasetId[];
  /** Paths listed per cell: 20 for named datasets, 0 for the whole matrix unless given. */
  readonly maxPaths?: number;
}

/**
 * Follows every benchmark to everything downstream of it. Versions of a benchmark stay apart. A dataset that is a
 * benchmark itself, when it is among the named, has a cell of its own with distance 0.
 *
 * @throws StemmaError `not-found` for a named dataset that the graph does not have.
 */
export function toContaminationReport(
  index: LineageIndex,
  options: ContaminationOptions = {},
): ContaminationReport {
  const lineage = toCompactLineage(index);
  const chosen = options.datasets?.map((id) => requireNode(lineage, id));
  const wanted = new Set(chosen);
  const isChosen = (node: number) => chosen === undefined || wanted.has(node);
  const found: Found[] = [];
  const benchmarks = listBenchmarkNodes(lineage, options.benchmarks);
  for (const benchmark of benchmarks) {
    if (wanted.has(benchmark)) found.push({ dataset: benchmark, benchmark, reached: itself });
    for (const [dataset, reached] of spreadBenchmark(index, lineage, benchmark))
      if (isChosen(dataset)) found.push({ dataset, benchmark, reached });
  }
  found.sort((a, b) => a.dataset - b.dataset || a.benchmark - b.benchmark);
  const byBenchmark = Map.groupBy(found, ({ benchmark }) => benchmark);
  const byDataset = Map.groupBy(found, ({ dataset }) => dataset);
  const rows = [...(chosen === undefined ? byDataset.keys() : wanted)].sort((a, b) => a - b);
  return {
    schemaVersion: contaminationReportVersion,
    benchmarks: benchmarks.map((node) => toBenchmark(lineage, node, byBenchmark.get(node) ?? [])),
    datasets: rows.map((node) => toRow(lineage, node, byDataset.get(node) ?? [])),
    cells: toCells(index, found, options.maxPaths ?? (chosen === undefined ? 0 : 20)),
  };
}

interface Found {
  readonly dataset: number;
  readonly benchmark: number;
  readonly reached: Reached;
}

const itself: Reached = {
  exposure: "possible",
  severity: "medium",
  distance: 0,
  alarmCount: 1n,
  clearCount: 0n,
};

const isAlarm = ({ reached }: Found) => reached.exposure !== "clear";

function toWorst(found: readonly Found[]): Severity | null {
  return (
    Severity.options.find((severity) => found.some(({ reached }) => reached.severity === severity)) ?? null
  );
}

function toBenchmark(lineage: CompactLineage, node: number, found: readonly Found[]): Benchmark {
  const id = lineage.toId(node);
  return {
    id,
    testSplit: lineage.findDataset(node)?.profile.testSplit ?? null,
    ...toVersion(id),
    severity: toWorst(found),
    reached: found.length,
    alarmed: found.filter(isAlarm).length,
  };
}

function toRow(lineage: CompactLineage, node: number, found: readonly Found[]) {
  return { id: lineage.toId(node), severity: toWorst(found), alarms: found.filter(isAlarm).length };
}

function toCells(index: LineageIndex, found: readonly Found[], maxPaths: number): ContaminationCell[] {
  const lineage = toCompactLineage(index);
  const byDataset = Map.groupBy(found, ({ dataset }) => dataset);
  const lister = createPathLister(maxPaths);
  return [...byDataset].flatMap(([dataset, cells]) => {
    const finder = maxPaths > 0 ? createPathFinder(index, lineage.toId(dataset)) : undefined;
    return cells.map((cell) => {
      const { exposure, severity, distance, alarmCount, clearCount } = cell.reached;
      return {
        dataset: lineage.toId(dataset),
        benchmark: lineage.toId(cell.benchmark),
        exposure,
        severity,
        distance,
        pathCount: String(alarmCount),
        clearPathCount: String(clearCount),
        ...listPaths(lineage, cell, (benchmark, isWanted) =>
          finder === undefined ? unlisted : lister(finder, benchmark, isWanted),
        ),
      };
    });
  });
}

const unlisted: ListedPaths = { paths: [], isComplete: false };

function listPaths(
  lineage: CompactLineage,
  cell: Found,
  list: (benchmark: DatasetId, isWanted: (first: Edge) => boolean) => ListedPaths,
): ListedPaths {
  const benchmark = lineage.toId(cell.benchmark);
  if (cell.reached.distance === 0) return { paths: [{ ids: [benchmark], steps: [] }], isComplete: true };
  return list(benchmark, isAlarm(cell) ? isAlarming(lineage, benchmark) : () => true);
}
