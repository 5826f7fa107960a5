import type { RowsVerification } from "../../app/index.ts";
import type { Screen } from "../terminal/screen.ts";
import { toPathText } from "./evidence-path.ts";
import { toQuantity } from "./quantity.ts";
import { type TableSection, toSectionsText } from "./sections.ts";
import type { Table, View } from "./view.ts";

type Pair = RowsVerification["pairs"][number];
type Outcome = Pair["outcome"];

/** The outcomes that a person is shown pair by pair. */
const titles = {
  "predicted-and-found": "Predicted and found",
  "found-not-predicted": "Found, and no path predicts it",
  "predicted-not-found": "Predicted, not found",
  "not-scanned": "Not scanned",
} as const satisfies Partial<Record<Outcome, string>>;
type ShownOutcome = keyof typeof titles;

const reasons: Readonly<Record<NonNullable<Pair["notScanned"]>, string>> = {
  "pair-budget": "budget of pairs",
  "row-budget": "budget of rows",
  "no-rows": "no rows given",
  unreadable: "unreadable",
};

export const rowsVerificationView: View<RowsVerification> = {
  toHuman: (result, screen) => toSectionsText(toSections(result), screen),
  toTable: (result) => ({
    columns: ["outcome", "a", "b", "likelihood", "shared", "of a", "of b", "edge", "not scanned", "way"],
    rows: result.pairs.map((pair) => [
      pair.outcome,
      toName(result, pair.a),
      toName(result, pair.b),
      toLikelihood(pair),
      ...toShared(result, pair),
      pair.edge?.standing ?? "",
      pair.notScanned ?? "",
      toWay(pair),
    ]),
  }),
  toQuiet: (result) =>
    result.pairs
      .filter(({ outcome }) => outcome === "predicted-and-found" || outcome === "found-not-predicted")
      .map(({ a, b }) => `${toName(result, a)} ${toName(result, b)}`),
};

function toSections(result: RowsVerification): TableSection[] {
  const byOutcome = Map.groupBy(result.pairs, ({ outcome }) => outcome);
  return (Object.keys(titles) as ShownOutcome[]).map((outcome) => ({
    title: titles[outcome],
    table: toOutcomeTable(result, outcome, byOutcome.get(outcome) ?? []),
  }));
}

function toOutcomeTable(result: RowsVerification, outcome: ShownOutcome, pairs: readonly Pair[]): Table {
  const isScanned = outcome !== "not-scanned";
  const hasWay = outcome !== "found-not-predicted";
  return {
    columns: [
      "a",
      "b",
      ...(hasWay ? ["likelihood"] : []),
      ...(isScanned ? ["shared", "of a", "of b", "edge"] : ["why"]),
      ...(hasWay ? ["way"] : []),
    ],
    rows: pairs.map((pair) => [
      toName(result, pair.a),
      toName(result, pair.b),
      ...(hasWay ? [toLikelihood(pair)] : []),
      ...(isScanned ? [...toShared(result, pair), pair.edge?.standing ?? ""] : [toReason(result, pair)]),
      ...(hasWay ? [toWay(pair)] : []),
    ]),
  };
}

function toName({ datasets }: RowsVerification, position: number): string {
  const { dataset = "", split = null } = datasets[position] ?? {};
  return split === null ? dataset : `${dataset}:${split}`;
}

function toLikelihood({ prediction }: Pair): string {
  return prediction === null ? "" : prediction.likelihood.toFixed(3);
}

/** How many keys the two share, and what share of each side's that is. */
function toShared({ found }: RowsVerification, { counts }: Pair): readonly string[] {
  const count = counts.find(({ tier, scope }) => tier === found.tier && scope === found.scope);
  if (count === undefined) return ["", "", ""];
  const toShare = (unique: number) =>
    unique === 0
      ? "0 of 0"
      : `${((100 * count.shared) / unique).toFixed(1)}% of ${unique.toLocaleString("en-US")}`;
  return [count.shared.toLocaleString("en-US"), toShare(count.uniqueA), toShare(count.uniqueB)];
}

function toReason({ datasets }: RowsVerification, { a, b, notScanned }: Pair): string {
  if (notScanned === null) return "";
  const problem = datasets[a]?.problem ?? datasets[b]?.problem;
  return notScanned === "unreadable" && problem ? problem : reasons[notScanned];
}

/** Both ways from where they begin; one of them where it begins at one of the two. */
function toWay({ prediction }: Pair): string {
  if (prediction === null) return "";
  return [prediction.toA, prediction.toB]
    .filter(({ steps }) => steps.length > 0)
    .map(toPathText)
    .join("; ");
}

export function toRowsVerificationReport(result: RowsVerification, { colors }: Screen): string {
  const { outcomes, saved, rowsRead } = result;
  const of = (outcome: Outcome) => outcomes[outcome] ?? 0;
  const predicted = result.pairs.filter(({ prediction }) => prediction !== null).length;
  const parts = [
    `${of("predicted-and-found")} of ${toQuantity(predicted, "predicted pair")} share rows, ${of("predicted-not-found")} do not, ${of("not-scanned")} not scanned`,
    ...(of("found-not-predicted") > 0 ? [`${of("found-not-predicted")} found that no path predicts`] : []),
    ...(of("not-predicted-not-found") > 0
      ? [`${of("not-predicted-not-found")} neither predicted nor found`]
      : []),
    `${toQuantity(rowsRead, "row")} read`,
  ];
  return [parts.join("; "), ...toSavingLines(saved).map((line) => colors.dim(line))].join("\n");
}

function toSavingLines(saved: RowsVerification["saved"]): string[] {
  const unread =
    saved.rows === null ? `${toQuantity(saved.bytes, "byte")} of rows` : toQuantity(saved.rows, "row");
  return [
    ...(saved.pairs > 0
      ? [
          `the graph spared ${toQuantity(saved.pairs, "pair")} that no path connects (${toQuantity(saved.lookups, "look-up")} of rows${saved.pairsUncounted > 0 ? `, ${saved.pairsUncounted} of the pairs not counted` : ""})`,
        ]
      : []),
    ...(saved.datasets.length > 0
      ? [`${toQuantity(saved.datasets.length, "dataset")} never read: ${unread}`]
      : []),
  ];
}
