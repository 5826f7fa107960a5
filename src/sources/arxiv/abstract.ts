import type { DocumentRead } from "../../model/index.ts";
import type { PaperRecord } from "../../model/ports/index.ts";
import { toFailure, toRead, toUnreadable } from "../reading/index.ts";
import { toAbstractUrl } from "./arxiv-id.ts";

/** Title and abstract as a small document, for a paper whose full text is not to be had. */
export function toAbstractRead(record: PaperRecord, fetchedAt: string): DocumentRead {
  return toRead({
    url: toAbstractUrl(record.arxivId),
    kind: "paper",
    title: record.title,
    revision: null,
    text: `# ${record.title}\n\n${record.summary}\n`,
    extractor: "abstract-1",
    fetchedAt,
  });
}

export function toMissingPaper(arxivId: string): DocumentRead {
  return toUnreadable(toAbstractUrl(arxivId), toFailure("missing", `there is no paper ${arxivId}`));
}
