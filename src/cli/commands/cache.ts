import type { Command } from "commander";
import type { z } from "zod";
import { inspectCache, trimCache } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";

type CacheSize = z.output<typeof inspectCache.output>;
type Pruned = z.output<typeof trimCache.output>;

const sizeView: View<CacheSize> = {
  toHuman: ({ folder, answers, bytes, rows }) =>
    `${toSafeText(folder)}\n${answers} answers, ${toByteText(bytes)}\n${rows.files} files of rows, ${toByteText(rows.bytes)}`,
  toTable: ({ folder, answers, bytes, rows }) => ({
    columns: ["folder", "answers", "bytes", "rowFiles", "rowBytes"],
    rows: [[folder, ...[answers, bytes, rows.files, rows.bytes].map(String)]],
  }),
  toQuiet: ({ folder }) => [folder],
};

const prunedView: View<Pruned> = {
  toHuman: ({ removedAnswers, freedBytes, left, freedRowBytes }) =>
    `${removedAnswers} answers removed, ${toByteText(freedBytes)} freed; ${left.answers} answers, ${toByteText(left.bytes)} left
${toByteText(freedRowBytes)} of rows freed`,
  toTable: ({ removedAnswers, freedBytes, left, freedRowBytes }) => ({
    columns: ["removed", "freedBytes", "left", "leftBytes", "freedRowBytes"],
    rows: [[removedAnswers, freedBytes, left.answers, left.bytes, freedRowBytes].map(String)],
  }),
  toQuiet: ({ removedAnswers }) => [String(removedAnswers)],
};

interface PruneOptions {
  readonly olderThanDays: number;
  readonly maxMebibytes?: number;
}

export function addCacheCommand(program: Command, door: Door): void {
  const parent = program.command("cache").description("what is kept of the network's answers and of rows");
  const size = parent
    .command("size", { isDefault: true })
    .description("print where the cache is and how large")
    .action(() => door.perform({ command: size, useCase: inspectCache, input: {}, view: sizeView }));
  const prune = parent
    .command("prune")
    .description("remove old answers and rows; traces and their documents are in the store and stay")
    .option(
      "--older-than-days <n>",
      "remove what was not confirmed or used for so long; 0 removes all",
      parseCount,
      30,
    )
    .option(
      "--max-mebibytes <n>",
      "then remove the oldest answers until no more than this is left",
      parseCount,
    )
    .action(({ olderThanDays, maxMebibytes }: PruneOptions) =>
      door.perform({
        command: prune,
        useCase: trimCache,
        input: { olderThanDays, maxBytes: maxMebibytes === undefined ? null : maxMebibytes * 1024 * 1024 },
        view: prunedView,
      }),
    );
  addExamples(parent, ["stemma cache", "stemma cache prune --older-than-days 7"]);
}

function toByteText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
