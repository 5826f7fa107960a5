import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const usageReporter = {
  node: new URL("./sides/report-usage.ts", import.meta.url).href,
  python: fileURLToPath(new URL("./sides/report_usage.py", import.meta.url)),
};
const Usage = z.object({ cpuSeconds: z.number(), peakMegabytes: z.number() });

/** What one process took from its start to its end, and what it printed. */
export interface MeasuredProcess extends z.infer<typeof Usage> {
  readonly wallSeconds: number;
  readonly stdout: string;
}

export interface ProcessOptions {
  /** Variables in the place of this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Modules that are loaded before the script. */
  readonly preload?: readonly URL[];
}

/** @throws Error when the script ends with another code than 0. */
export function measureNode(
  script: URL,
  args: readonly string[],
  { env, preload = [] }: ProcessOptions = {},
): Promise<MeasuredProcess> {
  const imports = [usageReporter.node, ...preload.map((url) => url.href)].flatMap((url) => ["--import", url]);
  return measure([process.execPath, ...imports, fileURLToPath(script), ...args], env);
}

/** @throws Error when the script ends with another code than 0. */
export function measurePython(
  python: string,
  script: URL,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<MeasuredProcess> {
  return measure([python, usageReporter.python, fileURLToPath(script), ...args], env);
}

async function measure(
  [program = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>> | undefined,
): Promise<MeasuredProcess> {
  const start = performance.now();
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: env ?? process.env,
  });
  const [stdout, stderr, usage, exitCode] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    text(child.stdio[3] as Readable),
    new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    }),
  ]);
  const wallSeconds = (performance.now() - start) / 1000;
  if (exitCode !== 0)
    throw new Error(`${program} ${args.slice(0, 6).join(" ")} ended with ${exitCode}: ${stderr}`);
  return { ...Usage.parse(JSON.parse(usage)), wallSeconds, stdout };
}
