import { z } from "zod";
import { DatasetId } from "../../model/index.ts";
import type { PaperRecord } from "../../model/ports/index.ts";

const Linked = z.object({ id: DatasetId });

/** A paper in the words of the hub's API; other fields are ignored, as are linked datasets without a usable id. */
export const PaperJson = z.object({
  id: z.string().min(1),
  title: z.string(),
  summary: z.string().nullish(),
  publishedAt: z.string().nullish(),
  githubRepo: z.string().nullish(),
  projectPage: z.string().nullish(),
  linkedDatasets: z.array(z.unknown()).nullish(),
});
export type PaperJson = z.infer<typeof PaperJson>;

export function toPaperRecord(json: PaperJson): PaperRecord {
  return {
    arxivId: json.id,
    title: toOneLine(json.title),
    summary: toOneLine(json.summary ?? ""),
    publishedAt: json.publishedAt ?? null,
    repository: json.githubRepo ?? null,
    projectPage: json.projectPage ?? null,
    linkedDatasets: (json.linkedDatasets ?? []).flatMap((linked) => {
      const parsed = Linked.safeParse(linked);
      return parsed.success ? [parsed.data.id] : [];
    }),
  };
}

export function toPaperJson(record: PaperRecord): PaperJson {
  return {
    id: record.arxivId,
    title: record.title,
    summary: record.summary,
    publishedAt: record.publishedAt,
    githubRepo: record.repository,
    projectPage: record.projectPage,
    linkedDatasets: record.linkedDatasets.map((id) => ({ id })),
  };
}

/** Titles and abstracts come wrapped at some column; the breaks mean nothing. */
function toOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
