/**
 * Measures the agents on the labelled corpora beside the repository and fails when a figure falls below its floor.
 * Usage: npm run eval [-- --agents rules] [CORPUS]; figures of fitted weights are cross-validated by repository.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type EvaluationReport, evaluateCorpus } from "../src/evaluate/index.ts";
import { findAgentMode } from "./evaluation/agent-modes.ts";
import { toReportLines } from "./evaluation/report-lines.ts";

interface Floor {
  readonly name: string;
  readonly value: (report: EvaluationReport) => number | null;
  readonly atLeast: number;
}

const { values, positionals } = parseArgs({
  options: { agents: { type: "string", default: "rules" } },
  allowPositionals: true,
});
const mode = findAgentMode(values.agents);
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

const runs = [
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
for (const run of runs) {
  const folder = join(root, run.folder);
  if (!existsSync(folder)) throw new Error(`${folder} is not there: name the folder of the labelled corpora`);
  const report = await evaluateCorpus(folder, { ...run.options, ...mode });
  process.stdout.write(`${run.title}, ${report.agents}\n${toReportLines(report).join("\n")}\n\n`);
  for (const floor of run.floors) {
    const value = floor.value(report);
    if (value === null || value < floor.atLeast)
      missed.push(`${run.title}: ${floor.name} is ${value}, below ${floor.atLeast}`);
  }
}
for (const line of missed) process.stdout.write(`${line}\n`);
process.exitCode = missed.length === 0 ? 0 : 1;

function toKept(error: number | null): number | null {
  return error === null ? null : 1 - error;
}
