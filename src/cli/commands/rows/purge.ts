import { type Command, Option } from "commander";
import type { z } from "zod";
import { purgeTrainingRows } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { toSafeText } from "../../terminal/safe-text.ts";
import { toAlignedText } from "../../views/table.ts";
import type { View } from "../../views/view.ts";
import { addExamples } from "../examples.ts";
import {
  addContaminationOptions,
  type ContaminationOptions,
  toContaminationRequest,
} from "./contamination-options.ts";
import { toCountText, toReadReport } from "./row-texts.ts";

type Report = z.output<typeof purgeTrainingRows.output>;

interface Options extends ContaminationOptions {
  readonly level: z.input<typeof purgeTrainingRows.input>["level"];
  readonly out: string;
  readonly force?: boolean;
}

export function addRowsPurgeCommand(parent: Command, door: Door): void {
  const command = parent
    .command("purge")
    .description("write training rows without benchmark items, and what was removed and why");
  addContaminationOptions(command)
    .requiredOption(
      "--out <place>",
      "a file (.jsonl, .jsonl.gz, .parquet) for all rows, or a folder for a file each",
    )
    .addOption(
      new Option("--level <level>", "what is removed: rows equal to an item, or all up to a verdict")
        .choices(["exact", "confirmed", "likely", "review"])
        .default("confirmed"),
    )
    .option("--force", "replace files that are there")
    .action(({ level, out, force, ...options }: Options) =>
      door.perform({
        command,
        useCase: purgeTrainingRows,
        input: { ...toContaminationRequest(options), level, out, replaces: force ?? false },
        view: purgeView,
        toReport: toPurgeText,
      }),
    );
  addExamples(command, [
    "stemma rows purge --benchmark math-500.jsonl --train train.jsonl --out clean.jsonl",
    "stemma rows purge --benchmark a.jsonl b.jsonl --train 'mix/*.parquet' --out clean/ --level likely",
  ]);
}

const purgeView: View<Report> = {
  toHuman: (report, screen) =>
    [toSumTable(report), toBenchmarkTable(report)].map((table) => toAlignedText(table, screen)).join("\n\n"),
  toTable: toBenchmarkTable,
  toQuiet: ({ kept, removed }) => [`${kept} ${removed}`],
};

function toSumTable({ records, kept, removed, broken }: Report) {
  return {
    columns: ["records", "kept", "removed", "broken"],
    rows: [[records, kept, removed, broken].map(toCountText)],
  };
}

function toBenchmarkTable({ byBenchmark }: Report) {
  return {
    columns: ["benchmark", "rows equal to an item", "other rows removed"],
    rows: byBenchmark.map(({ benchmark, exact, near }) => [benchmark, toCountText(exact), toCountText(near)]),
  };
}

function toPurgeText(report: Report): string {
  return [
    toReadReport(report),
    ...report.warnings.map((warning) => toSafeText(`warning: ${warning}`)),
    ...report.written.map((path) => toSafeText(`wrote ${path}`)),
  ].join("\n");
}
