import { z } from "zod";
import { DatasetId, EvidencePath } from "../../model/index.ts";
import { toCompactLineage } from "../compact/index.ts";
import { requireNode } from "../intersection-report.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { createPathFinder, type PathFinder, toEvidencePath } from "../paths.ts";
import { DatasetLicence, LicenceClass, toDatasetLicence } from "./dataset-licence.ts";
import { LicenceConflict, listConflicts, listOverclaims } from "./licence-conflicts.ts";

export const licenceReportVersion = 1;

export const licenceNotice =
  "This is a reading of what cards and tags state, not legal advice: ask a lawyer before you rely on it.";

/** What may be done with a dataset once everything it is built on is taken into account. */
export const InheritedClass = z.enum([...LicenceClass.options, "conflicting"]);
export type InheritedClass = z.infer<typeof InheritedClass>;

/** Licence, gate and conditions of use along everything upstream of a dataset. */
export const LicenceReport = z.object({
  schemaVersion: z.literal(licenceReportVersion),
  notice: z.string(),
  dataset: DatasetId,
  class: InheritedClass,
  /** What decides the class, with the shortest path from it; null for commercial-ok. */
  weakest: z
    .object({ dataset: DatasetId, reason: z.string(), path: EvidencePath, isAncestor: z.boolean() })
    .nullable(),
  conflicts: z.array(LicenceConflict.extend({ paths: z.array(EvidencePath) })),
  /** Where the dataset's own licence allows more than an ancestor's. */
  overclaims: z.array(z.object({ ancestor: DatasetId, message: z.string() })),
  /** Datasets whose licence is missing, unknown or left to judgement, nearest first. */
  unknown: z.array(z.object({ dataset: DatasetId, reason: z.string() })),
  /** Everything to keep to, with the datasets that ask for it. */
  conditions: z.array(z.object({ condition: z.string(), from: z.array(DatasetId) })),
  /** The dataset itself, then its ancestors, nearest first. */
  licences: z.array(DatasetLicence),
});
export type LicenceReport = z.infer<typeof LicenceReport>;

/**
 * Carries the terms of every ancestor down to a dataset. A conflict outweighs a ban on commercial use, which outweighs what
 * is not known. Not legal advice, and the report says so.
 *
 * @throws StemmaError `not-found` for a dataset that the graph does not have.
 */
export function toLicenceReport(index: LineageIndex, id: DatasetId): LicenceReport {
  const lineage = toCompactLineage(index);
  const dataset = lineage.toId(requireNode(lineage, id));
  const licences = [dataset, ...index.listReachable(dataset, "up")].map((each) =>
    toDatasetLicence(each, index.findDataset(each)),
  );
  const finder = createPathFinder(index, dataset);
  const conflicts = listConflicts(licences);
  const weakest = findWeakest(licences, conflicts);
  return {
    schemaVersion: licenceReportVersion,
    notice: licenceNotice,
    dataset,
    class: conflicts.length > 0 ? "conflicting" : (findWorst(licences)?.class ?? "commercial-ok"),
    weakest:
      weakest === undefined
        ? null
        : {
            ...weakest,
            path: findPath(finder, weakest.dataset, dataset),
            isAncestor: weakest.dataset !== dataset,
          },
    conflicts: conflicts.map((conflict) => ({
      ...conflict,
      paths: [conflict.dataset, ...(conflict.other === null ? [] : [conflict.other])].map((end) =>
        findPath(finder, end, dataset),
      ),
    })),
    overclaims: listOverclaims(licences),
    unknown: licences
      .filter((licence) => licence.class === "unknown")
      .map((licence) => ({ dataset: licence.dataset, reason: licence.reason ?? "" })),
    conditions: listConditions(licences),
    licences,
  };
}

/** The nearest dataset of the worst class; undefined where all are commercial-ok. */
function findWorst(licences: readonly DatasetLicence[]): DatasetLicence | undefined {
  const find = (wanted: LicenceClass) => licences.find((licence) => licence.class === wanted);
  return find("research-only") ?? find("unknown");
}

function findWeakest(licences: readonly DatasetLicence[], [conflict]: readonly LicenceConflict[]) {
  if (conflict !== undefined)
    return { dataset: conflict.other ?? conflict.dataset, reason: conflict.message };
  const worst = findWorst(licences);
  return worst === undefined ? undefined : { dataset: worst.dataset, reason: worst.reason ?? "" };
}

function findPath(finder: PathFinder, from: DatasetId, to: DatasetId): EvidencePath {
  const [path] = finder.findPaths(from, 1).paths;
  return path === undefined ? { ids: [to], steps: [] } : toEvidencePath(path);
}

function listConditions(licences: readonly DatasetLicence[]): LicenceReport["conditions"] {
  const from = new Map<string, DatasetId[]>();
  for (const { conditions, dataset } of licences)
    for (const condition of conditions) from.set(condition, [...(from.get(condition) ?? []), dataset]);
  return [...from].map(([condition, ids]) => ({ condition, from: ids }));
}
