import type { Command } from "commander";
import type { z } from "zod";
import { checkHealth } from "../../app/index.ts";
import { StemmaError } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { padToWidth, toDisplayWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { paint, type Tone } from "../views/remarks.ts";
import type { View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Health = z.output<typeof checkHealth.output>;

const tones: Record<Health["checks"][number]["state"], Tone> = { ok: "good", note: "care", problem: "bad" };

const healthView: View<Health> = {
  toHuman: toHealthText,
  toTable: ({ checks }) => ({
    columns: ["check", "state", "detail", "hint"],
    rows: checks.map(({ name, state, detail, hint }) => [name, state, detail, hint ?? ""]),
  }),
  toQuiet: ({ checks }) => checks.filter(({ state }) => state === "problem").map(({ name }) => name),
};

export function addDoctorCommand(program: Command, door: Door): void {
  const command = program
    .command("doctor")
    .description("check what is installed and configured, tokens (never printed), and the store")
    .option("--online", "also ask the hub, arXiv and GitHub for something small")
    .action((options: { online?: boolean }) =>
      door.perform({
        command,
        useCase: checkHealth,
        input: { online: options.online ?? false },
        view: healthView,
        findFailure: findHealthFailure,
      }),
    );
  addExamples(command, ["stemma doctor", "stemma doctor --online"]);
}

function toHealthText({ checks }: Health, { colors }: Screen): string {
  const width = Math.max(...checks.map(({ name }) => toDisplayWidth(toSafeText(name))));
  return checks
    .flatMap(({ name, state, detail, hint }) => {
      const line = `${paint(colors, tones[state], state.padEnd(7))}  ${padToWidth(toSafeText(name), width)}  ${toSafeText(detail)}`;
      const indent = " ".repeat(width + 11);
      return hint === null ? [line] : [line, colors.dim(`${indent}${toSafeText(hint)}`)];
    })
    .join("\n");
}

function findHealthFailure({ checks }: Health): StemmaError | undefined {
  const problem = checks.find(({ code }) => code !== null);
  if (problem?.code === undefined || problem.code === null) return undefined;
  const count = checks.filter(({ state }) => state === "problem").length;
  return new StemmaError(problem.code, `${count} of ${checks.length} checks failed: ${problem.name}`, {
    hint: problem.hint ?? undefined,
  });
}
