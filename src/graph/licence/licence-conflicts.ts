import { z } from "zod";
import { findLicence } from "../../catalogue/index.ts";
import { DatasetId } from "../../model/index.ts";
import type { DatasetLicence } from "./dataset-licence.ts";

/** Two licences on the way to a dataset that cannot both be kept, or one that rules the dataset out. */
export const LicenceConflict = z.object({
  kind: z.enum(["no-derivatives", "share-alike"]),
  /** The dataset whose licence asks for it; for share-alike also the one that asks for another licence. */
  dataset: DatasetId,
  other: DatasetId.nullable(),
  message: z.string(),
});
export type LicenceConflict = z.infer<typeof LicenceConflict>;

/** The licences of a dataset (first) and of its ancestors, nearest first. */
export function listConflicts([own, ...ancestors]: readonly DatasetLicence[]): LicenceConflict[] {
  if (own === undefined) return [];
  const closed = ancestors.flatMap((ancestor): LicenceConflict[] => {
    const licence = findTerms(ancestor).find(({ derivatives }) => derivatives === "forbidden");
    if (licence === undefined) return [];
    const message = `${licence.title} of ${ancestor.dataset} lets no adaptation be shared, and ${own.dataset} is built on it`;
    return [{ kind: "no-derivatives", dataset: ancestor.dataset, other: null, message }];
  });
  return [...closed, ...listShareAlike([own, ...ancestors])];
}

/** The nearest dataset of each share-alike licence, against the nearest of every other. */
function listShareAlike(licences: readonly DatasetLicence[]): LicenceConflict[] {
  const first = new Map<string, { readonly dataset: DatasetId; readonly title: string }>();
  for (const licence of licences)
    for (const { shareAlike, title } of findTerms(licence))
      if (shareAlike !== null && !first.has(shareAlike))
        first.set(shareAlike, { dataset: licence.dataset, title });
  const groups = [...first.values()];
  return groups.flatMap((a, at) =>
    groups.slice(at + 1).map((b) => ({
      kind: "share-alike" as const,
      dataset: a.dataset,
      other: b.dataset,
      message: `${a.title} of ${a.dataset} and ${b.title} of ${b.dataset} each ask that what is built on them carries their licence`,
    })),
  );
}

/** What the dataset's own licence allows beyond what it inherits: one sentence per ancestor. */
export function listOverclaims([own, ...ancestors]: readonly DatasetLicence[]): {
  ancestor: DatasetId;
  message: string;
}[] {
  if (own === undefined || own.licences.length === 0) return [];
  const groups = new Set(findTerms(own).map(({ shareAlike }) => shareAlike));
  return ancestors.flatMap((ancestor) => {
    const shared = findTerms(ancestor).find(
      ({ shareAlike }) => shareAlike !== null && !groups.has(shareAlike),
    );
    const messages = [];
    if (own.class === "commercial-ok" && ancestor.class === "research-only")
      messages.push(`${own.stated.join(", ")} allows commercial use, ${ancestor.stated.join(", ")} does not`);
    if (shared !== undefined)
      messages.push(
        `${shared.title} asks for the same licence, ${own.dataset} states ${own.stated.join(", ")}`,
      );
    return messages.map((message) => ({ ancestor: ancestor.dataset, message }));
  });
}

function findTerms({ licences }: DatasetLicence) {
  return licences.flatMap((id) => findLicence(id) ?? []);
}
