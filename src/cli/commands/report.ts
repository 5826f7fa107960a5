import type { Command } from "commander";
import { type ReportSummary, reportLineage } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

interface ReportOptions {
  readonly out: string;
  readonly title?: string;
  readonly charts?: string;
  readonly force?: boolean;
}

export function addReportCommand(program: Command, door: Door): void {
  const command = program
    .command("report")
    .description("write one HTML page with everything that the graph says, charts included")
    .argument("[ids...]", "datasets that the report is about (default: all that were traced by name)")
    .option("--out <file>", "where to", "stemma-report.html")
    .option("--title <text>", "what the report is called")
    .option("--charts <folder>", "write the drawings as SVG files too")
    .option("--force", "replace files that are there")
    .action((ids: string[], { out, title, charts, force }: ReportOptions) =>
      door.perform({
        command,
        useCase: reportLineage,
        input: { ids, out, title: title ?? null, charts: charts ?? null, replaces: force ?? false },
        view: reportView,
        toReport: toReportText,
      }),
    );
  addExamples(command, [
    "stemma report",
    'stemma report my-org/my-mix --out my-mix.html --title "What my-mix is made of"',
    "stemma report my-org/my-mix --charts figures --force",
  ]);
}

const severities = ["high", "medium", "low", "info"] as const;

const reportView: View<ReportSummary> = {
  toHuman: ({ path, charts }) => [path, ...charts].map(toSafeText).join("\n"),
  toTable: (summary) => ({
    columns: ["file", "bytes", "title", "datasets", "edges", ...severities],
    rows: [
      [
        summary.path,
        String(summary.bytes),
        summary.title,
        String(summary.datasets),
        String(summary.edges),
        ...severities.map((severity) => String(summary.findings[severity])),
      ],
    ],
  }),
  toQuiet: ({ path, charts }) => [path, ...charts],
};

function toReportText({ datasets, edges, findings, bytes }: ReportSummary): string {
  const found = `${findings.high} findings of high severity, ${findings.medium} of medium`;
  return `${datasets} datasets, ${edges} edges · ${found} · ${Math.ceil(bytes / 1024)} KiB`;
}
