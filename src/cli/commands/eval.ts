import type { Command } from "commander";
import type { z } from "zod";
import { evaluateRules } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Report = z.output<typeof evaluateRules.output>;

const reportView: View<Report> = {
  toHuman: (report, screen) =>
    [
      toAlignedText(toScoreTable(report), screen),
      ...toShares(report).map(([name, text]) => `${name.padEnd(26)}${text}`),
    ].join("\n"),
  toTable: ({ datasets }) => ({
    columns: ["id", "tp", "fp", "fn", "wrong", "missed"],
    rows: datasets.map(({ id, tp, fp, fn, edges }) => [
      id,
      ...[tp, fp, fn].map(String),
      edges.flatMap(({ verdict, upstream }) => (verdict === "wrong" ? [upstream] : [])).join(", "),
      edges.flatMap(({ verdict, upstream }) => (verdict === "missed" ? [upstream] : [])).join(", "),
    ]),
  }),
  toQuiet: ({ edges }) => [toNumber(edges.f1)],
};

export function addEvalCommand(program: Command, door: Door): void {
  const command = program
    .command("eval")
    .description("measure the agents on a folder of labelled documents")
    .argument("<corpus>", "folder with one folder per dataset: documents and gold.json")
    .option("--without-field", "take the source_datasets field out of hub cards first")
    .option("--agents <who>", "who reads: rules (default), or language models beside them")
    .option("--model <name>", "one model for every role: provider/model (default: those of the paper)")
    .option("--max-cost <dollars>", "US dollars that models may cost")
    .option("--cross-validate", "refit the confidence for each repository without its own documents")
    .action((folder: string, options: { withoutField?: boolean; crossValidate?: boolean }) =>
      door.perform({ command, useCase: evaluateRules, input: { folder, ...options }, view: reportView }),
    );
  addExamples(command, ["stemma eval corpus/github", "stemma eval corpus/github --json | jq .edges"]);
}

function toScoreTable({ edges, accepted, strict, macro, withoutLongest }: Report): Table {
  const counted = { edges, accepted, strict, withoutLongest };
  return {
    columns: ["", "precision", "recall", "f1", "right", "wrong", "missed"],
    rows: [
      ...Object.entries(counted).map(([name, score]) => [
        rowNames[name as keyof typeof counted],
        ...[score.precision, score.recall, score.f1].map(toNumber),
        ...[score.tp, score.fp, score.fn].map(String),
      ]),
      ["mean over datasets", ...[macro.precision, macro.recall, macro.f1].map(toNumber), "", "", ""],
    ],
  };
}

const rowNames = {
  edges: "all edges",
  accepted: "accepted edges",
  strict: "without ambiguous labels",
  withoutLongest: "without the two longest",
} as const;

function toShares(report: Report): [string, string][] {
  const { silent, negatives, candidates, resolution, relations } = report;
  return [
    ["silent documents", `${silent.withEdge} of ${silent.documents} with an edge`],
    ["negatives", `${negatives.reported} of ${negatives.labelled} reported (${toNumber(negatives.rate)})`],
    ["candidates", `${candidates.found} of ${candidates.labelled} seen (${toNumber(candidates.recall)})`],
    ["resolution", `${toNumber(resolution.accuracy)} right of ${resolution.labelled}`],
    ["relations", `${toNumber(relations.accuracy)} right`],
    ...toCalibration(report),
    ["confidence weights", report.weights],
    ["agents", report.agents],
  ];
}

function toCalibration({ calibration }: Report): [string, string][] {
  const { expectedError, brierScore, logLoss, reviewYield } = calibration;
  const yields = reviewYield.map(
    ({ percent, errors }) => `${errors.value === null ? "-" : errors.value.toFixed(2)} in ${percent} %`,
  );
  return [
    ["calibration error", toInterval(expectedError.equalWidth)],
    ["  in equally filled bins", toInterval(expectedError.equalMass)],
    ["Brier score", `${toInterval(brierScore)}, log loss ${toNumber(logLoss.value)}`],
    ["errors in the least sure", yields.join(", ")],
  ];
}

function toInterval({ value, low, high }: Report["calibration"]["brierScore"]): string {
  return value === null ? "-" : `${toNumber(value)} (${toNumber(low)} to ${toNumber(high)})`;
}

function toNumber(value: number | null): string {
  return value === null ? "-" : value.toFixed(3);
}
