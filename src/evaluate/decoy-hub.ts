import type { Catalogue } from "../catalogue/index.ts";
import { isHubId, toNameKey } from "../model/index.ts";
import type { Hub, HubHit } from "../model/ports/index.ts";
import type { LabelledDataset } from "./labelled-corpus.ts";

const decoyOwners = ["mirror-user", "datasets-reupload", "my-org", "student-project"];
const decoyEndings = ["", "-formatted", "_processed", "-train", "_v2", "-sft"];

/**
 * A hub search to resolve names against: all ids of the labels and the catalogue, each among decoys (re-uploads under
 * other owners with fewer downloads, names with endings), so that search alone is no oracle.
 */
export function createDecoyHub(
  corpus: readonly LabelledDataset[],
  catalogue: Catalogue,
): Pick<Hub, "searchDatasets"> {
  const ids = new Set(catalogue.entries.map((entry) => entry.id).filter(isHubId));
  for (const edge of corpus.flatMap((dataset) => dataset.edges)) {
    for (const id of [edge.source, ...(edge.alternatives ?? [])])
      if (id.includes("/") && isHubId(id)) ids.add(id);
  }
  const hits = [...ids].flatMap((id, index) => toHits(id, index));
  return {
    searchDatasets: (query, { limit }) => Promise.resolve(search(hits, query).slice(0, limit)),
  };
}

function toHits(id: string, index: number): HubHit[] {
  const name = id.split("/").at(-1) ?? id;
  const decoys = decoyOwners.map((owner, position) => ({
    id: `${owner}/${name}${decoyEndings[(index + position) % decoyEndings.length]}`,
    downloads: 3 + ((index * 7 + position * 13) % 90),
    createdAt: null,
  }));
  return [{ id, downloads: 2000, createdAt: null }, ...decoys];
}

function search(hits: readonly HubHit[], query: string): HubHit[] {
  const key = toNameKey(query);
  return hits
    .filter((hit) => toNameKey(hit.id.split("/").at(-1) ?? "").includes(key))
    .sort((a, b) => (b.downloads ?? 0) - (a.downloads ?? 0) || (a.id < b.id ? -1 : 1));
}
