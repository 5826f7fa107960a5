import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "../figure.ts";
import { listContaminationChecks } from "./check-contamination.ts";
import { listDedupChecks } from "./check-dedup.ts";
import { listOverlapChecks } from "./check-overlap.ts";
import { listPoolChecks } from "./check-pool.ts";
import { listRedundancyChecks } from "./check-redundancy.ts";
import { readExpectedRows } from "./expected-rows.ts";
import { runRowChecks } from "./row-check.ts";
import { createRowCommands } from "./row-commands.ts";

/** Counts everything that is known of the rows in a folder, by the commands that people call. */
export async function checkRows(dataFolder: string): Promise<readonly Figure[]> {
  const scratch = await mkdtemp(join(tmpdir(), "stemma-eval-rows-"));
  const expected = readExpectedRows();
  try {
    const checks = [
      ...listRedundancyChecks(expected),
      ...listContaminationChecks(expected),
      ...listOverlapChecks(expected),
      ...listDedupChecks(expected),
      ...listPoolChecks(expected),
    ];
    return await runRowChecks(checks, createRowCommands(dataFolder, scratch));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
