import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import type { z } from "zod";
import { deduplicateRows } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { toSafeText } from "../../terminal/safe-text.ts";
import type { Screen } from "../../terminal/screen.ts";
import { toQuantity } from "../../views/quantity.ts";
import { toAlignedText } from "../../views/table.ts";
import type { Table, View } from "../../views/view.ts";
import { addExamples, parseCount } from "../examples.ts";
import { addRowOptions, type RowOptions, toRowRequest } from "./row-options.ts";
import { toCountText, toReadReport } from "./row-texts.ts";

type Report = z.output<typeof deduplicateRows.output>;

interface DedupOptions extends RowOptions {
  readonly permutations?: number;
  readonly threshold?: number;
  readonly ngram?: number;
  readonly unit?: string;
  readonly seed?: number;
  readonly bands?: number;
  readonly rows?: number;
  readonly verify?: string;
  readonly keep?: string;
  readonly clusters?: number | true;
  readonly out?: string;
  readonly ledger?: string;
  readonly force?: boolean;
}

/** Clusters that are listed when no number is given. */
const someClusters = 1000;

export function addRowsDedupCommand(parent: Command, door: Door): void {
  const command = parent
    .command("dedup")
    .description("find near-duplicates, and write what is left without them")
    .argument(
      "<input...>",
      "files, folders, quoted globs, - for stdin, or datasets of the hub; name=… names one",
    );
  addSettings(command);
  command
    .option("--clusters [n]", `list the n largest groups of duplicates (${someClusters})`, parseCount)
    .option("--out <file>", "write the rows that are left: .jsonl, .jsonl.gz or .parquet")
    .option("--ledger <file>", "write the dropped rows, each with the row that caused it: the same endings")
    .option("--force", "replace files that are there")
    .action((inputs: string[], { clusters, out, ledger, force, ...options }: DedupOptions) =>
      door.perform({
        command,
        useCase: deduplicateRows,
        input: {
          ...options,
          ...toRowRequest(options, inputs),
          clusters: clusters === true ? someClusters : (clusters ?? null),
          out: out ?? null,
          ledger: ledger ?? null,
          replaces: force ?? false,
        },
        view: dedupView,
        toReport: toDedupReport,
      }),
    );
  addRowOptions(command);
  addExamples(command, [
    "stemma rows dedup train.jsonl --out clean.jsonl --ledger dropped.jsonl",
    "stemma rows dedup a.parquet b.jsonl.gz --unit char --keep greedy",
    "stemma rows dedup train.jsonl --threshold 0.8 --ngram 5 --clusters 20",
  ]);
}

/** What is refused is refused by the use case, with what can be given. */
function addSettings(command: Command): void {
  command
    .option(
      "--threshold <t>",
      "Jaccard similarity from which two texts are near-duplicates (0.7)",
      parseNumber,
    )
    .option("--ngram <n>", "tokens in a shingle (8)", parseNumber)
    .option("--unit <unit>", "what a token is: word, alnum or char (word)")
    .option("--permutations <n>", "length of a signature, a multiple of 8 (128)", parseNumber)
    .option("--seed <n>", "seed of the permutations (1)", parseNumber)
    .option("--bands <n>", "bands of a signature, with --rows (those that fit the threshold)", parseNumber)
    .option("--rows <n>", "signature values in a band, with --bands", parseNumber)
    .option("--verify <how>", "how candidates are judged: jaccard, estimate or none (jaccard)")
    .option("--keep <rule>", "first of each component, or greedy in the order of the rows (first)");
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || Number.isNaN(number)) throw new InvalidArgumentError("it is no number.");
  return number;
}

const dedupView: View<Report> = {
  toHuman: (report, screen) =>
    [toStageTable(report), ...(report.bySource.length > 1 ? [toSourceTable(report)] : [])]
      .map((table) => toAlignedText(table, screen))
      .concat(toClusterTexts(report, screen))
      .join("\n\n"),
  toTable: toSourceTable,
  toQuiet: ({ near }) => [String(near.survivors)],
};

function toStageTable({ rows, exact, near, settings }: Report): Table {
  const { unit, ngram, threshold } = settings;
  const pairs = `${near.pairsAreAll ? "" : "at least "}${toQuantity(near.pairs, "similar pair")}`;
  const stage = (name: string, left: number, before: number, how: string) => [
    name,
    toCountText(left),
    toCountText(before - left),
    how,
  ];
  return {
    columns: ["stage", "rows left", "dropped", "how"],
    rows: [
      stage("rows", rows, rows, ""),
      stage("exact", exact.survivors, rows, "equal but for white space"),
      stage("near", near.survivors, exact.survivors, `${pairs}: ${ngram} ${unit}s, Jaccard >= ${threshold}`),
    ],
  };
}

function toSourceTable({ bySource }: Report): Table {
  return {
    columns: ["source", "rows", "exact duplicates", "near-duplicates", "left"],
    rows: bySource.map(({ input, label, rows, exactDuplicates, nearDuplicates, survivors }) => [
      label === null ? input : `${input}: ${label}`,
      ...[rows, exactDuplicates, nearDuplicates, survivors].map(toCountText),
    ]),
  };
}

/** How many members of a cluster are printed. */
const shownMembers = 10;

function toClusterTexts({ clusters, inputs }: Report, { colors }: Screen): string[] {
  const isOneFile = inputs.length === 1 && inputs[0]?.files.length === 1;
  const toRowText = ({ file, row }: { readonly file: string; readonly row: number }) =>
    isOneFile ? `row ${row}` : `${toSafeText(file)} row ${row}`;
  return (clusters ?? []).map(({ representative, members }) => {
    const head = colors.bold(`${toRowText(representative)} is kept for ${toQuantity(members.length, "row")}`);
    const shown = members.slice(0, shownMembers).map((member) => {
      const { stage, matched, similarity } = member;
      const relation = stage === "exact" ? "equals" : "is similar to";
      const measured = stage === "exact" || similarity === null ? "" : ` (${similarity.toFixed(3)})`;
      return `  ${toRowText(member)} ${relation} ${toRowText(matched)}${measured}`;
    });
    const more = members.length - shown.length;
    return [head, ...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
  });
}

function toDedupReport(report: Report): string {
  const { near, clusterCount, clusters, written } = report;
  const hidden = clusterCount - (clusters?.length ?? clusterCount);
  const remarks = [
    ...(near.pairsAreAll
      ? []
      : [
          "so many texts are alike that pairs inside one group were not all compared: there may be more pairs",
        ]),
    ...(near.givenUp === 0
      ? []
      : [
          `${toQuantity(near.givenUp, "text")} given up after many comparisons in vain: some may have a near-duplicate`,
        ]),
    ...(near.tokenless === 0
      ? []
      : [`${toQuantity(near.tokenless, "text")} without a token: compared for equality only`]),
    ...(hidden === 0 ? [] : [`${toQuantity(hidden, "smaller cluster")} not listed`]),
    ...written.map((path) => `wrote ${path}`),
  ];
  return [toReadReport(report), ...remarks.map(toSafeText)].join("\n");
}
