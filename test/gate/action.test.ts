import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { readVersion } from "../../src/app/index.ts";
import { main, makeWorkplace } from "../cli/run-stemma.ts";
import { planted, writePlantedSnapshot } from "./gated-store.ts";

const Step = z.strictObject({
  name: z.string(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.string()).optional(),
  shell: z.literal("bash").optional(),
  env: z.record(z.string(), z.string()).optional(),
  run: z.string().optional(),
});

/** What GitHub asks of a composite action. */
const Action = z.strictObject({
  name: z.string(),
  description: z.string(),
  author: z.string(),
  branding: z.object({ icon: z.string(), color: z.string() }),
  inputs: z.record(
    z.string().regex(/^[a-z-]+$/),
    z.strictObject({ description: z.string(), required: z.boolean(), default: z.string().optional() }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({ using: z.literal("composite"), steps: z.array(Step) }),
});

const source = readFileSync(new URL("../../action.yml", import.meta.url), "utf8");
const action = Action.parse(parseYaml(source));
const script = action.runs.steps.find(({ run }) => run !== undefined)!;

const { folder, env: ownEnv } = makeWorkplace();

beforeAll(() => {
  writePlantedSnapshot(join(folder, "lineage-snapshot"));
  writeFileSync(join(folder, "mixture.txt"), `${planted}\n`);
  writeFileSync(join(folder, "clean.txt"), "openai/gsm8k\n");
  writeFileSync(join(folder, "policy.yaml"), "version: 1\nno-path-to:\n  benchmarks: [openai/gsm8k]\n");
  writeFileSync(join(folder, "lenient.yaml"), "version: 1\nmax-supersets: 0\n");
  mkdirSync(join(folder, "bin"));
  const npx = join(folder, "bin", "npx");
  writeFileSync(
    npx,
    `#!/bin/bash\necho "$1 $2 $3 $4 $5" >> "$NPX_LOG"\nshift 5\nexec "${process.execPath}" "${main}" "$@"\n`,
  );
  chmodSync(npx, 0o755);
});

/** Runs the step as a runner does: inputs in their places, bash with -e and pipefail, files for outputs and summary. */
function runStep(inputs: Readonly<Record<string, string>>) {
  const place = mkdtempSync(join(folder, "run-"));
  const files = { output: join(place, "output"), summary: join(place, "summary"), npx: join(place, "npx") };
  for (const path of Object.values(files)) writeFileSync(path, "");
  const fill = (text: string) =>
    text.replace(/\$\{\{ inputs\.([a-z-]+) \}\}/g, (_, name: string) => {
      expect(Object.keys(action.inputs)).toContain(name);
      return inputs[name] ?? action.inputs[name]?.default ?? "";
    });
  const own = Object.entries(script.env ?? {}).map(([name, value]) => [name, fill(value)]);
  writeFileSync(join(place, "step.sh"), script.run!);
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", join(place, "step.sh")],
    {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...ownEnv,
        ...Object.fromEntries(own),
        PATH: `${join(folder, "bin")}:${ownEnv.PATH}`,
        RUNNER_TEMP: place,
        GITHUB_OUTPUT: files.output,
        GITHUB_STEP_SUMMARY: files.summary,
        NPX_LOG: files.npx,
      },
    },
  );
  const read = (path: string) => readFileSync(path, "utf8");
  return {
    status,
    stdout,
    stderr,
    ...{ output: read(files.output), summary: read(files.summary), npx: read(files.npx) },
  };
}

test("a violation fails the step, with a summary, SARIF and JUnit, from the snapshot alone", () => {
  const inputs = { mixture: "mixture.txt", policy: "policy.yaml", snapshot: "lineage-snapshot" };
  const ended = runStep({ ...inputs, "junit-file": "stemma.xml" });
  expect(ended.stderr).toContain("mixture.txt violates policy.yaml: 1 error");
  expect(ended.status).toBe(3);
  expect(ended.stdout).toContain(`mixture.txt:1:1: error: the test split of openai/gsm8k reaches ${planted}`);
  expect(ended.output).toBe("exit-code=3\nsarif-file=stemma.sarif\n");
  expect(ended.summary).toMatch(/^## Training mixture check\n/);
  expect(ended.summary).toContain(`| error | 1 | ${planted} |`);
  const [result] = JSON.parse(readFileSync(join(folder, "stemma.sarif"), "utf8")).runs[0].results;
  expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe("mixture.txt");
  expect(readFileSync(join(folder, "stemma.xml"), "utf8")).toContain('failures="1"');
  expect(new Set(ended.npx.trimEnd().split("\n"))).toEqual(
    new Set([`--yes --package stemma@${readVersion()} -- stemma`]),
  );
});

test("a mixture that passes ends with 0; what is not asked for is not written, and no line is a command of the runner", () => {
  const inputs = { mixture: "clean.txt", policy: "lenient.yaml", snapshot: "lineage-snapshot" };
  const ended = runStep({ ...inputs, "sarif-file": "", package: "./stemma.tgz" });
  expect([ended.status, ended.output]).toEqual([0, "exit-code=0\n"]);
  expect(ended.summary).toContain("1 dataset checked: 0 errors");
  expect(ended.npx).toContain("--package ./stemma.tgz");
  const lines = ended.stdout.trimEnd().split("\n");
  const token = /^::stop-commands::([\w-]{36})$/.exec(lines[0] ?? "")?.[1];
  expect(token).toBeDefined();
  expect(lines.at(-1)).toBe(`::${token}::`);
});

test("fail-on: never reports and passes; a broken policy fails and writes nothing", () => {
  const inputs = { mixture: "mixture.txt", policy: "policy.yaml", snapshot: "lineage-snapshot" };
  expect(runStep({ ...inputs, "fail-on": "never", "sarif-file": "" })).toMatchObject({ status: 0 });
  writeFileSync(join(folder, "broken.yaml"), "version: 1\nlicense: commercial-ok\n");
  const broken = runStep({ ...inputs, policy: "broken.yaml", "sarif-file": "broken.sarif" });
  expect(broken).toMatchObject({ status: 2, summary: "", output: "exit-code=2\n" });
  expect(broken.stderr).toContain('broken.yaml, line 2: unknown key "license"');
  expect(existsSync(join(folder, "broken.sarif"))).toBe(false);
});

test("inputs are words, never code", () => {
  const ended = runStep({
    mixture: `$(touch ${join(folder, "owned")}) '"; touch owned`,
    snapshot: "lineage-snapshot",
  });
  expect(ended.status).toBe(2);
  expect(existsSync(join(folder, "owned"))).toBe(false);
  expect(script.run).not.toContain("${{");
});

test("every input is used, other actions are pinned by digest, and the package is this version", () => {
  for (const name of Object.keys(action.inputs)) expect(source).toMatch(new RegExp(`inputs\\.${name}\\b`));
  for (const { uses, run, shell } of action.runs.steps) {
    expect(uses === undefined).toBe(run !== undefined);
    if (uses === undefined) expect(shell).toBe("bash");
    else expect(uses).toMatch(/@[0-9a-f]{40}$/);
  }
  expect(action.inputs.package?.default).toBe(`stemma@${readVersion()}`);
});
