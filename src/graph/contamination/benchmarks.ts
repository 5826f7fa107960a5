import { z } from "zod";
import { bundledCatalogue } from "../../catalogue/index.ts";
import { DatasetId, Severity, toNameKey } from "../../model/index.ts";
import type { CompactLineage } from "../compact/index.ts";
import type { BenchmarkSplits } from "./exposure.ts";

/** A benchmark of the graph; each id is one of its own, whatever its name has in common with others. */
export const Benchmark = z.object({
  id: DatasetId,
  /** The split that it is scored on; null when unknown. */
  testSplit: z.string().nullable(),
  /** What its name shares with its other versions, and the version it carries; null where its name has none. */
  family: z.string(),
  version: z.string().nullable(),
  /** The worst over the datasets asked about; null where it reaches none. */
  severity: Severity.nullable(),
  /** How many of them it reaches, and how many with an alarm. */
  reached: z.int(),
  alarmed: z.int(),
});
export type Benchmark = z.infer<typeof Benchmark>;

/** The nodes that are benchmarks by their profile, or the ones named. */
export function listBenchmarkNodes(lineage: CompactLineage, wanted?: readonly DatasetId[]): number[] {
  if (wanted !== undefined) {
    const nodes = wanted.flatMap((id) => lineage.findNode(id) ?? []);
    return [...new Set(nodes)].sort((a, b) => a - b);
  }
  return lineage.ids.flatMap((_, node) =>
    lineage.findDataset(node)?.profile.kind === "benchmark" ? [node] : [],
  );
}

/** The benchmark's splits by its profile and by the catalogue. */
export function toBenchmarkSplits(lineage: CompactLineage, node: number): BenchmarkSplits {
  const known = bundledCatalogue().findByHubId(lineage.toId(node))?.splits ?? [];
  const testSplit = lineage.findDataset(node)?.profile.testSplit ?? null;
  const isOnlySplit = known.length === 1 && (testSplit === null || known[0] === testSplit);
  return { testSplit, isOnlySplit: isOnlySplit && known[0] !== "train" };
}

const versionPattern =
  /^(?<name>.*?\p{L}.*?)[-_. ]*(?<version>(?:release[-_])?v\d+(?:\.\d+)*|\d{4}(?:-\d{2})?|\d+(?:\.\d+)+)$/iu;

/** `PrimeIntellect/LiveCodeBench-v5` is version `v5` of `livecodebench`; after `#` stands a version too. */
export function toVersion(id: DatasetId): { readonly family: string; readonly version: string | null } {
  const [name = "", config] = id.slice(id.lastIndexOf("/") + 1).split("#");
  if (config !== undefined) return { family: toNameKey(name), version: config };
  const found = versionPattern.exec(name)?.groups;
  return { family: toNameKey(found?.name ?? name), version: found?.version ?? null };
}
