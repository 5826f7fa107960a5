import type { Command } from "commander";
import type { z } from "zod";
import {
  estimateTrace,
  findTraceFailure,
  type Traced,
  toCanonicalPieces,
  traceDatasets,
} from "../../app/index.ts";
import type { Door } from "../door.ts";
import type { Screen } from "../terminal/screen.ts";
import { toTreeText } from "../views/lineage-tree.ts";
import { toCostText } from "../views/spending.ts";
import { toAlignedText } from "../views/table.ts";
import { toTraceReport } from "../views/trace-report.ts";
import { toTreeTable } from "../views/tree-table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

export function addTraceCommand(program: Command, door: Door): void {
  const command = program
    .command("trace")
    .description("trace where datasets come from, and everything upstream of them")
    .argument("<ids...>", "org/name, github:owner/repo, or the address of a dataset's page")
    .option("--depth <n>", "largest distance from a dataset asked for that is still expanded")
    .option("--snapshot <folder>", "read from a snapshot folder instead of the network")
    .option("--concurrency <n>", "datasets read at the same time (default: 6)")
    .option("--agents <who>", "who reads: rules (default), or language models beside them")
    .option("--model <name>", "one model for every role: provider/model (default: those of the paper)")
    .option("--model-concurrency <n>", "requests under way at a time, per model endpoint (default: 4)")
    .option("--max-tokens <n>", "tokens that models may take in this run")
    .option("--max-cost <dollars>", "US dollars that models may cost in this run")
    .option("--dry-run", "write nothing and ask no model; print what a run would read and cost")
    .option("--max-datasets <n>", "datasets to read in this run")
    .option("--max-requests <n>", "requests to send in this run")
    .option("--max-duration <time>", "time this run may take: 90s, 15m, 2h")
    .option("--refresh", "ask again for what is already known; unchanged documents are not read twice")
    .option("--why", "print the quotes behind every edge")
    .action((ids: string[], { dryRun, refresh = false, why = false }: TraceOptions) =>
      dryRun === true
        ? door.perform({ command, useCase: estimateTrace, input: { ids }, view: estimateView })
        : door.perform({
            command,
            useCase: traceDatasets,
            input: { ids, refresh },
            view: toTraceView(why),
            toReport: toTraceReport,
            findFailure: findTraceFailure,
          }),
    );
  addExamples(command, [
    "stemma trace AI-MO/NuminaMath-CoT",
    "stemma trace org/a org/b --depth 2 --max-requests 200",
    "stemma trace open-r1/OpenR1-Math-220k --snapshot examples/snapshot",
    "stemma trace AI-MO/NuminaMath-CoT --json > lineage.json",
    "stemma trace org/name --agents model --dry-run",
    "stemma trace org/name --agents model --model compatible/qwen3:8b",
  ]);
}

interface TraceOptions {
  readonly dryRun?: boolean;
  readonly refresh?: boolean;
  readonly why?: boolean;
}

type Estimate = z.output<typeof estimateTrace.output>;

const estimateView: View<Estimate> = {
  toHuman: (estimate, screen) => {
    const { datasets, requests, world, roles } = estimate;
    const read = `${datasets} datasets to read from ${world}, ${requests} requests`;
    if (roles.length === 0) return `${read}; rules read, which cost nothing (--agents model)`;
    return [read, "", toAlignedText(toEstimateTable(estimate), screen), "", estimateNote].join("\n");
  },
  toTable: toEstimateTable,
  toQuiet: ({ total }) => [toCostText(total.costUsd)],
};

const estimateNote =
  "By the lineage that rules find. Tokens in are counted by characters; tokens out are the limits, most answers are far shorter.";

function toEstimateTable({ roles, total }: Estimate): Table {
  return {
    columns: ["role", "model", "calls", "cached", "tokens in", "tokens out", "$ to read", "$ at most"],
    rows: [...roles, { role: "all", model: "", ...total }].map((row) => [
      row.role,
      row.model,
      ...[row.calls, row.cached, row.inputTokens, row.outputTokens].map(String),
      toCostText(row.readingUsd),
      toCostText(row.costUsd),
    ]),
  };
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
