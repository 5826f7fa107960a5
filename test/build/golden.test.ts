import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runBuild, verifyBuild } from "../../src/app/index.ts";
import { runHere } from "../cli/run-here.ts";

const golden = fileURLToPath(new URL("./golden", import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stemma-build-"));
  cpSync(join(golden, "input"), folder, { recursive: true });
  const { exitCode, stderr } = await runHere(folder, "build", "run", "plan.yaml", "--out", "set");
  expect(stderr).toContain("wrote 7 rows to");
  expect(exitCode).toBe(0);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const text = (...path: readonly string[]) => readFileSync(join(folder, ...path), "utf8");
const expected = (name: string) => readFileSync(join(golden, "expected", name), "utf8");

async function readTable(...path: readonly string[]): Promise<Record<string, unknown>[]> {
  const bytes = readFileSync(join(folder, ...path));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return await parquetReadObjects({ file, compressors });
}

const toLines = (rows: readonly object[]) =>
  rows
    .map(
      (row) => `${JSON.stringify(row, (_, value) => (typeof value === "bigint" ? Number(value) : value))}\n`,
    )
    .join("");

test("the set, its card and its ledger are as expected", async () => {
  expect(text("set", "train.jsonl")).toBe(expected("train.jsonl"));
  expect(text("set", "README.md")).toBe(expected("README.md"));
  expect(toLines(await readTable("set", "ledger.parquet"))).toBe(expected("ledger.jsonl"));
  expect(toLines(await readTable("set", "data", "train-00000-of-00001.parquet"))).toBe(
    expected("train.jsonl"),
  );
});

test("every record of the sources is in the set or in the ledger, once", async () => {
  const places = [
    ...(await readTable("set", "ledger.parquet")),
    ...(await readTable("set", "data", "train-00000-of-00001.parquet")),
  ]
    .filter(({ source_row }) => source_row !== null)
    .map(({ source_dataset, source_row }) => `${source_dataset} ${source_row}`);
  const wanted = { "org/first": 10, "org/second": 5, "org/third": 3, "org/fourth": 2 };
  const all = Object.entries(wanted).flatMap(([dataset, rows]) =>
    Array.from({ length: rows }, (_, row) => `${dataset} ${row}`),
  );
  expect(places.toSorted()).toEqual(all.toSorted());
});

test("the same bytes whatever the number of workers and the work folder", async () => {
  for (const workers of ["1", "3"]) {
    const out = `set-${workers}`;
    const command = [
      "build",
      "run",
      "plan.yaml",
      "--out",
      out,
      "--workers",
      workers,
      "--work",
      `work-${workers}`,
    ];
    expect((await runHere(folder, ...command)).exitCode).toBe(0);
    for (const name of readdirSync(join(folder, "set"), { recursive: true, encoding: "utf8" })) {
      if (name === "data") continue;
      expect(
        readFileSync(join(folder, out, name)).equals(readFileSync(join(folder, "set", name))),
        name,
      ).toBe(true);
    }
  }
}, 60_000);

test("a set that is there is not replaced unasked; what is printed fits its schema", async () => {
  const again = await runHere(folder, "build", "run", "plan.yaml", "--out", "set");
  expect(again.exitCode).toBe(2);
  expect(again.stderr).toContain("is there already");
  const command = ["build", "run", "plan.yaml", "--out", "set", "--force", "--json"];
  const { stdout, exitCode } = await runHere(folder, ...command);
  expect(exitCode).toBe(0);
  const built = runBuild.output.parse(JSON.parse(stdout));
  expect(built.overBudget).toEqual([{ dataset: "org/third", rows: 3, repeats: 2 }]);
  expect(built.account.stages.map(({ out }) => out)).toEqual([19, 15, 15, 12, 10, 9, 7]);
});

describe("verify", () => {
  const verify = async (...options: readonly string[]) => {
    const { stdout, exitCode, stderr } = await runHere(
      folder,
      "build",
      "verify",
      "checked",
      "--json",
      ...options,
    );
    const { checks } = verifyBuild.output.parse(JSON.parse(stdout));
    return {
      exitCode,
      stderr,
      outcomes: Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome])),
      checks,
    };
  };
  const reset = () => {
    rmSync(join(folder, "checked"), { recursive: true, force: true });
    cpSync(join(folder, "set"), join(folder, "checked"), { recursive: true });
  };

  test("a set as it was written passes, built again it has the same bytes", async () => {
    reset();
    const { exitCode, outcomes } = await verify("--replay");
    const all = ["files", "inputs", "account", "questions", "benchmarks", "replay"];
    expect(outcomes).toEqual(Object.fromEntries(all.map((name) => [name, "passed"])));
    expect(exitCode).toBe(0);
  }, 60_000);

  test("a changed file, a changed input and a benchmark item that got in are found", async () => {
    reset();
    writeFileSync(join(folder, "checked", "train.jsonl"), `${text("set", "train.jsonl")}\n`);
    const changed = await verify();
    expect(changed.exitCode).toBe(8);
    expect(changed.outcomes.files).toBe("failed");
    reset();
    writeFileSync(
      join(folder, "bench.jsonl"),
      '{"question": "List four animals that sleep through the whole winter.", "answer": ""}\n',
    );
    const { outcomes, checks } = await verify();
    expect(outcomes).toMatchObject({ files: "passed", inputs: "failed", benchmarks: "failed" });
    expect(checks.find(({ name }) => name === "benchmarks")?.faults).toEqual([
      "row 1 of fourth.jsonl of org/fourth is item 0 of org/bench at norm",
    ]);
    cpSync(join(golden, "input", "bench.jsonl"), join(folder, "bench.jsonl"));
  });

  test("an account that does not add up is found, whichever of its figures is wrong", async () => {
    reset();
    const manifest = JSON.parse(text("set", "manifest.json"));
    manifest.account.sources[0].stages[1].dropped.language = 2;
    writeFileSync(join(folder, "checked", "manifest.json"), JSON.stringify(manifest));
    const { exitCode, checks } = await verify();
    expect(exitCode).toBe(8);
    expect(checks.find(({ name }) => name === "account")?.faults).toEqual([
      "sources.0.stages.1.dropped.language is 2 by the account and 1 in the files",
    ]);
  });
});
