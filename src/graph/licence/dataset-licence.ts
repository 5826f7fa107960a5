import { z } from "zod";
import { bundledCatalogue, findLicence, type Licence } from "../../catalogue/index.ts";
import { type Dataset, DatasetId } from "../../model/index.ts";

/** What may be done with one dataset by its own licence. */
export const LicenceClass = z.enum(["commercial-ok", "research-only", "unknown"]);
export type LicenceClass = z.infer<typeof LicenceClass>;

/** One dataset's licence as it is stated, and what is known of it. */
export const DatasetLicence = z.object({
  dataset: DatasetId,
  /** As the card or the catalogue writes it; more than one all hold. */
  stated: z.array(z.string()),
  source: z.enum(["card", "catalogue"]).nullable(),
  /** Ids of the licences that are known. */
  licences: z.array(z.string()),
  class: LicenceClass,
  /** Why the class is not commercial-ok; null where it is. */
  reason: z.string().nullable(),
  isGated: z.boolean(),
  conditions: z.array(z.string()),
});
export type DatasetLicence = z.infer<typeof DatasetLicence>;

/** Reads a dataset's licence; a dataset that the graph only names has what the catalogue knows of it. */
export function toDatasetLicence(id: DatasetId, dataset: Dataset | undefined): DatasetLicence {
  const stated = findStated(id, dataset);
  const licences = stated.names.flatMap((name) => findLicence(name) ?? []);
  const judged = toClass(stated.names, licences);
  const isGated = dataset?.gated ?? false;
  const conditions = licences.flatMap((licence) => licence.conditions);
  return {
    dataset: id,
    stated: stated.names,
    source: stated.source,
    licences: [...new Set(licences.map((licence) => licence.id))],
    ...judged,
    isGated,
    conditions: [
      ...new Set([...conditions, ...(isGated ? ["accept the conditions of its gate on the hub"] : [])]),
    ],
  };
}

function findStated(
  id: DatasetId,
  dataset: Dataset | undefined,
): Pick<DatasetLicence, "source"> & { names: string[] } {
  const own = dataset?.profile.licenses ?? [];
  if (own.length > 0) return { names: [...own], source: "card" };
  const known = bundledCatalogue().findByHubId(id)?.license;
  return known === undefined ? { names: [], source: null } : { names: [known], source: "catalogue" };
}

function toClass(
  names: readonly string[],
  licences: readonly Licence[],
): Pick<DatasetLicence, "class" | "reason"> {
  const forbidding = licences.find(({ commercial }) => commercial === "forbidden");
  if (forbidding !== undefined)
    return { class: "research-only", reason: `${forbidding.title} forbids commercial use` };
  if (names.length === 0) return { class: "unknown", reason: "no licence is stated" };
  const unread = names.find((name) => findLicence(name) === undefined);
  if (unread !== undefined) return { class: "unknown", reason: `the licence "${unread}" is not known` };
  const doubtful = licences.find(({ commercial }) => commercial !== "allowed");
  if (doubtful === undefined) return { class: "commercial-ok", reason: null };
  const why =
    doubtful.commercial === "unstated"
      ? "does not say what is allowed"
      : `sets conditions: ${doubtful.conditions.join("; ")}`;
  return { class: "unknown", reason: `${doubtful.title} ${why}` };
}
