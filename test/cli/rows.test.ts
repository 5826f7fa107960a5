import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { publishedSchemas, toJsonSchema } from "../../src/app/index.ts";
import { runHere } from "./run-here.ts";
import { makeWorkplace } from "./run-stemma.ts";

const { folder, runWith } = makeWorkplace();
const here = (...command: readonly string[]) => runHere(folder, "rows", ...command);

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
for (const published of publishedSchemas) ajv.addSchema(toJsonSchema(published), published.name);

function write(name: string, rows: readonly unknown[]): void {
  writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

const ask = (question: string, answer: string, source = "web") => ({ question, answer, source });

beforeAll(() => {
  write("train.jsonl", [
    ask("1+1?", "2"),
    ask("1 + 1", "2"),
    ask("1+1?", "2"),
    ask("2+2?", "4", "book"),
    { other: 1 },
  ]);
  write("test.jsonl", [ask("2+2?", "four"), ask("3+3?", "6"), ask("1+1?", "2")]);
});

describe("rows redundancy", () => {
  test("prints JSON that fits its schema", async () => {
    const { stdout, exitCode } = await here(
      "redundancy",
      "a=train.jsonl",
      "b=test.jsonl",
      "--examples",
      "2",
      "--json",
    );
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    ajv.validate("row-redundancy.v1", report);
    expect(ajv.errors ?? []).toEqual([]);
    expect(report).toMatchObject({
      rows: 7,
      keys: { raw: { unique: 5, rate: 2 / 7 }, norm: { unique: 5 }, strong: { unique: 4, rate: 3 / 7 } },
      on: "triplet",
      pairs: [
        {
          level: "input",
          first: { input: "a" },
          second: { input: "b" },
          keys: { raw: { unique: 1, rows: 1 } },
        },
      ],
      inputs: [
        { name: "a", rows: 4, unmapped: 1, broken: 0, files: [{ file: "train.jsonl", rows: 5 }] },
        { name: "b", rows: 3 },
      ],
      mapping: [
        { input: "a", parts: ["instruction=question", "output=answer", "source=source"] },
        { input: "b" },
      ],
    });
    expect(report.inputs[0].files[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.examples.strong[0]).toMatchObject({
      copies: 4,
      rows: [{ file: "train.jsonl", row: 0 }, { row: 1 }, { row: 2 }, { input: "b", row: 2 }],
    });
  });

  test("shows tables, and says what was left out", async () => {
    const { stdout, stderr } = await here(
      "redundancy",
      "train.jsonl",
      "--on",
      "pair",
      "--keys",
      "raw, strong",
      "--format",
      "human",
    );
    expect(stdout).toMatch(
      /key +unique pairs +rows +redundancy\nraw +3 +4 +25\.0000%\nstrong +2 +4 +50\.0000%/,
    );
    expect(stdout).toMatch(/train\.jsonl: book +strong +1 +1 +0 +0/);
    expect(stdout).not.toContain("norm");
    expect(stderr).toContain(
      "train.jsonl: 4 rows read as question-answer (instruction=question, output=answer, source=source)",
    );
    expect(stderr).toContain("1 row left out: no such parts, first train.jsonl row 4");
  });

  test("takes a mapping by hand, for all inputs or for one", async () => {
    const map = ["--map", "output=source", "b:output=answer"];
    const { stdout } = await here(
      "redundancy",
      "a=train.jsonl",
      "b=test.jsonl",
      "--json",
      "--keys",
      "raw",
      ...map,
    );
    const { mapping } = JSON.parse(stdout);
    expect(mapping.map(({ parts }: { parts: string[] }) => parts[1])).toEqual([
      "output=source",
      "output=answer",
    ]);
  });

  test("reads what is piped in", async () => {
    const input = `${JSON.stringify(ask("a", "b"))}\n`.repeat(3);
    const { stdout } = await runWith({ input }, "rows", "redundancy", "-", "--json", "--keys", "norm");
    expect(JSON.parse(stdout)).toMatchObject({ rows: 3, keys: { norm: { unique: 1 } } });
  });
});

describe("rows overlap", () => {
  test("prints JSON that fits its schema, both ways", async () => {
    const { stdout } = await here("overlap", "a=train.jsonl", "b=test.jsonl", "--json");
    const report = JSON.parse(stdout);
    ajv.validate("row-overlap.v1", report);
    expect(ajv.errors ?? []).toEqual([]);
    const [{ keys }] = report.pairs;
    expect(keys.question.raw).toEqual({
      uniqueA: 3,
      uniqueB: 3,
      shared: 2,
      aInB: 2 / 3,
      bInA: 2 / 3,
      rowsOfA: 3,
      rowsOfB: 2,
      verdict: "overlap",
    });
    expect(keys.question.strong).toMatchObject({ uniqueA: 2, verdict: "subset" });
    expect(keys.triplet.raw).toMatchObject({ shared: 1 });
  });

  test("shows every two inputs", async () => {
    const command = [
      "overlap",
      "a=train.jsonl",
      "b=test.jsonl",
      "c=train.jsonl",
      "--on",
      "pair",
      "--keys",
      "raw",
    ];
    const { stdout } = await here(...command, "--format", "human");
    expect(stdout.match(/^. and .$/gm)).toEqual(["a and b", "a and c", "b and c"]);
    expect(stdout).toMatch(/pair +raw +equal +3 +3 +3 +100\.0000% +100\.0000%/);
  });
});

describe("what cannot be done is said", () => {
  test.each([
    ["redundancy", "nowhere.jsonl"],
    ["redundancy", "train.jsonl", "--keys", "raw,loose"],
    ["redundancy", "train.jsonl", "--map", "instruction=prompt"],
    ["redundancy", "train.jsonl", "--map", "texts=question"],
    ["redundancy", "empty.jsonl"],
    ["redundancy", "train.jsonl", "--workers", "0"],
    ["overlap", "train.jsonl"],
    ["step", "train.jsonl"],
  ])("rows %s %s %s %s", async (...command) => {
    writeFileSync(join(folder, "empty.jsonl"), "");
    const { stderr, stdout, exitCode } = await here(...command.filter((word) => word !== undefined));
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr.replaceAll(folder, "FOLDER")).toMatchSnapshot();
  });
});

describe("a job in a work folder", () => {
  const parts = 24;
  const command = ["rows", "redundancy", "parts", "--examples", "3", "--json"];
  let expected: string;
  beforeAll(async () => {
    mkdirSync(join(folder, "parts"));
    for (let part = 0; part < parts; part += 1) {
      const rows = Array.from({ length: 400 }, (_, row) =>
        ask(`What is ${(row * part) % 977}?`, "x".repeat(part)),
      );
      write(join("parts", `${String(part).padStart(2, "0")}.jsonl`), rows);
    }
    expected = (await here(...command.slice(1))).stdout;
  });

  test("is the same report with any number of workers", async () => {
    for (const workers of ["1", "3"]) {
      const { stdout } = await here(...command.slice(1), "--work", `work-${workers}`, "--workers", workers);
      expect(stdout).toBe(expected);
    }
  });

  test("goes on after kill -9 wherever it stood", async () => {
    const work = ["--work", "work-killed", "--workers", "2"];
    const done = () => readdirSync(join(folder, "work-killed", "done")).length;
    const counts: number[] = [];
    for (const pauseMs of [700, 900, 1100]) {
      const onStart = (kill: (signal: NodeJS.Signals) => void) =>
        void setTimeout(pauseMs).then(() => kill("SIGKILL"));
      await runWith({ onStart }, ...command, ...work);
      mkdirSync(join(folder, "work-killed", "done"), { recursive: true });
      counts.push(done());
    }
    const { stdout, exitCode } = await runWith({}, ...command, ...work);
    expect([exitCode, stdout === expected]).toEqual([0, true]);
    expect(counts).toEqual([...counts].sort((one, other) => one - other));
    expect(readdirSync(join(folder, "work-killed", "partial"))).toEqual([]);
    const total = done();
    expect((await runWith({}, ...command, ...work)).stdout).toBe(expected);
    expect(done()).toBe(total);
  });

  test("can be done by two processes at once", async () => {
    const both = [1, 2].map(() => runWith({}, ...command, "--work", "work-both", "--workers", "1"));
    expect((await Promise.all(both)).map(({ stdout }) => stdout === expected)).toEqual([true, true]);
  });

  test("can be run step by step", async () => {
    await here(...command.slice(1), "--work", "work-steps", "--workers", "1");
    const [step] = readdirSync(join(folder, "work-steps", "steps"));
    const run = () => here("step", join("work-steps", "steps", step!), "--json");
    expect(JSON.parse((await run()).stdout)).toMatchObject({ id: step!.slice(0, 64), isNew: false });
  });

  test("an interrupt ends it with what is done kept", async () => {
    const onStart = (kill: (signal: NodeJS.Signals) => void) =>
      void setTimeout(900).then(() => kill("SIGINT"));
    const { exitCode, stderr } = await runWith({ onStart }, ...command, "--work", "work-stopped");
    if (exitCode === 130) expect(stderr).toMatch(/interrupted/);
    else expect(exitCode === 0 || exitCode === null).toBe(true);
  });
});
