import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { publishedSchemas, toJsonSchema } from "../../src/app/index.ts";
import { CheckResult } from "../../src/model/index.ts";
import {
  makeGatedStore,
  mixtureFolder,
  planted,
  plantedPath,
  policyFile,
  writePlantedSnapshot,
} from "../gate/gated-store.ts";
import { bundledSnapshot, makeWorkplace } from "./run-stemma.ts";

const { folder, store, run, runWith } = makeWorkplace();
/** In the folder of the mixtures, with a store of their lineages. */
const check = (...options: readonly string[]) =>
  runWith({ cwd: mixtureFolder }, "check", ...options, "--policy", policyFile, "--store", store);

beforeAll(async () => {
  await makeGatedStore(folder);
});

function expectValid(name: string, data: unknown): void {
  const published = publishedSchemas.find((one) => one.name === name)!;
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, validateFormats: false });
  ajv.validate(toJsonSchema(published), data);
  expect(ajv.errors ?? []).toEqual([]);
}

test("a leak is named with its line and path, and the exit code says so", async () => {
  const { exitCode, stdout, stderr } = await check("trl.yaml");
  expect(exitCode).toBe(3);
  expect(stdout).toContain(
    `trl.yaml:9:11: error: the test split of openai/gsm8k reaches ${planted} in 3 steps [no-path-to]\n  path: openai/gsm8k -> `,
  );
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("3 datasets checked: 2 errors, 0 warnings, 0 notes");
  expect(stderr).toMatch(/^error: trl\.yaml violates .*policy\.yaml: 2 errors\nhint: /);
});

test("a mixture without one passes under the default policy, which --init prints", async () => {
  const inFolder = ["clean.yaml", "--store", store];
  const bare = await runWith({ cwd: mixtureFolder }, "check", ...inFolder);
  expect(bare).toEqual({
    exitCode: 0,
    stdout: "3 datasets checked: 0 errors, 0 warnings, 0 notes\n",
    stderr: "",
  });
  const { stdout } = await run("check", "--init");
  expectValid("policy.v1", parseYaml(stdout));
  writeFileSync(join(folder, "started.yaml"), stdout);
  const started = ["--policy", join(folder, "started.yaml"), "--json"];
  const results = await Promise.all(
    [[...started], ["--json"]].map((options) =>
      runWith({ cwd: mixtureFolder }, "check", "axolotl.yaml", "--store", store, ...options),
    ),
  );
  const [own, default_] = results.map((ended) => CheckResult.parse(JSON.parse(ended.stdout)));
  expect(own?.findings).toEqual(default_?.findings);
  expect(own?.findings.length).toBeGreaterThan(2);
});

test("--json is --output json and fits its schema; stderr says the failure as JSON too", async () => {
  const [json, output] = await Promise.all([
    check("trl.yaml", "--json"),
    check("trl.yaml", "--output", "json"),
  ]);
  expect(json).toEqual(output);
  expectValid("check-result.v1", JSON.parse(json.stdout));
  expect(JSON.parse(json.stderr).error).toMatchObject({ code: "violated", exitCode: 3 });
});

test("programs and scripts get a table, and the datasets that fail", async () => {
  const [agent, quiet] = await Promise.all([check("trl.yaml", "--format", "agent"), check("trl.yaml", "-q")]);
  const rows = agent.stdout.split("\n").map((line) => line.split("\t"));
  expect(rows.find(([, , , dataset]) => dataset === planted)).toEqual([
    "error",
    "no-path-to",
    "9",
    planted,
    "openai/gsm8k",
    `the test split of openai/gsm8k reaches ${planted} in 3 steps`,
    plantedPath.join(" -> "),
    "",
  ]);
  expect(quiet.stdout.trimEnd().split("\n")).toEqual(["Skywork/Skywork-OR1-RL-Data", planted]);
});

test("--out writes what its ending says and prints nothing", async () => {
  const path = join(folder, "findings.sarif");
  const { exitCode, stdout, stderr } = await check("list.txt", "--out", path);
  expect([exitCode, stdout]).toEqual([3, ""]);
  expect(stderr).toContain(`written: ${path}`);
  expect(JSON.parse(readFileSync(path, "utf8")).version).toBe("2.1.0");
});

test("a mixture is read from stdin, and as the format asked for", async () => {
  const input = readFileSync(join(mixtureFolder, "list.txt"), "utf8");
  const options = ["--policy", policyFile, "--store", store];
  const piped = await runWith({ input }, "check", "-", "--format-of-mixture", "list", ...options);
  expect(piped.stdout).toContain(`mixture:5:1: error: the test split of openai/gsm8k reaches ${planted}`);
  const other = await runWith({ input }, "check", "-", "--format-of-mixture", "trl", ...options);
  expect([other.exitCode, other.stdout]).toEqual([2, ""]);
  expect(other.stderr).toContain("lists no training data as trl writes it");
});

test("--fail-on decides what fails", async () => {
  const codes = await Promise.all(
    [
      ["list.txt", "never"],
      ["axolotl.yaml", "never"],
      ["clean.yaml", "warning"],
    ].map(async ([file = "", level = ""]) => (await check(file, "--fail-on", level)).exitCode),
  );
  expect(codes).toEqual([0, 0, 0]);
  const unknown = ["--policy", policyFile, "--store", store, "--fail-on"];
  const warned = await Promise.all(
    ["error", "warning"].map(
      async (level) => (await runWith({ input: "./rows.jsonl\n" }, "check", "-", ...unknown, level)).exitCode,
    ),
  );
  expect(warned).toEqual([0, 3]);
});

describe("tracing on the spot", () => {
  const mixture = `${planted}\norg/nowhere\n`;

  test("--snapshot fills a store of its own and then checks", async () => {
    const snapshot = writePlantedSnapshot(join(folder, "snapshot"));
    const own = ["--policy", policyFile, "--store", join(folder, "own.db"), "--snapshot", snapshot];
    const first = await runWith({ input: mixture }, "check", "-", ...own);
    expect(first.exitCode).toBe(3);
    expect(first.stdout).toContain(`mixture:1:1: error: the test split of openai/gsm8k reaches ${planted}`);
    expect(first.stderr).toMatch(/found: +\d+ datasets \(\d+ read now\)/);
    const again = await runWith({ input: mixture }, "check", "-", ...own);
    expect(again.stdout).toBe(first.stdout);
  });

  test("a dataset of the mixture that cannot be read for now makes the check partial", async () => {
    const options = ["--policy", policyFile, "--store", join(folder, "offline.db"), "--trace", "--offline"];
    const { exitCode, stdout, stderr } = await runWith({ input: mixture }, "check", "-", ...options);
    expect(exitCode).toBe(4);
    expect(stdout).toContain("2 datasets checked: 0 errors");
    expect(stderr).toContain(`the check is partial: ${planted}, org/nowhere could not be read for now`);
  });

  test("without a store nothing is known and nothing passes", async () => {
    const options = ["--store", join(folder, "none.db")];
    const { exitCode, stderr } = await runWith({ input: mixture }, "check", "-", ...options);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("or let check do it: --trace");
    const local = await runWith({ input: "./rows.jsonl\n" }, "check", "-", ...options);
    expect([local.exitCode, local.stdout]).toEqual([
      0,
      expect.stringContaining("./rows.jsonl is not in the lineage"),
    ]);
  });
});

test.each([
  [[], "check needs the file of a mixture"],
  [["none.yaml"], "none.yaml could not be read"],
  [["."], "could not be read"],
  [["clean.yaml", "--policy", "none.yaml"], "none.yaml could not be read"],
  [["clean.yaml", "--output", "html"], "Allowed choices are text, json, sarif, junit, markdown"],
  [["clean.yaml", "--format-of-mixture", "csv"], "Allowed choices are list, axolotl"],
  [["clean.yaml", "--today", "soon"], "write the day as YYYY-MM-DD"],
])("%j is a usage error", async (options, message) => {
  const { exitCode, stdout, stderr } = await runWith(
    { cwd: mixtureFolder },
    "check",
    "--store",
    store,
    ...options,
  );
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
});

test("the page on the gate shows what is really printed", async () => {
  const page = readFileSync(new URL("../../docs/how-to/gate-a-training-mixture.md", import.meta.url), "utf8");
  const [mixture = "", policy = ""] = [...page.matchAll(/```yaml\n(# [\w.]+\n.*?)```/gs)].map(
    ([, text]) => text,
  );
  const shown = /```console\n\$ [^\n]+\n(.*?)\$ echo \$\?\n3\n```/s.exec(page)?.[1];
  const cwd = join(folder, "page");
  mkdirSync(cwd);
  writeFileSync(join(cwd, "train.yaml"), mixture);
  writeFileSync(join(cwd, "policy.yaml"), policy);
  const options = ["--policy", "policy.yaml", "--snapshot", bundledSnapshot, "--store", join(cwd, "own.db")];
  const { exitCode, stdout } = await runWith({ cwd }, "check", "train.yaml", ...options);
  expect([exitCode, stdout]).toEqual([3, shown]);
});

test("an unwritable place for the findings is an error with its path", async () => {
  mkdirSync(join(folder, "taken"));
  const { exitCode, stderr } = await check("clean.yaml", "--out", join(folder, "taken"));
  expect(exitCode).toBe(8);
  expect(stderr).toContain("taken could not be written");
});
