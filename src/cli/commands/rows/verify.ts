import { type Command, Option } from "commander";
import type { z } from "zod";
import { findVerificationFailure, verifyRows } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { rowsVerificationView, toRowsVerificationReport } from "../../views/rows-verification.ts";
import { addExamples, parseCount } from "../examples.ts";
import { addRowOptions, splitList, toRowRequest } from "./row-options.ts";

type Input = z.input<typeof verifyRows.input>;

interface VerifyOptions {
  readonly data?: readonly string[];
  readonly graph?: string;
  readonly foundAt: Input["tier"];
  readonly keys?: string;
  readonly on: Input["on"];
  readonly pairs: number;
  readonly rows?: number;
  readonly all?: boolean;
}

export function addRowsVerifyCommand(parent: Command, door: Door): void {
  const command = parent
    .command("verify")
    .description("scan the pairs of datasets that the lineage predicts to share rows, most likely first")
    .argument("[id...]", "datasets to ask about (default: all that --data gives rows for)")
    .option("--data <id=path...>", "a dataset's rows: org/name=PATH, or org/name:SPLIT=PATH for one split")
    .option(
      "--graph <file>",
      "the lineage, in a file of any format that can be imported (default: the store)",
    )
    .addOption(
      new Option("--found-at <tier>", "how alike rows must be to count as found")
        .choices(["raw", "trim", "norm", "strong", "skeleton"])
        .default("norm"),
    )
    .addOption(
      new Option("--on <part>", "what of a row must be equal to count as found")
        .choices(["question", "pair", "triplet"])
        .default("pair"),
    )
    .option("--keys <tiers>", "what else to count: raw,trim,norm,strong,skeleton (default: all)")
    .option("--pairs <n>", "pairs to scan at most", parseCount, 100)
    .option("--rows <n>", "begin no further dataset once so many rows were read", parseCount)
    .option("--all", "scan the pairs too that no path connects")
    .action(
      (ids: string[], { data, graph, foundAt, keys, on, pairs, rows, all, ...options }: VerifyOptions) => {
        const { map, strip, workers, work } = toRowRequest(options, []);
        return door.perform({
          command,
          useCase: verifyRows,
          input: {
            ids,
            data: [...(data ?? [])],
            graph: graph ?? null,
            tier: foundAt,
            ...(keys === undefined ? {} : { tiers: splitList(keys) as Input["tiers"] }),
            on,
            pairs,
            rows: rows ?? null,
            all: all ?? false,
            map,
            strip,
            workers,
            work,
          },
          view: rowsVerificationView,
          toReport: toRowsVerificationReport,
          findFailure: findVerificationFailure,
        });
      },
    );
  addRowOptions(command);
  addExamples(command, [
    "stemma rows verify my-org/mix --data my-org/mix=mix.jsonl --data openai/gsm8k:test=gsm8k-test.jsonl",
    "stemma rows verify --graph lineage.json --data a/b=b.parquet --data c/d=d.parquet --all",
  ]);
}
