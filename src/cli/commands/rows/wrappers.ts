import { type Command, InvalidArgumentError } from "commander";
import { findRowWrappers } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { toWrapperReport, wrapperView } from "../../views/row-wrappers.ts";
import { addExamples, parseCount } from "../examples.ts";
import { addMapOption } from "./row-options.ts";

interface WrapperOptions {
  readonly map?: readonly string[];
  readonly minShare?: number;
  readonly sample?: number;
  readonly seed?: number;
  readonly examples?: number;
  readonly out?: string;
  readonly force?: true;
}

export function addRowsWrappersCommand(parent: Command, door: Door): void {
  const command = parent
    .command("wrappers")
    .description("find the texts that datasets put around their questions, which hide equal rows")
    .argument(
      "<input...>",
      "files, folders, quoted globs, - for stdin, or datasets of the hub; name=… names one",
    )
    .option("--min-share <share>", "share of the rows that must have one (default: 0.02)", parseShare)
    .option("--sample <n>", "different questions to keep of each input (default: 20000)", parseCount)
    .option("--seed <n>", "which questions the sample takes (default: 1)", parseCount)
    .option("--examples <n>", "rows of each input to show before and after (default: 2)", parseCount)
    .option("--out <file>", "write the wrappers, for --strip of other commands")
    .option("--force", "replace the file if it is there")
    .action((inputs: string[], { map, force, ...options }: WrapperOptions) =>
      door.perform({
        command,
        useCase: findRowWrappers,
        input: { inputs, map: [...(map ?? [])], force: force === true, ...options },
        view: wrapperView,
        toReport: toWrapperReport,
      }),
    );
  addMapOption(command);
  addExamples(command, [
    "stemma rows wrappers train.parquet",
    "stemma rows wrappers dapo.parquet skywork.jsonl --out wrappers.json",
  ]);
}

function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() === "" || !(share > 0 && share <= 1)) {
    throw new InvalidArgumentError("Write a number above 0 and up to 1.");
  }
  return share;
}
