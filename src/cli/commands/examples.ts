import { type Command, InvalidArgumentError } from "commander";

/** Help that starts with what people come for: lines to copy. */
export function addExamples(command: Command, examples: readonly string[]): Command {
  return command.addHelpText(
    "before",
    `Examples:\n${examples.map((example) => `  $ ${example}`).join("\n")}\n`,
  );
}

/** Reads an option that counts something. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) throw new InvalidArgumentError("Write a whole number.");
  return count;
}
