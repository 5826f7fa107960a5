import { type Command, Option } from "commander";
import type { z } from "zod";
import { reportRedundancy } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { toSafeText } from "../../terminal/safe-text.ts";
import type { Screen } from "../../terminal/screen.ts";
import { toAttributionTexts } from "../../views/lineage-attribution.ts";
import { toQuantity } from "../../views/quantity.ts";
import { toAlignedText } from "../../views/table.ts";
import type { Table, View } from "../../views/view.ts";
import { addExamples, parseCount } from "../examples.ts";
import { addRowOptions, splitList, toRowRequest } from "./row-options.ts";
import { toCountText, toRateText, toReadReport } from "./row-texts.ts";

type Report = z.output<typeof reportRedundancy.output>;
type Input = z.input<typeof reportRedundancy.input>;

interface RedundancyOptions {
  readonly on: Input["on"];
  readonly keys?: string;
  readonly examples?: number;
  readonly graph?: string;
}

export function addRowsRedundancyCommand(parent: Command, door: Door): void {
  const command = parent
    .command("redundancy")
    .description("count equal rows inside datasets and between them")
    .argument(
      "<input...>",
      "files, folders, quoted globs, - for stdin, or datasets of the hub; name=… names one",
    )
    .addOption(
      new Option("--on <part>", "what of a row must be equal")
        .choices(["question", "pair", "triplet"])
        .default("triplet"),
    )
    .option("--keys <tiers>", "how alike rows must be: raw,trim,norm,strong,skeleton (default: all)")
    .option("--examples <n>", "groups of equal rows to name for each key", parseCount)
    .option("--graph <file>", "the lineage that explains what org/name=… inputs share (default: the store's)")
    .action((inputs: string[], { on, keys, examples, graph, ...options }: RedundancyOptions) =>
      door.perform({
        command,
        useCase: reportRedundancy,
        input: {
          ...toRowRequest(options, inputs),
          on,
          ...(keys === undefined ? {} : { tiers: splitList(keys) as Input["tiers"] }),
          examples: examples ?? 0,
          graph: graph ?? null,
        },
        view: redundancyView,
        toReport: toReadReport,
      }),
    );
  addRowOptions(command);
  addExamples(command, [
    "stemma rows redundancy train.jsonl",
    "stemma rows redundancy gsm8k=a.jsonl math=b.parquet --on pair --keys raw,norm",
    "stemma rows redundancy 'shards/*.jsonl.gz' --examples 5",
  ]);
}

const redundancyView: View<Report> = {
  toHuman: (report, screen) =>
    [toKeyTable(report), toSourceTable(report), toPairTable(report)]
      .filter(({ rows }) => rows.length > 0)
      .map((table) => toAlignedText(table, screen))
      .concat(toExampleTexts(report, screen))
      .concat(toAttributionTexts(report.attribution, screen))
      .join("\n\n"),
  toTable: toFlatTable,
  toQuiet: ({ rows, keys }) => Object.values(keys).map(({ unique }) => String(rows - unique)),
};

function toKeyTable({ rows, keys, on }: Report): Table {
  return {
    columns: ["key", `unique ${on}s`, "rows", "redundancy"],
    rows: Object.entries(keys).map(([tier, { unique, rate }]) => [
      tier,
      toCountText(unique),
      toCountText(rows),
      toRateText(rate),
    ]),
  };
}

/** Only where there is more than one source. */
function toSourceTable({ bySource }: Report): Table {
  const rows = bySource.flatMap(({ input, label, rows: count, keys }) =>
    Object.entries(keys).map(([tier, { unique, ownDuplicates, broughtIn }]) => [
      toSourceName({ input, label }),
      tier,
      ...[count, unique, ownDuplicates, broughtIn].map(toCountText),
    ]),
  );
  const columns = ["source", "key", "rows", "unique", "own duplicates", "brought in"];
  return { columns, rows: bySource.length > 1 ? rows : [] };
}

function toPairTable({ pairs }: Report): Table {
  return {
    columns: ["first", "second", "key", "shared", "rows of the second"],
    rows: pairs.flatMap(({ first, second, keys }) =>
      Object.entries(keys).map(([tier, { unique, rows }]) => [
        toSourceName(first),
        toSourceName(second),
        tier,
        toCountText(unique),
        toCountText(rows),
      ]),
    ),
  };
}

function toSourceName({ input, label }: { readonly input: string; readonly label: string | null }): string {
  return label === null ? input : `${input}: ${label}`;
}

function toExampleTexts({ examples }: Report, { colors }: Screen): string[] {
  return Object.entries(examples).flatMap(([tier, groups]) =>
    groups.map(({ copies, rows }) => {
      const head = colors.bold(`${toQuantity(copies, "row")} equal at ${tier}`);
      const shown = rows.map(({ file, row }) => `  ${toSafeText(file)} row ${row}`);
      return [head, ...shown, ...(copies > rows.length ? [`  and ${copies - rows.length} more`] : [])].join(
        "\n",
      );
    }),
  );
}

function toFlatTable({ rows, keys, bySource, on }: Report): Table {
  return {
    columns: ["source", "label", "on", "key", "rows", "unique", "redundancy", "own duplicates", "brought in"],
    rows: [
      ...Object.entries(keys).map(([tier, { unique, rate }]) =>
        ["", "", on, tier, rows, unique, rate, rows - unique, 0].map(String),
      ),
      ...bySource.flatMap((source) =>
        Object.entries(source.keys).map(([tier, { unique, rate, ownDuplicates, broughtIn }]) =>
          [
            source.input,
            source.label ?? "",
            on,
            tier,
            source.rows,
            unique,
            rate,
            ownDuplicates,
            broughtIn,
          ].map(String),
        ),
      ),
    ],
  };
}
