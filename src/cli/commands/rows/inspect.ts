import type { Command } from "commander";
import { inspectRows } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { inspectionView, toInspectionReport } from "../../views/row-inspection.ts";
import { addExamples, parseCount } from "../examples.ts";
import { addMapOption } from "./row-options.ts";

interface InspectOptions {
  readonly map?: readonly string[];
  readonly rows?: number;
  readonly examples?: number;
}

export function addRowsInspectCommand(parent: Command, door: Door): void {
  const command = parent
    .command("inspect")
    .description("show files, columns, how rows are laid out and read, and what is wrong with some")
    .argument(
      "<input...>",
      "files, folders, quoted globs, - for stdin, or datasets of the hub; name=… names one",
    )
    .option("--rows <n>", "rows of each input to look at (default: 5000)", parseCount)
    .option("--examples <n>", "rows of each input to show (default: 3)", parseCount)
    .action((inputs: string[], { map, rows, examples }: InspectOptions) =>
      door.perform({
        command,
        useCase: inspectRows,
        input: {
          inputs,
          map: [...(map ?? [])],
          ...(rows === undefined ? {} : { rows }),
          ...(examples === undefined ? {} : { examples }),
        },
        view: inspectionView,
        toReport: toInspectionReport,
      }),
    );
  addMapOption(command);
  addExamples(command, [
    "stemma rows inspect train.jsonl",
    "stemma rows inspect 'shards/*.parquet' --rows 200 --examples 1",
    "stemma rows inspect train.jsonl --map instruction=prompt[0].content",
  ]);
}
