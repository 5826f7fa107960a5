import type { DatasetId, DocumentRead } from "../../model/index.ts";
import { compareIds, isHubId } from "../../model/index.ts";
import type { Hub, HubHit, HubLookup, HubRecord } from "../../model/ports/index.ts";
import {
  toCardUrl,
  toDisabledDetail,
  toGatedCard,
  toHubHit,
  toHubRecord,
  toIdPath,
  toMissingCard,
  toMissingDataset,
  toUnreadableLookup,
} from "../huggingface/index.ts";
import { toFailure, toUnreadable } from "../reading/index.ts";
import type { SnapshotFolder } from "./snapshot-folder.ts";
import { SnapshotDataset } from "./snapshot-json.ts";

export function createSnapshotHub(snapshot: SnapshotFolder): Hub & { readonly ids: readonly DatasetId[] } {
  const { files, failures } = snapshot;
  const ids = files.paths.flatMap((path) => findIdOfPath(path)).sort(compareIds);
  const readDataset = (id: DatasetId) => {
    const path = files.findPath(`datasets/${toIdPath(id)}/dataset.json`);
    return path === undefined ? undefined : files.readJson(path, SnapshotDataset);
  };

  async function findDataset(asked: DatasetId): Promise<HubLookup> {
    const id = snapshot.findCurrentId(asked);
    if (id === undefined)
      return toUnreadableLookup(toFailure("refused", `the renames of ${asked} go in a circle`));
    const failure = failures.get(id.toLowerCase());
    if (failure?.reason === "missing") return { state: "missing", detail: failure.detail };
    if (failure !== undefined && failure.reason !== "gated") return toUnreadableLookup(failure);
    const dataset = isHubId(id) ? await readDataset(id) : undefined;
    return dataset === undefined ? toMissingDataset(id) : { state: "found", record: toHubRecord(dataset) };
  }

  async function readCard(record: HubRecord): Promise<DocumentRead> {
    const { id } = record;
    const url = toCardUrl(id);
    const failure = failures.get(url.toLowerCase()) ?? failures.get(id.toLowerCase());
    if (failure !== undefined) return toUnreadable(url, failure);
    const access = (await readDataset(id))?.cardAccess;
    if (record.isDisabled) return toUnreadable(url, toFailure("disabled", toDisabledDetail(id)));
    if (access === "gated") return toUnreadable(url, toGatedCard(id));
    if (access === "error")
      return toUnreadable(url, toFailure("network", `the card of ${id} could not be read`));
    const path = files.findPath(`datasets/${toIdPath(id)}/README.md`);
    if (path === undefined) return toUnreadable(url, toMissingCard(id));
    return snapshot.readDocument(path, { url, kind: "hub-card", toRevision: () => record.revision });
  }

  async function searchDatasets(query: string, { limit }: { readonly limit: number }) {
    const recorded = snapshot.searches[query];
    if (recorded === undefined) return (await searchIds(query)).slice(0, limit);
    return Promise.all(recorded.slice(0, limit).map(toRecordedHit));
  }

  async function toRecordedHit(hit: DatasetId | Parameters<typeof toHubHit>[0]): Promise<HubHit> {
    return toHubHit(typeof hit === "string" ? ((await readDataset(hit)) ?? { id: hit }) : hit);
  }

  /** As the hub does it: every word of the query is part of the id, most downloaded first. */
  async function searchIds(query: string): Promise<HubHit[]> {
    const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const matching = ids.filter(
      (id) => words.length > 0 && words.every((word) => id.toLowerCase().includes(word)),
    );
    const hits = await Promise.all(matching.map(toRecordedHit));
    return hits.sort((a, b) => (b.downloads ?? 0) - (a.downloads ?? 0) || compareIds(a.id, b.id));
  }

  return { ids, findDataset, readCard, searchDatasets };
}

function findIdOfPath(path: string): DatasetId[] {
  const match = /^datasets\/(.+)\/dataset\.json$/.exec(path);
  return match?.[1] === undefined ? [] : [match[1].split("/").map(decodeURIComponent).join("/")];
}
