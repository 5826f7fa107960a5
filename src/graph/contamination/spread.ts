import type { DatasetId, Edge, Severity } from "../../model/index.ts";
import { type CompactLineage, countPaths } from "../compact/index.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { toBenchmarkSplits } from "./benchmarks.ts";
import { type Exposure, toExposure } from "./exposure.ts";

/** What a benchmark does to one dataset downstream of it. */
export interface Reached {
  readonly exposure: Exposure;
  readonly severity: Severity;
  /** Edges on the shortest path of that severity. */
  readonly distance: number;
  readonly alarmCount: bigint;
  readonly clearCount: bigint;
}

/** Follows one benchmark to everything downstream of it. */
export function spreadBenchmark(
  index: LineageIndex,
  lineage: CompactLineage,
  benchmark: number,
): ReadonlyMap<number, Reached> {
  const known = toBenchmarkSplits(lineage, benchmark);
  const firstEdges = index.listEdges(lineage.toId(benchmark), "down").flatMap((edge) => {
    const node = lineage.findNode(edge.downstream);
    return node === undefined || node === benchmark
      ? []
      : [{ node, edge, exposure: toExposure(edge.splits, known) }];
  });
  const start = { lineage, benchmark, firstEdges };
  const counts = countByAlarm(start);
  const reached = new Map<number, Reached>();
  for (const wave of waves)
    for (const [node, distance] of spreadWave(start, wave)) {
      if (reached.has(node)) continue;
      const { exposure, severity } = wave;
      reached.set(node, { exposure, severity, distance, ...counts(node, exposure) });
    }
  return reached;
}

/** True for an edge that a benchmark's alarm can travel on. */
export function isAlarming(lineage: CompactLineage, benchmark: DatasetId): (first: Edge) => boolean {
  const node = lineage.findNode(benchmark);
  if (node === undefined) return () => false;
  const known = toBenchmarkSplits(lineage, node);
  return (edge) => toExposure(edge.splits, known) !== "clear";
}

interface FirstEdge {
  readonly node: number;
  readonly edge: Edge;
  readonly exposure: Exposure;
}

interface Start {
  readonly lineage: CompactLineage;
  readonly benchmark: number;
  readonly firstEdges: readonly FirstEdge[];
}

interface Wave {
  readonly exposure: Exposure;
  readonly isAcceptedOnly: boolean;
  readonly severity: Severity;
}

/** Worst first: what a split says outweighs a guess, and an edge under review can lower an alarm by one step. */
const waves: readonly Wave[] = [
  { exposure: "test-split", isAcceptedOnly: true, severity: "high" },
  { exposure: "test-split", isAcceptedOnly: false, severity: "medium" },
  { exposure: "possible", isAcceptedOnly: true, severity: "medium" },
  { exposure: "possible", isAcceptedOnly: false, severity: "low" },
  { exposure: "clear", isAcceptedOnly: false, severity: "info" },
];

/** Nodes that paths of the wave's kind reach, each with its distance. */
function spreadWave({ lineage, benchmark, firstEdges }: Start, wave: Wave): Map<number, number> {
  const isOpen = (edge: Edge | undefined) => !wave.isAcceptedOnly || edge?.status === "accepted";
  const distances = new Map<number, number>();
  for (const { node, edge, exposure } of firstEdges)
    if (exposure === wave.exposure && isOpen(edge)) distances.set(node, 1);
  for (const [node, distance] of distances)
    for (const next of lineage.listNeighbours(node, "down")) {
      if (next === benchmark || distances.has(next)) continue;
      if (isOpen(lineage.findEdge(node, next))) distances.set(next, distance + 1);
    }
  return distances;
}

/**
 * Exact numbers of paths with and without alarm. What kind a path is, its first edge decides; where the benchmark lies on a
 * cycle, edges that leave the cycle elsewhere are as alarming as the worst edge that stays on it.
 */
function countByAlarm({ lineage, benchmark, firstEdges }: Start) {
  const home = lineage.toComponent(benchmark);
  const alarm = new Map<number, bigint>();
  const clear = new Map<number, bigint>();
  const add = (node: number, isAlarm: boolean) =>
    (isAlarm ? alarm : clear).set(lineage.toComponent(node), 1n);
  for (const { node, exposure } of firstEdges)
    if (lineage.toComponent(node) !== home) add(node, exposure !== "clear");
  if (lineage.isOnCycle(benchmark)) {
    const inside = firstEdges.filter(({ node }) => lineage.toComponent(node) === home);
    const isAlarm = inside.some(({ exposure }) => exposure !== "clear");
    for (const component of listLeaving(lineage, benchmark)) add(component, isAlarm);
  }
  for (const component of alarm.keys()) clear.delete(component);
  const alarmed = countPaths(lineage.condensation, alarm, "down");
  const cleared = countPaths(lineage.condensation, clear, "down");
  return (node: number, exposure: Exposure) => {
    const component = lineage.toComponent(node);
    if (component === home) {
      const isAlarm = exposure !== "clear";
      return { alarmCount: isAlarm ? 1n : 0n, clearCount: isAlarm ? 0n : 1n };
    }
    return { alarmCount: alarmed.get(component) ?? 0n, clearCount: cleared.get(component) ?? 0n };
  };
}

/** Nodes outside the benchmark's cycle that other members of the cycle lead to. */
function listLeaving(lineage: CompactLineage, benchmark: number): number[] {
  const home = lineage.toComponent(benchmark);
  return lineage.ids.flatMap((_, member) =>
    member === benchmark || lineage.toComponent(member) !== home
      ? []
      : [...lineage.listNeighbours(member, "down")].filter((node) => lineage.toComponent(node) !== home),
  );
}
