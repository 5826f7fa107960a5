import { CommanderError } from "commander";
import { StemmaError, toStemmaError } from "../model/index.ts";
import { createDoor } from "./door.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { createProgram } from "./program.ts";
import { toTextStream } from "./terminal/streams.ts";

export type CliProcess = Pick<NodeJS.Process, "argv" | "env" | "stdin" | "stdout" | "stderr" | "cwd">;

/** Runs one command line and returns its exit code; everything it prints goes to the given streams. */
export async function runCli({ argv, env, stdin, stdout, stderr, cwd }: CliProcess): Promise<number> {
  const out = toTextStream(stdout);
  const talk = toTextStream(stderr);
  const interrupt = listenForInterrupt(talk);
  const keyboard = stdin.isTTY && stdout.isTTY ? { input: stdin, output: stdout } : undefined;
  const door = createDoor({
    stdout: out,
    stderr: talk,
    stdin,
    keyboard,
    env,
    cwd: cwd(),
    signal: interrupt.signal,
  });
  const program = createProgram(door);
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap((parent) => parent.commands),
  ]) {
    command.exitOverride().configureOutput({ writeOut: out.write, writeErr: talk.write });
  }
  try {
    await program.parseAsync(argv);
    return door.exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : usageExitCode;
    const { json, format } = program.opts<{ json?: boolean; format?: string }>();
    const isJson = json === true || (format ?? env.STEMMA_FORMAT) === "json";
    door.fail(toStemmaError(thrown, "stemma"), isJson ? { format: "json" } : {});
    return door.exitCode;
  } finally {
    interrupt.stopListening();
  }
}

const usageExitCode = new StemmaError("usage", "").exitCode;
