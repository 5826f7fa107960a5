import { type Figure, toFigure } from "../figure.ts";
import type { RowCommands } from "./row-commands.ts";

/** One line of known figures, and the command that counts them. */
export interface RowCheck {
  readonly what: string;
  readonly expected: string;
  measure(commands: RowCommands): Promise<string>;
}

/** Runs the checks one after the other; a command that fails is a figure that is missed. */
export async function runRowChecks(
  checks: readonly RowCheck[],
  commands: RowCommands,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { what, expected, measure } of checks) {
    const got = await measure(commands).catch((error: Error) => `failed: ${error.message.split("\n")[0]}`);
    figures.push(toFigure(what, expected, got));
  }
  return figures;
}
