import type { Command, Option } from "commander";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { createProgram } from "../../src/cli/program.ts";
import { errorKinds } from "../../src/model/index.ts";
import { toTable, writtenByScript } from "./markdown.ts";

/** The command line as one page, read from the program's own definition. */
export function toCliPage(): string {
  const program = createProgram(idleDoor);
  const commands = program.commands.flatMap((command) =>
    command.commands.length === 0 ? [command] : [command, ...command.commands],
  );
  return [
    "# Command line",
    writtenByScript,
    `${program.description()}\n\nData goes to stdout, talk to stderr.`,
    "## Options of every command",
    toOptionTable(program.options),
    "## Commands",
    ...commands.filter((command) => command.name() !== "help").map(toCommandPart),
    "## Exit codes",
    toTable(
      ["code", "meaning", "errors"],
      exitCodes.map(({ code, meaning }) => [String(code), meaning, listErrors(code)]),
    ),
  ].join("\n\n");
}

function toCommandPart(command: Command): string {
  const parts = [`### \`${toUsage(command)}\``, `${toSentence(command.description())}`];
  if (command.registeredArguments.length > 0) {
    parts.push(
      toTable(
        ["argument", "meaning"],
        command.registeredArguments.map((argument) => [`\`${argument.name()}\``, argument.description]),
      ),
    );
  }
  if (command.options.length > 0) parts.push(toOptionTable(command.options));
  return parts.join("\n\n");
}

function toUsage(command: Command): string {
  const parent = command.parent;
  const path =
    parent === null || parent.parent === null ? command.name() : `${parent.name()} ${command.name()}`;
  const words = command.registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name();
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return ["stemma", path, ...words].join(" ");
}

function toOptionTable(options: readonly Option[]): string {
  return toTable(
    ["option", "meaning"],
    options.map((option) => {
      const choices = option.argChoices === undefined ? "" : ` (${option.argChoices.join(", ")})`;
      return [`\`${option.flags}\``, `${option.description}${choices}`];
    }),
  );
}

function listErrors(exitCode: number): string {
  return Object.entries(errorKinds)
    .filter(([, kind]) => kind.exitCode === exitCode)
    .map(([code]) => `\`${code}\``)
    .join(", ");
}

function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The definition is read, never run. */
const idleDoor: Parameters<typeof createProgram>[0] = {
  signal: new AbortController().signal,
  exitCode: 0,
  configure: () => refuse(),
  findConsole: () => refuse(),
  perform: async () => refuse(),
  readInput: async () => refuse(),
  write: () => refuse(),
  print: () => refuse(),
  fail: () => refuse(),
};

function refuse(): never {
  throw new Error("the reference page reads commands and runs none");
}
