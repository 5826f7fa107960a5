import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRowWrappers, inspectRows } from "../../src/app/index.ts";
import { runHere } from "./run-here.ts";

let folder: string;
const toLines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const order = "Please reason step by step, and put your final answer within \\boxed{}.";
const sums = Array.from({ length: 40 }, (_, n) => ({
  Question: `${["What is", "Compute", "Find", "How much is"][n % 4]} ${n} + ${n * n}${["?", ".", " now?"][n % 3]} ${order}`,
  Answer: n + n * n,
  source: n % 2 === 0 ? "even" : "odd",
}));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "stemma-rows-inspect-"));
  const chat = {
    messages: [
      { role: "user", content: "Hi\u202e" },
      { role: "assistant", content: "Hello" },
    ],
  };
  await writeFile(path.join(folder, "sums.jsonl"), toLines(sums));
  await writeFile(path.join(folder, "more.jsonl.gz"), gzipSync(toLines(sums.slice(0, 5))));
  await writeFile(path.join(folder, "mixed.jsonl"), `${toLines([...sums.slice(0, 3), chat])}{broken\n`);
  await writeFile(path.join(folder, "odd.jsonl"), toLines([{ x: 1 }]));
  await writeFile(path.join(folder, "chat.jsonl"), toLines([chat]));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const inspect = async (...command: readonly string[]) => {
  const { stdout, stderr, exitCode } = await runHere(folder, "rows", "inspect", ...command, "--json");
  expect([exitCode, stderr.includes("error")]).toEqual([0, false]);
  return inspectRows.output.parse(JSON.parse(stdout)).inputs;
};

describe("stemma rows inspect", () => {
  it("shows files, columns, layout, samples and texts around the questions", async () => {
    const [input, ...others] = await inspect("sums.jsonl", "--examples", "1");
    expect(others).toEqual([]);
    expect(input).toMatchObject({
      name: "sums.jsonl",
      files: [{ file: "sums.jsonl", format: "jsonl", looked: 40, isWhole: true }],
      looked: 40,
      broken: 0,
      layout: {
        adapter: "question-answer",
        map: ["instruction=Question", "output=Answer", "source=source"],
        fits: 40,
      },
      problem: null,
      misfits: [],
      examples: [{ row: 0, sample: { instruction: sums[0]?.Question, output: "0", source: "even" } }],
      health: [],
      wrappers: [{ side: "suffix", text: order, texts: 40, share: 1 }],
    });
    expect(input?.columns).toContainEqual(
      expect.objectContaining({ place: "Answer", kind: "number", filled: 40, distinct: 40 }),
    );
  });

  it("says which rows are of another kind, and which could not be read", async () => {
    const [input] = await inspect("mixed.jsonl");
    expect(input).toMatchObject({
      looked: 4,
      broken: 1,
      firstBroken: [{ unit: "line", number: 5, excerpt: "{broken" }],
      layout: { adapter: "question-answer", fits: 3 },
      misfits: [{ adapter: "messages", columns: ["messages"], rows: 1 }],
      alternatives: [
        { adapter: "messages", fits: 1 },
        { adapter: "text", fits: 3 },
      ],
    });
  });

  it("looks at as many rows as asked for, over the files of an input", async () => {
    const [input] = await inspect("all=*.jsonl*", "--rows", "12");
    expect(input?.name).toBe("all");
    expect(input?.looked).toBe(12);
    expect(input?.files.map(({ file, looked, isWhole }) => [file, looked, isWhole])).toEqual([
      ["chat.jsonl", 1, true],
      ["mixed.jsonl", 3, false],
      ["more.jsonl.gz", 3, false],
      ["odd.jsonl", 1, true],
      ["sums.jsonl", 4, false],
    ]);
  });

  it("takes given places and shows them in the form that they are given in", async () => {
    const [input] = await inspect("sums.jsonl", "--map", "output=SOURCE", "source=", "--examples", "1");
    expect(input?.layout?.map).toEqual(["instruction=Question", "output=source"]);
    expect(input?.examples[0]?.sample.output).toBe("even");
  });

  it("shows what there is when no layout fits, and fails where a given place leads nowhere", async () => {
    const [input] = await inspect("odd.jsonl");
    expect(input).toMatchObject({
      layout: null,
      problem: { message: "odd.jsonl: no known layout fits these rows" },
      columns: [{ place: "x", kind: "number" }],
      examples: [],
    });
    const wrong = await runHere(folder, "rows", "inspect", "sums.jsonl", "--map", "output=reply");
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain("output=reply leads nowhere in any of the 40 rows looked at");
    expect(wrong.stderr).toContain("columns there are: Answer, Question, source");
  });

  it("prints foreign text safely", async () => {
    const { stdout, stderr } = await runHere(folder, "rows", "inspect", "chat.jsonl");
    expect(stdout).toContain("Hi\\u{202e}");
    expect(stdout).toContain("--map 'turns=messages'");
    expect(stdout).toMatch(/1\s+100\.0%\s+invisible characters/);
    expect(stderr).toContain("chat.jsonl: looked at all 1 row; read as messages, which fits 1 of 1");
    const quiet = await runHere(folder, "rows", "inspect", "sums.jsonl", "--quiet");
    expect(quiet.stdout).toBe("instruction=Question\noutput=Answer\nsource=source\n");
  });
});

describe("stemma rows wrappers", () => {
  it("finds them, shows rows before and after, and writes the file for --strip", async () => {
    const command = ["rows", "wrappers", "sums.jsonl", "odd=chat.jsonl", "--out", "found.json"];
    const { stdout, stderr, exitCode } = await runHere(folder, ...command, "--json");
    expect(exitCode).toBe(0);
    const report = findRowWrappers.output.parse(JSON.parse(stdout));
    expect(report.inputs).toMatchObject([
      {
        name: "sums.jsonl",
        rows: 40,
        texts: 40,
        wrappers: [{ side: "suffix", text: order, texts: 40, share: 1 }],
        examples: [{ row: 0, before: `What is 0 + 0? ${order}`, after: "What is 0 + 0?" }, { row: 1 }],
      },
      { name: "odd", rows: 1, wrappers: [], examples: [] },
    ]);
    expect(stderr).toContain("sums.jsonl: 1 text (40 rows, 40 different questions looked at)");
    const file = JSON.parse(await readFile(path.join(folder, "found.json"), "utf8"));
    expect(file).toMatchObject({ version: 1, inputs: [{ wrappers: [{ side: "suffix", text: order }] }, {}] });

    const again = await runHere(folder, ...command);
    expect([again.exitCode, again.stderr.includes("found.json is there already")]).toEqual([2, true]);
    expect((await runHere(folder, ...command, "--force")).exitCode).toBe(0);
  });

  it("are taken off by other commands on rows: those of a file, and those that are mined", async () => {
    const bare = sums.map((row) => ({ ...row, Question: row.Question.replace(` ${order}`, "") }));
    await writeFile(path.join(folder, "bare.jsonl"), toLines(bare));
    await runHere(folder, "rows", "wrappers", "sums.jsonl", "--out", "strip.json");
    const count = async (...options: readonly string[]) => {
      const command = ["rows", "redundancy", "sums.jsonl", "bare.jsonl", "--keys", "raw", "--json"];
      const { stdout, stderr, exitCode } = await runHere(folder, ...command, ...options);
      expect([exitCode, stderr.includes("without 1 text around its questions")]).toEqual([
        0,
        options.length > 0,
      ]);
      const { rows, keys, mapping } = JSON.parse(stdout);
      return { rows, unique: keys.raw.unique, strip: mapping[0].strip };
    };
    const strip = [{ side: "suffix", text: order }];
    expect(await count()).toEqual({ rows: 80, unique: 80, strip: [] });
    expect(await count("--strip", "strip.json")).toEqual({ rows: 80, unique: 40, strip });
    expect(await count("--strip", "mined")).toEqual({ rows: 80, unique: 40, strip });
    const wrong = await runHere(folder, "rows", "redundancy", "sums.jsonl", "--strip", "sums.jsonl");
    expect([wrong.exitCode, wrong.stderr.includes("sums.jsonl is no JSON, so it holds no wrappers")]).toEqual(
      [2, true],
    );
  });

  it("refuses a share that is none", async () => {
    const { exitCode, stderr } = await runHere(folder, "rows", "wrappers", "sums.jsonl", "--min-share", "2");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Write a number above 0 and up to 1.");
  });
});
