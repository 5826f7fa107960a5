import type { DatasetId } from "../../model/index.ts";
import type { Sources } from "../../model/ports/index.ts";
import { openSnapshotFolder } from "./snapshot-folder.ts";
import { createSnapshotHub } from "./snapshot-hub.ts";
import type { SnapshotHead } from "./snapshot-json.ts";
import { createSnapshotPages, createSnapshotRepositories } from "./snapshot-pages.ts";
import { createSnapshotPapers } from "./snapshot-papers.ts";

/** The outside world as it was when the folder was recorded. */
export interface SnapshotSources extends Sources {
  readonly title: string;
  readonly note: string;
  readonly recordedAt: string;
  /** Every dataset of the folder, in canonical order. */
  readonly ids: readonly DatasetId[];
}

/**
 * Opens a snapshot folder. Its texts are read when they are asked for, so a broken file is told at its first use.
 *
 * @throws StemmaError `not-found` when the folder is no snapshot, `corrupt` naming file and line.
 */
export async function openSnapshot(folder: string): Promise<SnapshotSources> {
  const snapshot = await openSnapshotFolder(folder);
  const { ids, ...hub } = createSnapshotHub(snapshot);
  const { title, note, recordedAt }: SnapshotHead = snapshot.head;
  return {
    title,
    note,
    recordedAt,
    ids,
    hub,
    papers: createSnapshotPapers(snapshot),
    repositories: createSnapshotRepositories(snapshot),
    pages: createSnapshotPages(snapshot),
  };
}
