import type { Command } from "commander";
import { findTraceFailure, type Traced, toCanonicalPieces, traceDatasets } from "../../app/index.ts";
import type { Door } from "../door.ts";
import type { Screen } from "../terminal/screen.ts";
import { toTreeText } from "../views/lineage-tree.ts";
import { toTraceReport } from "../views/trace-report.ts";
import { toTreeTable } from "../views/tree-table.ts";
import type { View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

export function addTraceCommand(program: Command, door: Door): void {
  const command = program
    .command("trace")
    .description("trace where datasets come from, and everything upstream of them")
    .argument("<ids...>", "org/name, github:owner/repo, or the address of a dataset's page")
    .option("--depth <n>", "largest distance from a dataset asked for that is still expanded")
    .option("--snapshot <folder>", "read from a snapshot folder instead of the network")
    .option("--concurrency <n>", "datasets read at the same time (default: 6)")
    .option("--max-datasets <n>", "datasets to read in this run")
    .option("--max-requests <n>", "requests to send in this run")
    .option("--max-duration <time>", "time this run may take: 90s, 15m, 2h")
    .option("--refresh", "ask again for what is already known; unchanged documents are not read twice")
    .option("--why", "print the quotes behind every edge")
    .action((ids: string[], options: { refresh?: boolean; why?: boolean }) =>
      door.perform({
        command,
        useCase: traceDatasets,
        input: { ids, refresh: options.refresh ?? false },
        view: toTraceView(options.why ?? false),
        toReport: toTraceReport,
        findFailure: findTraceFailure,
      }),
    );
  addExamples(command, [
    "stemma trace AI-MO/NuminaMath-CoT",
    "stemma trace org/a org/b --depth 2 --max-requests 200",
    "stemma trace open-r1/OpenR1-Math-220k --snapshot examples/snapshot",
    "stemma trace AI-MO/NuminaMath-CoT --json > lineage.json",
  ]);
}

/** Trees one below the other; as JSON the canonical lineage graph, the same bytes for the same documents. */
function toTraceView(why: boolean): View<Traced> {
  return {
    toHuman: ({ trees }, screen) => ({ pieces: toTreePieces(trees, screen, why) }),
    toTable: ({ trees }) => toTreeTable(trees.flat()),
    toQuiet: ({ graph }) => graph.datasets.map((dataset) => dataset.id),
    toJsonPieces: ({ graph }) => ({ pieces: toCanonicalPieces(graph) }),
  };
}

function* toTreePieces(trees: Traced["trees"], screen: Screen, why: boolean): Iterable<string> {
  for (const [position, rows] of trees.entries()) {
    yield `${position === 0 ? "" : "\n"}${toTreeText(rows, screen, { why })}\n`;
  }
}
