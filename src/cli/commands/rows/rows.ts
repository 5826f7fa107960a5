import type { Command } from "commander";
import type { Door } from "../../door.ts";
import { addExamples } from "../examples.ts";
import { addRowsContaminationCommand } from "./contamination.ts";
import { addRowsDedupCommand } from "./dedup.ts";
import { addRowsInspectCommand } from "./inspect.ts";
import { addRowsOverlapCommand } from "./overlap.ts";
import { addRowsRedundancyCommand } from "./redundancy.ts";
import { addRowsStepCommand } from "./step.ts";
import { addRowsVerifyCommand } from "./verify.ts";
import { addRowsWrappersCommand } from "./wrappers.ts";

/** `rows`: what the rows of datasets themselves say. */
export function addRowsCommand(program: Command, door: Door): void {
  const command = program
    .command("rows")
    .description("read the rows of datasets: equal and similar rows, overlaps, contamination");
  addRowsContaminationCommand(command, door);
  addRowsDedupCommand(command, door);
  addRowsInspectCommand(command, door);
  addRowsRedundancyCommand(command, door);
  addRowsOverlapCommand(command, door);
  addRowsStepCommand(command, door);
  addRowsVerifyCommand(command, door);
  addRowsWrappersCommand(command, door);
  addExamples(command, [
    "stemma rows inspect train.jsonl                # columns, layout, samples",
    "stemma rows redundancy train.jsonl",
    "stemma rows redundancy a.parquet b.jsonl.gz --on pair",
  ]);
}
