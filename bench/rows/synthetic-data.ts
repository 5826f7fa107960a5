import { availableParallelism } from "node:os";
import { z } from "zod";
import { measureNode } from "../measure-process.ts";

const script = new URL("./write-rows.ts", import.meta.url);

const WrittenRows = z.object({
  files: z.array(z.string()),
  bytes: z.number(),
  benchmarks: z.array(z.string()),
  truth: z.object({
    rows: z.number(),
    unique: z.object({ raw: z.number(), norm: z.number() }),
    found: z.object({ raw: z.array(z.number()), norm: z.array(z.number()) }),
  }),
});
export type WrittenRows = z.infer<typeof WrittenRows>;

/** Writes synthetic rows into a folder of their own, and says what must be found in them. */
export async function writeSyntheticRows(folder: string, rows: number): Promise<WrittenRows> {
  const rowsPerFile = Math.min(500_000, Math.ceil(rows / availableParallelism()));
  const args = [folder, "--rows", String(rows), "--rows-per-file", String(rowsPerFile)];
  return WrittenRows.parse(JSON.parse((await measureNode(script, args)).stdout));
}
