import type { Command } from "commander";
import { findGraphImportFailure, type ImportSummary, importGraph } from "../../app/index.ts";
import type { ImportProblem } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

interface ImportOptions {
  readonly as?: string;
  readonly dryRun?: boolean;
}

export function addImportCommand(program: Command, door: Door): void {
  const command = program
    .command("import")
    .description("take over a graph from JSON, CSV, GraphML or the reference layout, as edges in your name")
    .argument("<files...>", "files that make one graph, or their folder")
    .option("--as <format>", "json, graphml, reference-layout or csv (default: what the files look like)")
    .option("--dry-run", "say what would be taken over; write nothing")
    .option("--reviewer <name>", "in whose name (default: your user name)")
    .action((paths: string[], options: ImportOptions) =>
      door.perform({
        command,
        useCase: importGraph,
        input: { paths, format: options.as ?? null, isDryRun: options.dryRun ?? false },
        view: importView,
        toReport: toImportReport,
        findFailure: findGraphImportFailure,
      }),
    );
  addExamples(command, [
    "stemma import lineage.graphml",
    "stemma import nodes.csv edges.csv --dry-run",
    "stemma import graph.jsonl data.jsonl --reviewer Ada",
  ]);
}

const maxShown = 40;

/** Records that were kept although something about them is odd can be as many as the records: programs get them all. */
const importView: View<ImportSummary> = {
  toHuman: ({ problems }, screen) => {
    const rejected = problems.filter(({ effect }) => effect === "rejected");
    if (rejected.length === 0) return "";
    const table = toAlignedText(toProblemTable(rejected.slice(0, maxShown)), screen);
    return rejected.length <= maxShown
      ? table
      : `${table}\n… and ${rejected.length - maxShown} more (all of them: --format agent)`;
  },
  toTable: ({ problems }) => toProblemTable(problems),
  toQuiet: ({ edges }) => [String(edges.added)],
};

function toProblemTable(problems: readonly ImportProblem[]): Table {
  return {
    columns: ["file", "line", "path", "effect", "reason", "record"],
    rows: problems.map(({ file, line, path, effect, reason, record }) => [
      file,
      line === null ? "" : String(line),
      path ?? "",
      effect,
      reason,
      record,
    ]),
  };
}

function toImportReport({ isDryRun, datasets, edges, by, problems }: ImportSummary): string {
  const odd = problems.filter(({ effect }) => effect === "kept").length;
  const parts = [
    `${edges.added} of ${edges.recorded} edges ${isDryRun ? "would be added" : "added"} in the name of ${by}`,
    ...toPart(edges.known, "known before"),
    ...toPart(edges.repeated, "recorded twice"),
    ...toPart(edges.setAside, "rejected by their own record"),
    ...toPart(edges.rejected, "refused"),
    ...toPart(datasets.added, "datasets added without an edge"),
    ...toPart(odd, "remarks (--format agent)"),
  ];
  return parts.join(" · ");
}

function toPart(count: number, meaning: string): string[] {
  return count === 0 ? [] : [`${count} ${meaning}`];
}
