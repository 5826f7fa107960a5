import { readFile, writeFile } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import { planImport } from "../../trace/index.ts";
import { withStore } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

const RefusedLine = z.object({
  line: z.int().min(1),
  kind: z.enum(["unreadable", "conflict", "unknown-undo"]),
  problem: z.string(),
  text: z.string(),
});

const Imported = z.object({
  path: z.string(),
  taken: z.int().min(0),
  known: z.int().min(0),
  refused: z.array(RefusedLine),
  /** Where the refused lines are kept, one JSON object each; null when there are none. */
  asidePath: z.string().nullable(),
});

/** Takes over the events of a JSONL file; what cannot be taken is reported by line and kept beside the store. */
export const importReviews = defineUseCase({
  name: "review import",
  summary: "Take over review events from JSONL",
  input: z.object({ path: z.string().min(1) }),
  output: Imported,
  async perform({ path }, { configuration }) {
    const file = isAbsolute(path) ? path : resolve(configuration.cwd, path);
    const text = await readFile(file, "utf8").catch((cause: Error) => {
      throw new StemmaError("not-found", `${file} could not be read: ${cause.message}`, { cause });
    });
    return await withStore(configuration, { readOnly: false }, async (store) => {
      const { taken, known, refused } = planImport(text, store.loadReviews(), new Date());
      store.appendReviews(taken);
      const asidePath = refused.length === 0 ? null : `${configuration.storePath}.refused-reviews.jsonl`;
      if (asidePath !== null) await writeFile(asidePath, refused.map(toAsideLine(file)).join(""));
      return { path: file, taken: taken.length, known, refused: [...refused], asidePath };
    });
  },
});

function toAsideLine(file: string): (refused: z.output<typeof RefusedLine>) => string {
  return (refused) => `${JSON.stringify({ file, ...refused })}\n`;
}

/** What keeps an import from being complete. */
export function findImportFailure({
  refused,
  path,
  asidePath,
}: z.output<typeof Imported>): StemmaError | undefined {
  if (refused.length === 0) return undefined;
  const lines = `${refused.length} ${refused.length === 1 ? "line" : "lines"}`;
  return new StemmaError("partial", `${lines} of ${path} could not be taken over`, {
    hint: `they are kept in ${asidePath}; all others are in the store`,
  });
}
