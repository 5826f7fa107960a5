import { z } from "zod";
import { DatasetId } from "../../model/index.ts";
import type { HubHit, HubRecord } from "../../model/ports/index.ts";

/** A dataset in the words of the hub's API; other fields are ignored. */
export const DatasetJson = z.object({
  _id: z.string().nullish(),
  id: DatasetId,
  sha: z.string().nullish(),
  createdAt: z.string().nullish(),
  lastModified: z.string().nullish(),
  gated: z.union([z.boolean(), z.string()]).nullish(),
  disabled: z.boolean().nullish(),
  downloads: z.number().nullish(),
  description: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  siblings: z.array(z.object({ rfilename: z.string() })).nullish(),
});
export type DatasetJson = z.infer<typeof DatasetJson>;

/** What is asked of the hub. Not `siblings`: a list of 100,000 files to learn of one, which asking for the card tells. */
export const requestedFields = [
  "createdAt",
  "description",
  "disabled",
  "downloads",
  "gated",
  "lastModified",
  "sha",
  "tags",
];

export function toHubRecord(json: DatasetJson): HubRecord {
  return {
    id: json.id,
    key: json._id ?? null,
    revision: json.sha ?? null,
    createdAt: json.createdAt ?? null,
    lastModified: json.lastModified ?? null,
    isGated: json.gated === true || typeof json.gated === "string",
    isDisabled: json.disabled ?? false,
    downloads: json.downloads ?? null,
    description: json.description ?? null,
    tags: json.tags ?? [],
    hasCard: json.siblings?.some((file) => file.rfilename === "README.md") ?? null,
  };
}

export function toDatasetJson(record: HubRecord): DatasetJson {
  return {
    _id: record.key,
    id: record.id,
    sha: record.revision,
    createdAt: record.createdAt,
    lastModified: record.lastModified,
    gated: record.isGated,
    disabled: record.isDisabled,
    downloads: record.downloads,
    description: record.description,
    tags: [...record.tags],
    ...(record.hasCard !== null && { siblings: record.hasCard ? [{ rfilename: "README.md" }] : [] }),
  };
}

export function toHubHit(json: Pick<DatasetJson, "id" | "downloads" | "createdAt">): HubHit {
  return { id: json.id, downloads: json.downloads ?? null, createdAt: json.createdAt ?? null };
}
