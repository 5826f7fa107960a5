/**
 * Measures the agents on the labelled corpora beside the repository and fails when a figure falls below its floor.
 * Usage: npm run eval [-- --only documents|paper|rows] [--agents rules|model|stand-in] [CORPUS]; without --agents the rules
 * and, on the first corpus, the stand-in of a model. Figures of fitted weights are cross-validated by repository. Without
 * --agents and CORPUS also the paths and figures that the paper prints, and what is known of real rows, where they are there.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type EvaluateOptions, type EvaluationReport, evaluateCorpus } from "../src/evaluate/index.ts";
import { type AgentMode, openAgentMode } from "./evaluation/agent-modes.ts";
import { type Figure, toFigureLines } from "./evaluation/figure.ts";
import { checkPaper } from "./evaluation/paper-check.ts";
import { toReportLines } from "./evaluation/report-lines.ts";
import { checkRows } from "./evaluation/rows/rows-check.ts";

interface Floor {
  readonly name: string;
  readonly value: (report: EvaluationReport) => number | null;
  readonly atLeast: number;
}

const { values, positionals } = parseArgs({
  options: { agents: { type: "string" }, only: { type: "string" } },
  allowPositionals: true,
});
const root = positionals[0] ?? join(import.meta.dirname, "../../shared/corpus");
const githubFloors: readonly Floor[] = [
  { name: "edges precision", value: (report) => report.edges.precision, atLeast: 0.9 },
  { name: "edges recall", value: (report) => report.edges.recall, atLeast: 0.85 },
  { name: "accepted precision", value: (report) => report.accepted.precision, atLeast: 0.95 },
  { name: "accepted recall", value: (report) => report.accepted.recall, atLeast: 0.6 },
  { name: "F1 without the two longest lists", value: (report) => report.withoutLongest.f1, atLeast: 0.82 },
  { name: "negatives left out", value: (report) => 1 - report.negatives.rate, atLeast: 0.96 },
  {
    name: "silent documents left silent",
    value: (report) => report.silent.documents - report.silent.withEdge,
    atLeast: 15,
  },
  {
    name: "calibration (1 less the expected error)",
    value: (report) => toKept(report.calibration.expectedError.equalWidth.value),
    atLeast: 0.92,
  },
  {
    name: "calibration in equally filled bins",
    value: (report) => toKept(report.calibration.expectedError.equalMass.value),
    atLeast: 0.92,
  },
  {
    name: "errors in the least sure 10 %",
    value: (report) =>
      report.calibration.reviewYield.find(({ percent }) => percent === 10)?.errors.value ?? null,
    atLeast: 0.4,
  },
];
const cardFloors: readonly Floor[] = [
  { name: "edges precision", value: (report) => report.edges.precision, atLeast: 0.97 },
  { name: "edges recall", value: (report) => report.edges.recall, atLeast: 0.95 },
];

interface Run {
  readonly title: string;
  readonly folder: string;
  readonly options: EvaluateOptions;
  readonly floors: readonly Floor[];
}

const runs: readonly Run[] = [
  {
    title: "github, cross-validated by repository",
    folder: "github",
    options: { crossValidate: true },
    floors: githubFloors,
  },
  { title: "github, shipped weights (fitted on these documents)", folder: "github", options: {}, floors: [] },
  { title: "hf-cards, with the source_datasets field", folder: "hf-cards", options: {}, floors: cardFloors },
  { title: "hf-cards, without it", folder: "hf-cards", options: { withoutField: true }, floors: [] },
];

const missed: string[] = [];
const shared = join(import.meta.dirname, "../../shared");
const isWhole = values.agents === undefined && positionals.length === 0;
const isWanted = (part: "documents" | "paper" | "rows") => (values.only ?? part) === part;

if (isWanted("documents")) await measureDocuments();
if (isWhole && isWanted("paper")) await measurePaper(join(shared, "paper"));
if (isWhole && isWanted("rows")) await measureRows(join(shared, "data"));
for (const line of missed) process.stdout.write(`${line}\n`);
process.exitCode = missed.length === 0 ? 0 : 1;

async function withMode(name: string, use: (mode: AgentMode) => Promise<void>): Promise<void> {
  const mode = await openAgentMode(name);
  try {
    await use(mode);
  } finally {
    await mode.close();
  }
}

async function measure(run: Run, { title, createAgents, fitAdjustments }: AgentMode): Promise<void> {
  const folder = join(root, run.folder);
  if (!existsSync(folder)) throw new Error(`${folder} is not there: name the folder of the labelled corpora`);
  const report = await evaluateCorpus(folder, { ...run.options, createAgents, fitAdjustments });
  process.stdout.write(`${run.title}, ${title}\n${toReportLines(report).join("\n")}\n\n`);
  for (const floor of run.floors) {
    const value = floor.value(report);
    if (value === null || value < floor.atLeast)
      missed.push(`${run.title}: ${floor.name} is ${value}, below ${floor.atLeast}`);
  }
}

async function measureDocuments(): Promise<void> {
  await withMode(values.agents ?? "rules", async (mode) => {
    for (const run of runs) await measure(run, mode);
  });
  if (values.agents !== undefined) return;
  await withMode("stand-in", async (mode) => {
    for (const run of runs.slice(1, 2)) await measure({ ...run, floors: [] }, mode);
  });
}

async function measurePaper(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  printFigures("the paper's printed edges, imported", await checkPaper(folder));
}

async function measureRows(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  printFigures("known true results of real rows", await checkRows(folder));
}

function printFigures(title: string, figures: readonly Figure[]): void {
  process.stdout.write(`${title}\n${toFigureLines(figures).join("\n")}\n\n`);
  for (const { what, expected, got, isMissed } of figures)
    if (isMissed) missed.push(`${title}: ${what} is ${got}, expected ${expected}`);
}

function toKept(error: number | null): number | null {
  return error === null ? null : 1 - error;
}
