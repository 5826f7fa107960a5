import { writeFile } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { ReviewEvent, StemmaError } from "../../model/index.ts";
import { toReviewLine, toReviewOrder } from "../../trace/index.ts";
import { withStore } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** Every review event, undone ones too, in the order of their making; the same events give the same bytes. */
export const exportReviews = defineUseCase({
  name: "review export",
  summary: "Write all review events as JSONL",
  input: z.object({ path: z.string().min(1).nullable().default(null) }),
  output: z.object({ path: z.string().nullable(), events: z.array(ReviewEvent), jsonl: z.string() }),
  async perform({ path }, { configuration }) {
    const events = await withStore(configuration, { readOnly: true }, (store) =>
      toReviewOrder(store.loadReviews()),
    );
    const jsonl = events.map((event) => `${toReviewLine(event)}\n`).join("");
    if (path === null) return { path, events, jsonl };
    const file = isAbsolute(path) ? path : resolve(configuration.cwd, path);
    await writeFile(file, jsonl).catch((cause: Error) => {
      throw new StemmaError("store-failed", `${file} could not be written: ${cause.message}`, { cause });
    });
    return { path: file, events, jsonl };
  },
});
