import type { Command } from "commander";
import type { z } from "zod";
import { reportOverlap } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { toSafeText } from "../../terminal/safe-text.ts";
import { toAlignedText } from "../../views/table.ts";
import type { Table, View } from "../../views/view.ts";
import { addExamples } from "../examples.ts";
import { addRowOptions, splitList, toRowRequest } from "./row-options.ts";
import { toCountText, toRateText, toReadReport } from "./row-texts.ts";

type Report = z.output<typeof reportOverlap.output>;
type Input = z.input<typeof reportOverlap.input>;

export function addRowsOverlapCommand(parent: Command, door: Door): void {
  const command = parent
    .command("overlap")
    .description("say how much of one dataset is in another, both ways")
    .argument("<input...>", "two or more: files, folders, quoted globs, - for stdin, or datasets of the hub")
    .option("--on <parts>", "what of a row must be equal: question,pair,triplet (default: each by itself)")
    .option("--keys <tiers>", "how alike rows must be: raw,trim,norm,strong,skeleton (default: all)")
    .action((inputs: string[], { on, keys, ...options }: { on?: string; keys?: string }) =>
      door.perform({
        command,
        useCase: reportOverlap,
        input: {
          ...toRowRequest(options, inputs),
          ...(on === undefined ? {} : { scopes: splitList(on) as Input["scopes"] }),
          ...(keys === undefined ? {} : { tiers: splitList(keys) as Input["tiers"] }),
        },
        view: overlapView,
        toReport: toReadReport,
      }),
    );
  addRowOptions(command);
  addExamples(command, [
    "stemma rows overlap math-500.jsonl math-test.jsonl",
    "stemma rows overlap part=a.jsonl whole=b.parquet --on pair --keys raw,norm",
    "stemma rows overlap a.jsonl b.jsonl c.jsonl        # every two of them",
  ]);
}

const overlapView: View<Report> = {
  toHuman: (report, screen) =>
    report.pairs
      .map(({ a, b, keys }) => {
        const head = screen.colors.bold(toSafeText(`${a} and ${b}`));
        return `${head}\n${toAlignedText(toPairTable(keys), screen)}`;
      })
      .join("\n\n"),
  toTable: ({ pairs }) => ({
    columns: [
      "a",
      "b",
      "on",
      "key",
      "verdict",
      "unique a",
      "unique b",
      "shared",
      "a in b",
      "b in a",
      "rows of a",
      "rows of b",
    ],
    rows: pairs.flatMap(({ a, b, keys }) =>
      listKeys(keys).map(({ scope, tier, verdict, uniqueA, uniqueB, shared, aInB, bInA, rowsOfA, rowsOfB }) =>
        [a, b, scope, tier, verdict, uniqueA, uniqueB, shared, aInB, bInA, rowsOfA, rowsOfB].map(String),
      ),
    ),
  }),
  toQuiet: ({ pairs }) =>
    pairs.flatMap(({ a, b, keys }) =>
      listKeys(keys).map(({ scope, tier, verdict }) => [a, b, scope, tier, verdict].join("\t")),
    ),
};

type Keys = Report["pairs"][number]["keys"];

function listKeys(keys: Keys) {
  return Object.entries(keys).flatMap(([scope, tiers]) =>
    Object.entries(tiers ?? {}).map(([tier, overlap]) => ({ scope, tier, ...overlap })),
  );
}

function toPairTable(keys: Keys): Table {
  return {
    columns: ["on", "key", "A is", "unique A", "unique B", "shared", "A in B", "B in A"],
    rows: listKeys(keys).map(({ scope, tier, verdict, uniqueA, uniqueB, shared, aInB, bInA }) => [
      scope,
      tier,
      verdict,
      ...[uniqueA, uniqueB, shared].map(toCountText),
      ...[aInB, bInA].map(toRateText),
    ]),
  };
}
