import type { Command, Option } from "commander";

export interface CompletionOption {
  readonly long: string;
  readonly short: string | undefined;
  readonly description: string;
  readonly choices: readonly string[];
  readonly takesValue: boolean;
}

/** What can be typed after one command: `path` is empty for the program itself, `config show` for a subcommand. */
export interface CompletionWords {
  readonly path: string;
  readonly description: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletionOption[];
  /** Fixed words for the first argument. */
  readonly choices: readonly string[];
  /** True when the arguments are datasets of the store. */
  readonly takesIds: boolean;
}

/** Reads the words from the program's own definition, so that completion cannot fall behind it. */
export function listCompletionWords(program: Command): CompletionWords[] {
  const globals = program.options.map(toOption);
  const describe = (command: Command, path: string): CompletionWords[] => [
    {
      path,
      description: command.description(),
      commands: command.commands.map((child) => ({ name: child.name(), description: child.description() })),
      options: path === "" ? globals : [...command.options.map(toOption), ...globals],
      choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
      takesIds: command.registeredArguments.some((argument) => idArguments.has(argument.name())),
    },
    ...command.commands.flatMap((child) =>
      describe(child, path === "" ? child.name() : `${path} ${child.name()}`),
    ),
  ];
  return describe(program, "");
}

const idArguments = new Set(["id", "ids", "a", "b", "upstream", "downstream", "alias", "query"]);

function toOption(option: Option): CompletionOption {
  return {
    long: option.long ?? "",
    short: option.short,
    description: option.description,
    choices: option.argChoices ?? [],
    takesValue: option.required || option.optional,
  };
}
