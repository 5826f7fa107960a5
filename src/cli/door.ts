import type { Readable } from "node:stream";
import { text as readText } from "node:stream/consumers";
import type { Command } from "commander";
import type { z } from "zod";
import {
  type Configuration,
  loadConfiguration,
  type OutputFormat,
  type SettingName,
  settingNames,
  type UseCase,
} from "../app/index.ts";
import type { StemmaError } from "../model/index.ts";
import type { Console } from "./terminal/console.ts";
import { createProgress, type Progress } from "./terminal/progress.ts";
import { type Screen, toScreen } from "./terminal/screen.ts";
import { type TextStream, writePieces } from "./terminal/streams.ts";
import { isSoftFailure, toFailureJson, toFailureText } from "./views/failure.ts";
import { toTabbedText } from "./views/table.ts";
import type { TextPieces, View } from "./views/view.ts";

export interface DoorInput {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly stdin: Readable;
  /** Both ends of a terminal; undefined where nobody sits at one. */
  readonly keyboard: Pick<Console, "input" | "output"> | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** One use case, called for a command and shown through a view. */
interface Errand<Input extends z.ZodType, Output extends z.ZodType> {
  readonly command: Command;
  readonly useCase: UseCase<Input, Output>;
  readonly input: z.input<Input>;
  readonly view: View<z.output<Output>>;
  /** Set where an option of the command itself says how to print. */
  readonly format?: OutputFormat | undefined;
  /** What is said about the result on stderr. */
  readonly toReport?: ((result: z.output<Output>, screen: Screen) => string) | undefined;
  /** What keeps the result from being a plain success; it sets the exit code. */
  readonly findFailure?: ((result: z.output<Output>) => StemmaError | undefined) | undefined;
}

export interface Door {
  readonly signal: AbortSignal;
  /** 0 until a failure was reported. */
  readonly exitCode: number;
  configure(command: Command): Configuration;
  /** A terminal for a screen of its own; undefined in a pipe, or when a format for programs is asked for. */
  findConsole(command: Command): Console | undefined;
  perform<Input extends z.ZodType, Output extends z.ZodType>(errand: Errand<Input, Output>): Promise<void>;
  /** Everything that is piped in. */
  readInput(): Promise<string>;
  /** Writes a text to stdout as it is, in every format. */
  write(text: string): void;
  print<Result>(result: Result, view: View<Result>, command: Command): Promise<void>;
  fail(error: StemmaError, options?: { readonly format?: OutputFormat }): void;
}

export function createDoor(input: DoorInput): Door {
  let exitCode = 0;
  const configure = (command: Command) =>
    loadConfiguration({ flags: toFlags(command.optsWithGlobals()), env: input.env, cwd: input.cwd });
  const show = async <Result>(result: Result, view: View<Result>, { command, format }: Printing) => {
    const text = toText(result, view, { format, screen: toPrintScreen(input, command, format) });
    if (typeof text !== "string") await writePieces(input.stdout, text.pieces);
    else if (text !== "") input.stdout.write(`${text}\n`);
  };
  const print: Door["print"] = (result, view, command) =>
    show(result, view, { command, format: toFormat(command, configure(command)) });
  const fail: Door["fail"] = (error, options = {}) => {
    exitCode = error.exitCode;
    if (options.format === "quiet" && isSoftFailure(error)) return;
    const { colors } = toScreenOf(input.stderr, input, true);
    const text =
      options.format === "json" ? JSON.stringify(toFailureJson(error)) : toFailureText(error, colors);
    input.stderr.write(`${text}\n`);
  };
  return {
    signal: input.signal,
    get exitCode() {
      return exitCode;
    },
    configure,
    findConsole(command) {
      const format = toFormat(command, configure(command));
      if (input.keyboard === undefined || (format !== "auto" && format !== "human")) return undefined;
      const { colors } = toScreenOf(input.stdout, input, command.optsWithGlobals().color !== false);
      return { ...input.keyboard, colors, signal: input.signal };
    },
    readInput: () => readText(input.stdin),
    write: (text) => input.stdout.write(`${text}\n`),
    print,
    fail,
    async perform(errand) {
      const configuration = configure(errand.command);
      const { command, view } = errand;
      const format = errand.format ?? toFormat(command, configuration);
      const isQuiet = format === "quiet";
      const progress = isQuiet ? silentProgress : createProgress(input.stderr, Date.now);
      const { signal, stdin } = input;
      const context = { configuration, signal, stdin, onEvent: progress.show };
      const result = await errand.useCase.run(errand.input, context).finally(progress.clear);
      await show(result, view, { command, format });
      const talk = errand.toReport?.(result, toScreenOf(input.stderr, input, true)) ?? "";
      if (talk !== "" && !isQuiet) input.stderr.write(`${talk}\n`);
      const failure = errand.findFailure?.(result);
      if (failure !== undefined) fail(failure, { format });
    },
  };
}

interface Printing {
  readonly command: Command;
  readonly format: OutputFormat;
}

const silentProgress: Progress = { show: () => undefined, clear: () => undefined };

/** Options that are settings carry a setting's name, so the configuration reads them straight from the command line. */
function toFlags(options: Readonly<Record<string, unknown>>): Partial<Record<SettingName, unknown>> {
  return Object.fromEntries(settingNames.map((name) => [name, options[name]]));
}

/** The format that a command line and its configuration ask for. */
function toFormat(command: Command, configuration: Configuration): OutputFormat {
  const options = command.optsWithGlobals<{ json?: boolean; quiet?: boolean }>();
  if (options.json) return "json";
  if (options.quiet) return "quiet";
  return configuration.settings.format;
}

function toText<Result>(
  result: Result,
  view: View<Result>,
  { format, screen }: { readonly format: OutputFormat; readonly screen: Screen },
): string | TextPieces {
  const document = view.toDocument?.(result);
  if (document !== undefined) return document;
  switch (format) {
    case "json":
      if (view.toJsonPieces !== undefined) return view.toJsonPieces(result);
      return JSON.stringify(view.toJson === undefined ? result : view.toJson(result), null, 2);
    case "agent":
      return toTabbedText(view.toTable(result));
    case "quiet":
      return view.toQuiet(result).join("\n");
    case "auto":
    case "human":
      return view.toHuman(result, screen);
  }
}

/** `human` keeps to a width even in a pipe; `auto` cuts nothing there. */
function toPrintScreen(input: DoorInput, command: Command, format: OutputFormat): Screen {
  const screen = toScreenOf(input.stdout, input, command.optsWithGlobals().color !== false);
  return format === "human" ? { ...screen, width: screen.width ?? 80 } : screen;
}

function toScreenOf(stream: TextStream, input: DoorInput, allowsColor: boolean): Screen {
  return toScreen({
    isTerminal: stream.isTerminal,
    terminalColumns: stream.columns,
    env: input.env,
    allowsColor,
  });
}
