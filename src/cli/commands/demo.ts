import type { Command } from "commander";
import { demonstrate } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { demonstrationView } from "../views/demonstration.ts";
import { addExamples } from "./examples.ts";

export function addDemoCommand(program: Command, door: Door): void {
  const command = program
    .command("demo")
    .description("trace a dataset of the bundled snapshot, offline, and explain what is seen")
    .action(() => door.perform({ command, useCase: demonstrate, input: {}, view: demonstrationView }));
  addExamples(command, ["stemma demo"]);
}
