import type { Command } from "commander";
import type { z } from "zod";
import { reportRowContamination } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { toSafeText } from "../../terminal/safe-text.ts";
import type { Screen } from "../../terminal/screen.ts";
import { toQuantity } from "../../views/quantity.ts";
import { toAlignedText } from "../../views/table.ts";
import type { Table, View } from "../../views/view.ts";
import { addExamples, parseCount } from "../examples.ts";
import {
  addContaminationOptions,
  type ContaminationOptions,
  toContaminationRequest,
} from "./contamination-options.ts";
import { toCountText, toRateText, toReadReport } from "./row-texts.ts";

type Report = z.output<typeof reportRowContamination.output>;
type Benchmark = Pick<
  Extract<Report, { benchmark: unknown }>,
  "benchmark" | "train" | "keys" | "near" | "items"
>;

interface Options extends ContaminationOptions {
  readonly items?: boolean;
  readonly itemRows?: number;
  readonly rows?: boolean;
}

export function addRowsContaminationCommand(parent: Command, door: Door): void {
  const command = parent
    .command("contamination")
    .description("find benchmark items in training rows, exactly and nearly");
  addContaminationOptions(command)
    .option("--items", "list the benchmark items that were found, with the rows that hold them")
    .option("--item-rows <n>", "rows to list with each item (100)", parseCount)
    .option("--rows", "list the training rows that hold items (in --json)")
    .action((options: Options) =>
      door.perform({
        command,
        useCase: reportRowContamination,
        input: {
          ...toContaminationRequest(options),
          items: options.items ?? false,
          ...(options.itemRows === undefined ? {} : { itemRows: options.itemRows }),
          rows: options.rows ?? false,
        },
        view: contaminationView,
        toReport: toContaminationText,
      }),
    );
  addExamples(command, [
    "stemma rows contamination --benchmark math-500.jsonl --train train.jsonl",
    "stemma rows contamination --benchmark openai/gsm8k:main/test --train mix/*.parquet --items",
    "stemma rows contamination --benchmark a.jsonl --benchmark b.json --train train.jsonl --benchmark-map answer=final",
  ]);
}

const contaminationView: View<Report> = {
  toHuman: (report, screen) =>
    listBenchmarks(report)
      .map((part) =>
        [toHead(part, screen), toAlignedText(toKeyTable(part), screen), ...toItemTexts(part, screen)].join(
          "\n",
        ),
      )
      .join("\n\n"),
  toTable: toFlatTable,
  toQuiet: (report) =>
    listBenchmarks(report).map(({ keys, near }) =>
      [keys.raw?.found ?? 0, near.confirmed, near.likely, near.review].join(" "),
    ),
};

function listBenchmarks(report: Report): readonly Benchmark[] {
  return "benchmarks" in report ? report.benchmarks : [report];
}

function toHead({ benchmark, train, near }: Benchmark, { colors }: Screen): string {
  const head = `${benchmark.name}: ${toQuantity(benchmark.rows, "row")}, in ${toQuantity(train.rows, "training row")}`;
  const { confirmed, likely, review } = near;
  const beside = `beside the pairs below ${toCountText(confirmed)} near confirmed, ${toCountText(likely)} likely, ${toCountText(review)} for review`;
  return `${colors.bold(toSafeText(head))}\n${beside}`;
}

function toKeyTable({ keys }: Benchmark): Table {
  return {
    columns: ["key", "unique pairs", "found", "contamination"],
    rows: Object.entries(keys).map(([tier, { unique, found, rate }]) => [
      tier,
      toCountText(unique),
      toCountText(found),
      toRateText(rate),
    ]),
  };
}

/** Rows printed below an item. */
const shownRows = 3;

function toItemTexts({ items }: Benchmark, { colors }: Screen): string[] {
  return items.map(({ benchmark, verdict, tier, rowCount, rows }) => {
    const name =
      benchmark.id === null ? `row ${benchmark.index}` : `row ${benchmark.index} (${benchmark.id})`;
    const how = tier === null ? verdict : `${verdict}, equal at ${tier}`;
    const head = colors.bold(toSafeText(`${name}: ${how}`));
    const shown = rows
      .slice(0, shownRows)
      .map((row) => `    ${toSafeText(row.file)} row ${row.row}  ${row.verdict}  ${row.tier ?? row.method}`);
    const more = rowCount - shown.length;
    const text = `  ${toSafeText(benchmark.excerpt.replace(/\s+/g, " "))}`;
    return [head, text, ...shown, ...(more > 0 ? [`    and ${more} more`] : [])].join("\n");
  });
}

function toFlatTable(report: Report): Table {
  return {
    columns: ["benchmark", "kind", "unique", "found", "rate"],
    rows: listBenchmarks(report).flatMap(({ benchmark, keys, near }) => [
      ...Object.entries(keys).map(([tier, { unique, found, rate }]) =>
        [benchmark.name, tier, unique, found, rate].map(String),
      ),
      ...Object.entries(near).map(([verdict, count]) => [
        benchmark.name,
        `near ${verdict}`,
        "",
        String(count),
        "",
      ]),
    ]),
  };
}

function toContaminationText(report: Report): string {
  return [toReadReport(report), ...report.warnings.map((warning) => toSafeText(`warning: ${warning}`))].join(
    "\n",
  );
}
