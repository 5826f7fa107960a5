import { PassThrough } from "node:stream";
import { text as readText } from "node:stream/consumers";
import { runCli } from "../../../src/cli/index.ts";

/** Runs `stemma rows …` on the data and gives what it prints as JSON. */
export interface RowCommands {
  /** @throws Error with what the command says when it fails. */
  run(command: readonly string[]): Promise<unknown>;
}

/** The same program that people call, in this process. */
export function createRowCommands(dataFolder: string, scratchFolder: string): RowCommands {
  return {
    async run(command) {
      const argv = ["rows", ...command, "--json", "--offline"];
      const [out, talk] = [new PassThrough(), new PassThrough()];
      const texts = Promise.all([readText(out), readText(talk)]);
      const exitCode = await runCli({
        argv: ["node", "stemma", ...argv],
        env: { HOME: scratchFolder },
        stdin: new PassThrough() as never,
        stdout: out as never,
        stderr: talk as never,
        cwd: () => dataFolder,
      });
      out.end();
      talk.end();
      const [printed, said] = await texts;
      if (exitCode !== 0) throw new Error(`stemma ${argv.join(" ")}: exit code ${exitCode}: ${said}`);
      return JSON.parse(printed);
    },
  };
}
