import { z } from "zod";
import {
  compareText,
  type Dataset,
  DatasetId,
  type Edge,
  Evidence,
  Finding,
  type LineageGraph,
  PathStep,
  toIdKey,
} from "../model/index.ts";
import { toLineageIndex } from "./lineage-index.ts";
import { toEvidencePath } from "./paths.ts";
import { toRecommendations } from "./recommendations.ts";

/** A field that is not what it was; null where it was absent. */
export const FieldChange = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });
export type FieldChange = z.infer<typeof FieldChange>;

export const graphDiffVersion = 1;

/** What came, went or changed between two graphs. Rejected edges take part, with their status. */
export const GraphDiff = z.object({
  schemaVersion: z.literal(graphDiffVersion),
  isEmpty: z.boolean(),
  datasets: z.object({
    added: z.array(DatasetId),
    removed: z.array(DatasetId),
    changed: z.array(z.object({ id: DatasetId, changes: z.array(FieldChange) })),
  }),
  edges: z.object({
    added: z.array(PathStep),
    removed: z.array(PathStep),
    changed: z.array(
      z.object({
        upstream: DatasetId,
        downstream: DatasetId,
        changes: z.array(FieldChange),
        evidenceAdded: z.array(Evidence),
        evidenceRemoved: z.array(Evidence),
      }),
    ),
  }),
  findings: z.object({
    added: z.array(Finding),
    removed: z.array(Finding),
    changed: z.array(z.object({ before: Finding, after: Finding })),
  }),
});
export type GraphDiff = z.infer<typeof GraphDiff>;

/** Compares two graphs; ids are the same in any case, and findings are those of each graph's seeds (roots G9). */
export function toGraphDiff(before: LineageGraph, after: LineageGraph): GraphDiff {
  const datasets = pairUp(before.datasets, after.datasets, ({ id }) => toIdKey(id));
  const edges = pairUp(listEdges(before), listEdges(after), toEdgeKey);
  const findings = pairUp(listFindings(before), listFindings(after), toFindingKey);
  const changedDatasets = datasets.both.flatMap(([old, now]) => {
    const changes = listChanges(toDatasetFields(old), toDatasetFields(now));
    return changes.length === 0 ? [] : [{ id: now.id, changes }];
  });
  const changedEdges = edges.both.flatMap(([old, now]) => toChangedEdge(old, now));
  const changedFindings = findings.both.flatMap(([old, now]) =>
    toCanonical(old) === toCanonical(now) ? [] : [{ before: old, after: now }],
  );
  const changes = [
    datasets.added,
    datasets.removed,
    changedDatasets,
    edges.added,
    edges.removed,
    changedEdges,
    findings.added,
    findings.removed,
    changedFindings,
  ];
  return {
    schemaVersion: graphDiffVersion,
    isEmpty: changes.every((list) => list.length === 0),
    datasets: {
      added: datasets.added.map(({ id }) => id),
      removed: datasets.removed.map(({ id }) => id),
      changed: changedDatasets,
    },
    edges: {
      added: edges.added.flatMap(toStep),
      removed: edges.removed.flatMap(toStep),
      changed: changedEdges,
    },
    findings: { added: findings.added, removed: findings.removed, changed: changedFindings },
  };
}

/** By key, in the order of keys; of several with one key the first stands. */
function pairUp<T>(before: readonly T[], after: readonly T[], toKey: (item: T) => string) {
  const toMap = (items: readonly T[]) => new Map(items.toReversed().map((item) => [toKey(item), item]));
  const [old, now] = [toMap(before), toMap(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  const pick = (from: ReadonlyMap<string, T>, without: ReadonlyMap<string, T>) =>
    keys.flatMap((key) => {
      const item = from.get(key);
      return item === undefined || without.has(key) ? [] : [item];
    });
  const both = keys.flatMap((key): (readonly [T, T])[] => {
    const [a, b] = [old.get(key), now.get(key)];
    return a === undefined || b === undefined ? [] : [[a, b]];
  });
  return { added: pick(now, old), removed: pick(old, now), both };
}

function listEdges(graph: LineageGraph): Edge[] {
  return [...graph.edges, ...graph.rejected];
}

function listFindings(graph: LineageGraph): Finding[] {
  return toRecommendations(toLineageIndex(graph), { maxOrthogonal: 0 });
}

function toEdgeKey({ upstream, downstream }: Edge): string {
  return `${toIdKey(downstream)}\n${toIdKey(upstream)}`;
}

function toFindingKey({ kind, subject, other }: Finding): string {
  return [kind, toIdKey(subject), other === null ? "" : toIdKey(other)].join("\n");
}

function toStep(edge: Edge): PathStep[] {
  return toEvidencePath({ ids: [edge.upstream, edge.downstream], edges: [edge] }).steps;
}

/** The fields a reader knows, the profile's among them. */
function toDatasetFields({ id: _id, profile, ...fields }: Dataset): Readonly<Record<string, unknown>> {
  return { ...fields, ...profile };
}

function toChangedEdge(old: Edge, now: Edge): GraphDiff["edges"]["changed"] {
  const { evidence: oldEvidence, ...oldFields } = old;
  const { evidence: newEvidence, ...newFields } = now;
  const changes = listChanges(oldFields, newFields).filter(
    ({ field }) => field !== "upstream" && field !== "downstream",
  );
  const evidence = pairUp<Evidence>(oldEvidence, newEvidence, toCanonical);
  if (changes.length + evidence.added.length + evidence.removed.length === 0) return [];
  return [
    {
      upstream: now.upstream,
      downstream: now.downstream,
      changes,
      evidenceAdded: evidence.added,
      evidenceRemoved: evidence.removed,
    },
  ];
}

function listChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): FieldChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
  return fields
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => toCanonical(change.before) !== toCanonical(change.after));
}

/** JSON with sorted keys: equal for equal values. */
function toCanonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b)))
      : inner,
  );
}
