import type { Command } from "commander";
import type { Door } from "../../door.ts";
import { addExamples } from "../examples.ts";
import { addBuildPlanCommand } from "./plan.ts";
import { addBuildRunCommand } from "./run.ts";
import { addBuildVerifyCommand } from "./verify.ts";

/** `build`: a training set from the roots of the lineage. */
export function addBuildCommand(program: Command, door: Door): void {
  const command = program
    .command("build")
    .description("build a training set from the roots of the lineage: no repeats, clean of benchmarks");
  addBuildPlanCommand(command, door);
  addBuildRunCommand(command, door);
  addBuildVerifyCommand(command, door);
  addExamples(command, [
    "stemma build plan --benchmark HuggingFaceH4/MATH-500 > plan.yaml",
    "stemma build run plan.yaml --out my-set",
    "stemma build verify my-set --replay",
  ]);
}
