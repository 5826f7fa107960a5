import { type Command, Option } from "commander";
import type { z } from "zod";
import { rankDatasets } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import { toQuantity } from "../views/quantity.ts";
import { toSectionsText } from "../views/sections.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Ranking = z.output<typeof rankDatasets.output>;

interface RankFlags {
  readonly gaps: "skip" | "last";
  readonly lowerIsBetter?: string[];
}

const rankView: View<Ranking> = {
  toHuman: (ranking, screen) =>
    toSectionsText(
      [
        { title: "Ranks", table: toRankTable(ranking) },
        { title: "Where Borda and the mean disagree", table: toDisagreementTable(ranking) },
      ],
      screen,
    ),
  toTable: toRankTable,
  toQuiet: ({ rows }) => rows.map(({ dataset }) => dataset),
};

export function addRankCommand(program: Command, door: Door): void {
  const command = program
    .command("rank")
    .description("rank the datasets of a table over several metrics: Borda beside the mean")
    .argument("<table>", "CSV with a header, or a JSON list of objects; one row per dataset")
    .addOption(
      new Option("--gaps <rule>", "a missing figure counts nowhere, or as the worst")
        .choices(["skip", "last"])
        .default("skip"),
    )
    .option("--lower-is-better <metric...>", "metrics of which less is better")
    .action((path: string, { gaps, lowerIsBetter }: RankFlags) =>
      door.perform({
        command,
        useCase: rankDatasets,
        input: { path, gaps, lowerIsBetter: lowerIsBetter ?? [] },
        view: rankView,
        toReport: toRankReport,
      }),
    );
  addExamples(command, [
    "stemma rank scores.csv",
    "stemma rank scores.csv --lower-is-better perplexity --gaps last",
  ]);
}

function toRankTable({ rows }: Ranking): Table {
  return {
    columns: ["rank", "dataset", "borda", "rank by mean", "mean", "missing"],
    rows: rows.map(({ dataset, borda, bordaRank, mean, meanRank, missing }) => [
      toText(bordaRank),
      dataset,
      toText(borda, 3),
      toText(meanRank),
      toText(mean, 3),
      missing.join(", "),
    ]),
  };
}

function toDisagreementTable({ disagreements }: Ranking): Table {
  return {
    columns: ["higher by Borda", "higher by the mean", "the first is better on", "the second on"],
    rows: disagreements.map(({ dataset, other, betterOn, worseOn }) => [
      dataset,
      other,
      betterOn.join(", "),
      worseOn.join(", "),
    ]),
  };
}

function toText(value: number | null, digits?: number): string {
  if (value === null) return "";
  return digits === undefined ? String(value) : value.toFixed(digits);
}

function toRankReport({ rows, metrics, pairCount, disagreementCount }: Ranking): string {
  const unused = metrics.filter(({ isUsed }) => !isUsed).map(({ name }) => name);
  const idle = unused.length === 0 ? "" : `; too few figures to decide by: ${unused.join(", ")}`;
  const text = `${toQuantity(rows.length, "dataset")} by ${toQuantity(metrics.length, "metric")}; the two orders turn round ${disagreementCount} of ${toQuantity(pairCount, "pair")}${idle}`;
  return toSafeText(text);
}
