import {
  type Dataset,
  type DatasetId,
  type EvidencePath,
  type Finding,
  findingVersion,
  isHubId,
  type PathStep,
  Severity,
} from "../model/index.ts";
import { type CompactLineage, countPaths, listReached, toCompactLineage } from "./compact/index.ts";
import { type ContaminationCell, toContaminationReport } from "./contamination/index.ts";
import { requireNode, toIntersectionReport } from "./intersection-report.ts";
import type { LineageIndex } from "./lineage-index.ts";
import { createPathFinder, toEvidencePath } from "./paths.ts";

export interface RecommendationOptions {
  /** The datasets that are, or may be, trained on together; left out, the seeds of the graph. */
  readonly datasets?: readonly DatasetId[];
  readonly maxPaths?: number;
  /** Orthogonal datasets proposed. */
  readonly maxOrthogonal?: number;
}

/**
 * What the lineage advises for a set of datasets (roots G9), worst first: benchmarks not to report on, datasets that
 * another chosen one contains, upstreams that come in twice, and datasets with no ancestry in common to prefer.
 *
 * @throws StemmaError `not-found` for a named dataset that the graph does not have.
 */
export function toRecommendations(index: LineageIndex, options: RecommendationOptions = {}): Finding[] {
  const lineage = toCompactLineage(index);
  const datasets =
    options.datasets ?? index.graph.seeds.filter((seed) => lineage.findNode(seed) !== undefined);
  const nodes = [...new Set(datasets.map((id) => requireNode(lineage, id)))].sort((a, b) => a - b);
  const choice = { index, lineage, nodes, maxPaths: options.maxPaths ?? 3 };
  const ids = nodes.map((node) => lineage.toId(node));
  const { cells } = toContaminationReport(index, { datasets: ids, maxPaths: choice.maxPaths });
  const findings = [
    ...cells.filter(({ exposure }) => exposure !== "clear").map(toBenchmarkFinding),
    ...listSupersets(choice),
    ...listIncludedTwice(choice),
    ...listOrthogonal(choice, options.maxOrthogonal ?? 5),
  ];
  const toRank = ({ severity }: Finding) => Severity.options.indexOf(severity);
  return findings.sort((a, b) => toRank(a) - toRank(b));
}

interface Choice {
  readonly index: LineageIndex;
  readonly lineage: CompactLineage;
  readonly nodes: readonly number[];
  readonly maxPaths: number;
}

function toBenchmarkFinding(cell: ContaminationCell): Finding {
  const { dataset, benchmark, exposure, severity, paths, pathCount, distance } = cell;
  const what = exposure === "test-split" ? "the test split" : "an unknown part";
  const message =
    distance === 0
      ? `${benchmark} is itself a benchmark`
      : `${what} of ${benchmark} reaches ${dataset} (${distance} ${distance === 1 ? "step" : "steps"})`;
  const advice = `leave results on ${benchmark} out, or remove its rows from ${dataset} first`;
  return {
    schemaVersion: findingVersion,
    kind: "benchmark",
    severity,
    subject: dataset,
    other: benchmark,
    message,
    advice,
    paths,
    pathCount,
  };
}

/** A chosen dataset that lies upstream of another chosen one: what it has, the other has too, or was made of. */
function listSupersets({ index, lineage, nodes, maxPaths }: Choice): Finding[] {
  return nodes.flatMap((superset) => {
    const counts = countPaths(lineage.condensation, new Map([[lineage.toComponent(superset), 1n]]), "up");
    const inside = nodes.filter((node) => node !== superset && counts.has(lineage.toComponent(node)));
    const finder = createPathFinder(index, lineage.toId(superset));
    return inside.map((node): Finding => {
      const [subject, other] = [lineage.toId(node), lineage.toId(superset)];
      const paths = finder.findPaths(subject, maxPaths).paths.map(toEvidencePath);
      const isCopied = paths.some(({ steps }) => steps.every(isCopying));
      return {
        schemaVersion: findingVersion,
        kind: "superset",
        severity: toPathSeverity(paths, isCopied),
        subject,
        other,
        message: isCopied ? `${other} contains ${subject}` : `${other} was made from ${subject}`,
        advice: `drop ${subject}: it comes in with ${other}; or deduplicate the two`,
        paths,
        pathCount: String(counts.get(lineage.toComponent(node)) ?? 0n),
      };
    });
  });
}

/** Relations under which rows are taken over as they are. */
function isCopying({ relation }: PathStep): boolean {
  return relation === "direct-inclusion" || relation === "structured-fusion";
}

function toPathSeverity(paths: readonly EvidencePath[], isCopied: boolean): Severity {
  const isAccepted = paths.some(({ steps }) => steps.every(({ status }) => status === "accepted"));
  if (!isAccepted) return "low";
  return isCopied ? "high" : "medium";
}

function listIncludedTwice({ index, lineage, nodes, maxPaths }: Choice): Finding[] {
  return nodes.flatMap((node) =>
    toIntersectionReport(index, lineage.toId(node), maxPaths).includedTwice.map(
      ({ upstream, within, pathCount }): Finding => {
        const subject = lineage.toId(node);
        const paths = createPathFinder(index, subject)
          .findPaths(upstream, maxPaths)
          .paths.map(toEvidencePath);
        const supersets = within.map(({ superset }) => superset);
        return {
          schemaVersion: findingVersion,
          kind: "included-twice",
          severity: toPathSeverity(paths, false),
          subject,
          other: upstream,
          message: `${subject} takes ${upstream} directly and again inside ${supersets.join(", ")}`,
          advice: `deduplicate ${subject}, or prefer a dataset that takes ${upstream} once`,
          paths,
          pathCount,
        };
      },
    ),
  );
}

/** Documented datasets of the hub that share no ancestor with the chosen ones, most reused first. */
function listOrthogonal({ index, lineage, nodes }: Choice, size: number): Finding[] {
  if (nodes.length === 0 || size === 0) return [];
  const ancestry = listReached(lineage.graph, nodes, "up");
  const touching = new Set(listReached(lineage.graph, [...ancestry], "down"));
  const contaminated = new Set(
    toContaminationReport(index).cells.flatMap(({ dataset, exposure }) =>
      exposure === "clear" ? [] : (lineage.findNode(dataset) ?? []),
    ),
  );
  const domains = new Set(nodes.flatMap((node) => lineage.findDataset(node)?.profile.domains ?? []));
  const toReuse = (node: number) => lineage.listNeighbours(node, "down").length;
  const isOfDomain = (node: number) =>
    Number(lineage.findDataset(node)?.profile.domains.some((domain) => domains.has(domain)) ?? false);
  return [...lineage.ids.keys()]
    .filter(
      (node) => !touching.has(node) && !contaminated.has(node) && isCandidate(lineage.findDataset(node)),
    )
    .sort((a, b) => isOfDomain(b) - isOfDomain(a) || toReuse(b) - toReuse(a) || a - b)
    .slice(0, size)
    .map((node) => toOrthogonalFinding(lineage.toId(node), toReuse(node)));
}

function isCandidate(dataset: Dataset | undefined): boolean {
  if (dataset === undefined || !isHubId(dataset.id) || dataset.profile.kind === "benchmark") return false;
  const { kind } = dataset.outcome;
  return kind === "traced" || kind === "root-declared" || kind === "root-no-statement";
}

function toOrthogonalFinding(id: DatasetId, reuse: number): Finding {
  return {
    schemaVersion: findingVersion,
    kind: "orthogonal",
    severity: "info",
    subject: id,
    other: null,
    message: `${id} shares no known ancestor with the chosen datasets (reused ${reuse} times)`,
    advice: `prefer ${id} to more of the same ancestry`,
    paths: [],
    pathCount: "0",
  };
}
