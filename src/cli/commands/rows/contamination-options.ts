import type { Command } from "commander";
import { addRowOptions, type RowOptions } from "./row-options.ts";

export interface ContaminationOptions extends RowOptions {
  readonly benchmark: readonly string[];
  readonly train: readonly string[];
  readonly benchmarkMap?: readonly string[];
  readonly trainMap?: readonly string[];
}

/** Benchmarks and training rows, as two commands take them. */
export function addContaminationOptions(command: Command): Command {
  command
    .requiredOption(
      "--benchmark <place...>",
      "benchmarks: files, folders, quoted globs or datasets of the hub (org/name:config/test), each one of its own",
    )
    .requiredOption("--train <place...>", "training rows: the same, or - for stdin");
  return addRowOptions(command)
    .option("--benchmark-map <part=place...>", "as --map, for the benchmarks only")
    .option("--train-map <part=place...>", "as --map, for the training rows only");
}

/** What the options say, as the use cases take it. */
export function toContaminationRequest(options: ContaminationOptions) {
  const { benchmark, train, map, benchmarkMap, trainMap, workers, work } = options;
  return {
    benchmarks: [...benchmark],
    train: [...train],
    map: [...(map ?? [])],
    benchmarkMap: [...(benchmarkMap ?? [])],
    trainMap: [...(trainMap ?? [])],
    workers: workers ?? null,
    work: work ?? null,
  };
}
