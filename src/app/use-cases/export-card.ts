import { readFile, realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { insertCardSection, listSourceDatasets, toCardSection, toUnifiedDiff } from "../../formats/index.ts";
import { DatasetId, StemmaError } from "../../model/index.ts";
import { findStoredDataset, loadLineage } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";
import { writeFiles } from "../write-files.ts";

/** The lineage section of a dataset card, and what it changes in the card. */
export const CardSummary = z.object({
  schemaVersion: z.literal(1),
  dataset: DatasetId,
  section: z.string(),
  /** For `source_datasets` of the front matter. */
  sourceDatasets: z.array(DatasetId),
  /** The card, its change as `diff -u` prints it, and whether that was written; null where no card was named. */
  card: z.object({ path: z.string(), diff: z.string(), isWritten: z.boolean() }).nullable(),
});
export type CardSummary = z.infer<typeof CardSummary>;

export const exportCard = defineUseCase({
  name: "export card",
  summary: "Put the lineage of a dataset into its card",
  input: z.object({
    id: z.string(),
    card: z.string().min(1).nullable().default(null),
    /** Otherwise the change is only shown. */
    writes: z.boolean().default(false),
  }),
  output: CardSummary,
  async perform({ id, card, writes }, { configuration }) {
    const index = await loadLineage(configuration);
    const dataset = findStoredDataset(index, id).id;
    const section = toCardSection(index.graph, dataset);
    const sourceDatasets = [...listSourceDatasets(index.graph, dataset)];
    const summary = { schemaVersion: 1 as const, dataset, section, sourceDatasets };
    if (card === null) return { ...summary, card: null };
    const path = resolve(configuration.cwd, card);
    const before = await readCard(path);
    const after = insertCardSection(before, section, sourceDatasets);
    const isWritten = writes && after !== before;
    if (isWritten) await replaceCard(path, after);
    return { ...summary, card: { path, diff: toUnifiedDiff(before, after, card), isWritten } };
  },
});

/** @throws StemmaError `not-found`; `usage` for bytes that are no UTF-8 and would be lost in writing. */
async function readCard(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new StemmaError("not-found", `${path} could not be read: ${cause.message}`, { cause });
  });
  const text = bytes.toString("utf8");
  if (Buffer.from(text).equals(bytes)) return text;
  throw new StemmaError("usage", `${path} is not written in UTF-8`, {
    hint: "save it as UTF-8 first, so that nothing of it is lost",
  });
}

/** What the path leads to keeps its place and its permissions. */
async function replaceCard(path: string, content: string): Promise<void> {
  const target = await realpath(path);
  const { mode } = await stat(target);
  await writeFiles([{ path: target, content }], { replaces: true, mode: mode & 0o7777 });
}
