import type { Command } from "commander";
import type { z } from "zod";
import { runBuild } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { toSafeText } from "../../terminal/safe-text.ts";
import { toQuantity } from "../../views/quantity.ts";
import { toAlignedText } from "../../views/table.ts";
import type { Table, View } from "../../views/view.ts";
import { addExamples, parseCount } from "../examples.ts";
import { toCountText } from "../rows/row-texts.ts";

type Built = z.output<typeof runBuild.output>;

interface RunOptions {
  readonly out: string;
  readonly work?: string;
  readonly workers?: number;
  readonly force?: boolean;
}

export function addBuildRunCommand(parent: Command, door: Door): void {
  const command = parent
    .command("run")
    .description("build the set that a plan describes")
    .argument("<plan>", "plan file (YAML)")
    .requiredOption("--out <folder>", "where to put the set")
    .option("--work <folder>", "keep intermediate results here, to go on from after a stop")
    .option("--workers <n>", "worker threads (default: one per core)", parseCount)
    .option("--force", "replace a set that is there")
    .action((plan: string, { out, work, workers, force }: RunOptions) =>
      door.perform({
        command,
        useCase: runBuild,
        input: { plan, out, work: work ?? null, workers: workers ?? null, replaces: force ?? false },
        view: builtView,
        toReport: toBuiltReport,
      }),
    );
  addExamples(command, [
    "stemma build run plan.yaml --out my-set",
    "stemma build run plan.yaml --out my-set --work /scratch/my-set --workers 8",
  ]);
}

const builtView: View<Built> = {
  toHuman: (built, screen) =>
    [toAlignedText(toStageTable(built), screen), toAlignedText(toSourceTable(built), screen)].join("\n\n"),
  toTable: toSourceTable,
  toQuiet: ({ out }) => [out],
};

function toStageTable({ account }: Built): Table {
  return {
    columns: ["stage", "in", "dropped", "out", "why"],
    rows: account.stages.map(({ stage, in: before, out, dropped }) => [
      stage,
      ...[before, before - out, out].map(toCountText),
      Object.entries(dropped)
        .map(([reason, count]) => `${reason} ${toCountText(count)}`)
        .join(", "),
    ]),
  };
}

function toSourceTable({ account }: Built): Table {
  return {
    columns: ["source", "role", "records", ...account.stages.map(({ stage }) => stage), "rows"],
    rows: account.sources.map(({ dataset, role, records, stages, rows }) => [
      dataset,
      role,
      toCountText(records),
      ...stages.map(({ in: before, out }) => toCountText(before - out)),
      toCountText(rows),
    ]),
  };
}

function toBuiltReport({ out, account, overBudget, sources, benchmarks, notes }: Built): string {
  const undetermined = account.sources.reduce((sum, source) => sum + source.undetermined, 0);
  return [
    ...[...sources, ...benchmarks].map(
      ({ input, adapter, parts }) => `${input}: read as ${adapter} (${parts.join(", ")})`,
    ),
    ...notes,
    ...overBudget.map(
      ({ dataset, rows, repeats }) =>
        `${dataset} is left out: ${toCountText(repeats)} of its ${toQuantity(rows, "row")} repeat earlier sources`,
    ),
    ...(undetermined === 0
      ? []
      : [`${toQuantity(undetermined, "row")} with too little prose to tell the language: they stay`]),
    `wrote ${toQuantity(account.rows, "row")} to ${out}`,
  ]
    .map(toSafeText)
    .join("\n");
}
