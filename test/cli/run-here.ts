import { PassThrough } from "node:stream";
import { runCli } from "../../src/cli/index.ts";
import type { Ended } from "./run-stemma.ts";

/** Runs a command line in this process: the same program, without the half second that a process of its own takes. */
export async function runHere(folder: string, ...command: readonly string[]): Promise<Ended> {
  const [out, talk] = [createSink(), createSink()];
  const exitCode = await runCli({
    argv: ["node", "stemma", ...command],
    env: { HOME: folder },
    stdin: new PassThrough() as never,
    stdout: out.stream as never,
    stderr: talk.stream as never,
    cwd: () => folder,
  });
  return { exitCode, stdout: out.read(), stderr: talk.read() };
}

function createSink() {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return {
    stream,
    read: () => {
      for (let rest = stream.read(); rest !== null; rest = stream.read()) chunks.push(rest);
      return Buffer.concat(chunks).toString("utf8");
    },
  };
}
