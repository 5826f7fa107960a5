import type { Command } from "commander";
import { parseCount } from "../examples.ts";

export interface RowOptions {
  readonly map?: readonly string[];
  readonly strip?: string;
  readonly workers?: number;
  readonly work?: string;
}

export function addMapOption(command: Command): Command {
  return command.option(
    "--map <part=place...>",
    "where the parts of a row are: instruction=prompt[0].content; NAME:… for one input",
  );
}

/** The options that every command on rows takes. */
export function addRowOptions(command: Command): Command {
  return addMapOption(command)
    .option(
      "--strip <texts>",
      "take off texts around the questions: mined, or a file of stemma rows wrappers (default: none)",
    )
    .option("--workers <n>", "worker threads (default: one per core)", parseCount)
    .option("--work <folder>", "keep intermediate results here, to go on from after a stop");
}

/** What the options say, as the use cases on rows take it. */
export function toRowRequest({ map, strip, workers, work }: RowOptions, inputs: readonly string[]) {
  return {
    inputs: [...inputs],
    map: [...(map ?? [])],
    strip: strip ?? "none",
    workers: workers ?? null,
    work: work ?? null,
  };
}

/** The words of an option that takes several, with commas between them. */
export function splitList(text: string): string[] {
  return text.split(",").map((word) => word.trim());
}
