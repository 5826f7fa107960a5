import type { Command } from "commander";
import type { z } from "zod";
import { runRowStep } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import type { View } from "../../views/view.ts";
import { addExamples } from "../examples.ts";

type Ran = z.output<typeof runRowStep.output>;

const stepView: View<Ran> = {
  toHuman: ({ id, kind, isNew }) => `${kind} ${id} ${isNew ? "done" : "was done before"}`,
  toTable: ({ id, kind, isNew }) => ({ columns: ["step", "kind", "new"], rows: [[id, kind, String(isNew)]] }),
  toQuiet: ({ id }) => [id],
};

export function addRowsStepCommand(parent: Command, door: Door): void {
  const command = parent
    .command("step")
    .description("run one step of a job by itself, on this machine or another one that sees the same folder")
    .argument("<file>", "description of the step, from the folder steps of a work folder")
    .option("--work <folder>", "work folder (default: the one that the description is in)")
    .action((step: string, { work }: { work?: string }) =>
      door.perform({ command, useCase: runRowStep, input: { step, work: work ?? null }, view: stepView }),
    );
  addExamples(command, ["stemma rows step work/steps/3f2a….json"]);
}
