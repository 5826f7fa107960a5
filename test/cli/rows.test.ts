import { writeFileSync } from "node:fs";
import { join } from "node:path";
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
      inputs: [
        { name: "a", rows: 4, unmapped: 1, broken: 0, files: [{ file: "train.jsonl", rows: 5 }] },
        { name: "b", rows: 3 },
      ],
      mapping: [
        { input: "a", parts: ["instruction=question", "output=answer", "source=source"] },
        { input: "b" },
      ],
    });
    expect(report.pairs[0]).toMatchObject({
      level: "input",
      first: { input: "a" },
      second: { input: "b" },
      keys: { raw: { unique: 1, rows: 1 } },
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

test.each([
  [["redundancy", "nowhere.jsonl"], "nowhere.jsonl is no file of rows, and no folder that holds any"],
  [
    ["redundancy", "train.jsonl", "--keys", "raw,loose"],
    '"loose" is no key: write raw, trim, norm, strong or skeleton',
  ],
  [
    ["redundancy", "train.jsonl", "--map", "instruction=prompt"],
    "instruction=prompt leads nowhere in any of the 5 rows looked at\nhint:  columns there are: answer, other, question, source",
  ],
  [["redundancy", "train.jsonl", "--map", "texts=question"], '"texts=question" maps no part of a sample'],
  [["redundancy", "empty.jsonl"], "empty.jsonl: there is no row to tell the layout from"],
  [["redundancy", "train.jsonl", "--workers", "0"], "workers: write a number from 1 to 256"],
  [["redundancy", "train.jsonl", "--work", "train.jsonl"], "the work folder cannot be written to"],
  [["overlap", "train.jsonl"], "an overlap is one of two inputs or more\nhint:  name a second file"],
  [["step", "train.jsonl"], "train.jsonl is no description of a step"],
])("rows %j says what is wrong", async (command, message) => {
  writeFileSync(join(folder, "empty.jsonl"), "");
  const { stderr, stdout, exitCode } = await here(...command);
  expect([exitCode, stdout]).toEqual([command.includes("--work") ? 8 : 2, ""]);
  expect(stderr).toContain(message);
});
