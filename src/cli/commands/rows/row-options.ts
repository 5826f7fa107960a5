import type { Command } from "commander";
import { parseCount } from "../examples.ts";

export interface RowOptions {
  readonly map?: readonly string[];
  readonly workers?: number;
  readonly work?: string;
}

/** The options that every command on rows takes. */
export function addRowOptions(command: Command): Command {
  return command
    .option(
      "--map <part=place...>",
      "where the parts of a row are: instruction=prompt[0].content; NAME:… for one input",
    )
    .option("--workers <n>", "worker threads (default: one per core)", parseCount)
    .option("--work <folder>", "keep intermediate results here, to go on from after a stop");
}

/** What the options say, as the use cases on rows take it. */
export function toRowRequest({ map, workers, work }: RowOptions, inputs: readonly string[]) {
  return { inputs: [...inputs], map: [...(map ?? [])], workers: workers ?? null, work: work ?? null };
}
