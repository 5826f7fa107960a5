import type { Command } from "commander";
import type { z } from "zod";
import { reportContamination } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toListedLines, toPathText } from "../views/evidence-path.ts";
import { toQuantity } from "../views/quantity.ts";
import { paintSeverity } from "../views/severity.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";

type Report = z.output<typeof reportContamination.output>;
type Cell = Report["cells"][number];

const contaminationView: View<Report> = {
  toHuman: (report, screen) =>
    report.cells.length === 0
      ? ""
      : [toAlignedText(toMatrix(report), screen), ...toPathParts(report, screen)].join("\n\n"),
  toTable: ({ cells }) => ({
    columns: [
      "dataset",
      "benchmark",
      "severity",
      "exposure",
      "distance",
      "paths",
      "clear paths",
      "listed paths",
    ],
    rows: cells.map((cell) => [...toCells(cell), cell.paths.map(toPathText).join(" | ")]),
  }),
  toQuiet: ({ cells }) =>
    cells
      .filter(({ exposure }) => exposure !== "clear")
      .map(({ dataset, benchmark }) => `${benchmark} ${dataset}`),
};

export function addContaminationCommand(program: Command, door: Door): void {
  const command = program
    .command("contamination")
    .description("show which benchmarks reach which datasets, along which paths and with which split")
    .argument("[id...]", "datasets (default: all that a benchmark reaches)")
    .option("--benchmark <id...>", "these benchmarks only")
    .option(
      "--limit <n>",
      "paths to print per dataset and benchmark (default: 20; 3 without datasets)",
      parseCount,
    )
    .action((ids: string[], { benchmark, limit }: { benchmark?: string[]; limit?: number }) =>
      door.perform({
        command,
        useCase: reportContamination,
        input: { ids, benchmarks: benchmark ?? [], limit: limit ?? null },
        view: contaminationView,
        toReport: toContaminationReportText,
      }),
    );
  addExamples(command, [
    "stemma contamination qihoo360/Light-R1-SFTData",
    "stemma contamination --benchmark openai/gsm8k      # everything it reaches",
    "stemma contamination my-org/mix --benchmark HuggingFaceH4/MATH-500 --limit 3",
  ]);
}

function toMatrix({ cells }: Report): Table {
  return {
    columns: ["dataset", "benchmark", "severity", "exposure", "distance", "paths", "clear"],
    rows: cells.map(toCells),
  };
}

function toCells({
  dataset,
  benchmark,
  severity,
  exposure,
  distance,
  pathCount,
  clearPathCount,
}: Cell): string[] {
  return [dataset, benchmark, severity, exposure, String(distance), pathCount, clearPathCount];
}

/** The paths of each dataset under its name, by benchmark. */
function toPathParts({ cells }: Report, screen: Screen): string[] {
  const { colors } = screen;
  return cells
    .filter(({ paths, distance }) => paths.length > 0 && distance > 0)
    .map((cell) => {
      const pathCount = cell.exposure === "clear" ? cell.clearPathCount : cell.pathCount;
      const head = `${colors.bold(toSafeText(`${cell.benchmark} in ${cell.dataset}`))}  ${paintSeverity(colors, cell.severity)}`;
      return [head, ...toListedLines({ ...cell, pathCount }, "  ", screen)].join("\n");
    });
}

function toContaminationReportText({ benchmarks, datasets, cells }: Report): string {
  const alarms = cells.filter(({ exposure }) => exposure !== "clear").length;
  const reached = new Set(cells.map(({ benchmark }) => benchmark)).size;
  const size = `${reached} of ${toQuantity(benchmarks.length, "benchmark")}, ${toQuantity(datasets.length, "dataset")}`;
  return `${toQuantity(alarms, "alarm")}, ${cells.length - alarms} by other splits only (${size}); a path is a risk, not a proof`;
}
