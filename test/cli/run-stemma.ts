import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
export const bundledSnapshot = fileURLToPath(new URL("../../examples/snapshot", import.meta.url));

/** Shared by all runs, so that each need not strip the types of every file again. */
const compileCache = join(tmpdir(), "stemma-compile-cache");

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** JavaScript that runs before Stemma does. */
  readonly preload?: string;
  /** What is piped in; nothing when left out. */
  readonly input?: string;
  /** Hands over the way to send the process a signal. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Closes the reading end of stdout at once, as `| head -0` does. */
  readonly closeStdoutEarly?: boolean;
}

export interface Workplace {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly store: string;
  run(...command: readonly string[]): Promise<Ended>;
  runWith(options: RunOptions, ...command: readonly string[]): Promise<Ended>;
}

/** A folder of its own, with its own home and no variable of the machine but PATH, removed after the file's tests. */
export function makeWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "stemma-cli-"));
  const store = join(folder, "store.db");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const ownEnv = { PATH: process.env.PATH ?? "", HOME: folder, NODE_COMPILE_CACHE: compileCache };
  const runWith = (options: RunOptions, ...command: readonly string[]) => {
    const env = { ...ownEnv, ...options.env };
    const preload =
      options.preload === undefined
        ? []
        : ["--import", `data:text/javascript,${encodeURIComponent(options.preload)}`];
    return runProcess([...preload, main, ...command], { ...options, env, cwd: options.cwd ?? folder });
  };
  return { folder, store, env: ownEnv, run: (...command) => runWith({}, ...command), runWith };
}

function runProcess(
  command: readonly string[],
  {
    env,
    cwd,
    input,
    onStart,
    closeStdoutEarly,
  }: RunOptions & { readonly env: Readonly<Record<string, string>> },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { env, cwd, stdio: ["pipe", "pipe", "pipe"] });
    child.stdin.on("error", () => undefined).end(input ?? "");
    let stdout = "";
    let stderr = "";
    onStart?.((signal) => child.kill(signal));
    if (closeStdoutEarly) child.stdout.destroy();
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
