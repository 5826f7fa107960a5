import type { DocumentRead } from "../../model/index.ts";
import type { PaperRecord, Papers } from "../../model/ports/index.ts";
import { findArxivId, toAbstractRead, toAbstractUrl, toMissingPaper, toTitleKey } from "../arxiv/index.ts";
import { PaperJson, toPaperRecord, toPaperTextUrl } from "../huggingface/index.ts";
import { toUnreadable } from "../reading/index.ts";
import type { SnapshotFolder } from "./snapshot-folder.ts";

export function createSnapshotPapers(snapshot: SnapshotFolder): Papers {
  const { files, failures, head } = snapshot;
  let recordsByTitle: Promise<Map<string, PaperRecord>> | undefined;

  async function findPaper(arxivId: string): Promise<PaperRecord | undefined> {
    const id = findArxivId(arxivId);
    const path = id === undefined ? undefined : files.findPath(`papers/${id}/paper.json`);
    return path === undefined ? undefined : toPaperRecord(await files.readJson(path, PaperJson));
  }

  async function findPaperByTitle(title: string): Promise<PaperRecord | undefined> {
    recordsByTitle ??= readTitles();
    return (await recordsByTitle).get(toTitleKey(title));
  }

  async function readTitles(): Promise<Map<string, PaperRecord>> {
    const paths = files.paths.filter((path) => /^papers\/.+\/paper\.json$/.test(path));
    const records = await Promise.all(paths.map((path) => files.readJson(path, PaperJson)));
    return new Map(records.map(toPaperRecord).map((record) => [toTitleKey(record.title), record]));
  }

  async function readPaper(arxivId: string): Promise<DocumentRead> {
    const id = findArxivId(arxivId);
    if (id === undefined) return toMissingPaper(arxivId);
    const failure = failures.get(toAbstractUrl(id).toLowerCase());
    if (failure !== undefined) return toUnreadable(toAbstractUrl(id), failure);
    const path = files.findPath(`papers/${id}/paper.md`);
    if (path !== undefined) {
      return snapshot.readDocument(path, { url: toPaperTextUrl(id), kind: "paper", toRevision: () => null });
    }
    const record = await findPaper(id);
    return record === undefined ? toMissingPaper(id) : toAbstractRead(record, head.recordedAt);
  }

  return { findPaper, findPaperByTitle, readPaper };
}
