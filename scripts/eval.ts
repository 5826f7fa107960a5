/**
 * Measures the rules on the labelled corpora beside the repository and fails when a figure falls below its floor.
 * Usage: npm run eval [-- CORPUS]; figures of fitted weights are cross-validated by repository.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type EvaluationReport, evaluateCorpus, type Score } from "../src/evaluate/index.ts";

interface Floor {
  readonly name: string;
  readonly value: (report: EvaluationReport) => number | null;
  readonly atLeast: number;
}

const root = process.argv[2] ?? join(import.meta.dirname, "../../shared/corpus");
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
  const report = await evaluateCorpus(folder, run.options);
  process.stdout.write(`${run.title}\n${toLines(report).join("\n")}\n\n`);
  for (const floor of run.floors) {
    const value = floor.value(report);
    if (value === null || value < floor.atLeast)
      missed.push(`${run.title}: ${floor.name} is ${value}, below ${floor.atLeast}`);
  }
}
for (const line of missed) process.stdout.write(`${line}\n`);
process.exitCode = missed.length === 0 ? 0 : 1;

function toLines(report: EvaluationReport): string[] {
  const { silent, negatives, candidates, resolution, relations, macro } = report;
  return [
    toScoreLine("edges", report.edges),
    toScoreLine("accepted", report.accepted),
    toScoreLine("strict", report.strict),
    toScoreLine("without the two longest", report.withoutLongest),
    `  ${"macro".padEnd(26)}P ${show(macro.precision)}  R ${show(macro.recall)}  F1 ${show(macro.f1)}`,
    `  silent documents with an edge: ${silent.withEdge} of ${silent.documents}; negatives reported: ${negatives.reported} of ${negatives.labelled} (${show(negatives.rate)})`,
    `  candidate recall ${show(candidates.recall)}; resolution ${show(resolution.accuracy)}, without the catalogue ${show(resolution.withoutCatalogue)}; relations ${show(relations.accuracy)}`,
  ];
}

function toScoreLine(name: string, score: Score): string {
  return `  ${name.padEnd(26)}P ${show(score.precision)}  R ${show(score.recall)}  F1 ${show(score.f1)}  (${score.tp} found, ${score.fp} wrong, ${score.fn} missed)`;
}

function show(value: number | null): string {
  return value === null ? "  -  " : value.toFixed(3);
}
