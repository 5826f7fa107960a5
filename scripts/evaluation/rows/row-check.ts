import type { Figure } from "../figure.ts";
import type { RowCommands } from "./row-commands.ts";

/** What a command counted, beside what is known. */
export interface Measured {
  readonly got: string;
  readonly isMissed: boolean;
}

/** One line of known figures, and the commands that count them. */
export interface RowCheck {
  readonly what: string;
  readonly expected: string;
  measure(commands: RowCommands): Promise<Measured>;
}

/** A check whose figures allow nothing but themselves. */
export function toExactCheck(
  what: string,
  expected: readonly number[],
  count: (commands: RowCommands) => Promise<readonly number[]>,
): RowCheck {
  return {
    what,
    expected: expected.join(" "),
    async measure(commands) {
      const got = (await count(commands)).join(" ");
      return { got, isMissed: got !== expected.join(" ") };
    },
  };
}

/** Runs the checks one after the other; a command that fails is a figure that is missed. */
export async function runRowChecks(
  checks: readonly RowCheck[],
  commands: RowCommands,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { what, expected, measure } of checks) {
    const measured = await measure(commands).catch((error: Error) => ({
      got: `failed: ${error.message.split("\n")[0]}`,
      isMissed: true,
    }));
    figures.push({ what, expected, ...measured });
  }
  return figures;
}
