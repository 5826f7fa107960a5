import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deduplicateRows } from "../../src/app/index.ts";
import { runHere } from "./run-here.ts";
import { makeWorkplace } from "./run-stemma.ts";

const place = makeWorkplace();
const inFolder = (name: string) => join(place.folder, name);

const words = (from: number, count = 30) =>
  Array.from({ length: count }, (_, at) => `w${from + at}`).join(" ");
const row = (instruction: string, source = "a") => ({ instruction, input: "", output: "o", source });

const rows = [
  row(words(0)),
  row(words(100), "b"),
  row(`  ${words(0).replace(" ", "\n")}`),
  row(`${words(0)} more`, "b"),
  row(words(200)),
];
writeFileSync(inFolder("rows.jsonl"), rows.map((one) => `${JSON.stringify(one)}\n`).join(""));
writeFileSync(inFolder("other.json"), JSON.stringify([row(words(300)), row(words(200))]));

test("counts what is left, by source, and lists who is kept for whom", async () => {
  const { stdout, exitCode } = await runHere(
    place.folder,
    ...["rows", "dedup", "one=rows.jsonl", "two=other.json", "--clusters", "--json"],
  );
  expect(exitCode).toBe(0);
  const report = deduplicateRows.output.parse(JSON.parse(stdout));
  expect(report).toMatchObject({
    rows: 7,
    exact: { survivors: 5 },
    near: { pairs: 1, pairsAreAll: true, survivors: 4 },
    settings: { permutations: 128, threshold: 0.7, ngram: 8, unit: "word", seed: 1, verify: "jaccard" },
    clusterCount: 2,
    written: [],
  });
  expect(report.bySource).toEqual([
    { input: "one", label: null, rows: 5, exactDuplicates: 1, nearDuplicates: 1, survivors: 3 },
    { input: "one", label: "a", rows: 3, exactDuplicates: 1, nearDuplicates: 0, survivors: 2 },
    { input: "one", label: "b", rows: 2, exactDuplicates: 0, nearDuplicates: 1, survivors: 1 },
    { input: "two", label: null, rows: 2, exactDuplicates: 1, nearDuplicates: 0, survivors: 1 },
  ]);
  expect(
    report.clusters?.[0]?.members.map((member) => [member.row, member.stage, member.similarity]),
  ).toEqual([
    [2, "exact", 1],
    [3, "near", 23 / 24],
  ]);
  expect(report.clusters?.[1]?.members[0]).toMatchObject({
    input: "two",
    row: 1,
    matched: { input: "one", row: 4 },
  });
});

test("writes what is left and the ledger, and does not replace them unasked", async () => {
  const command = [
    "rows",
    "dedup",
    "rows.jsonl",
    "other.json",
    "--out",
    "left.jsonl",
    "--ledger",
    "dropped.jsonl",
  ];
  const { stdout, stderr, exitCode } = await runHere(place.folder, ...command);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("1 similar pair: 8 words, Jaccard >= 0.7");
  expect(stderr).toContain("wrote ");
  const left = readFileSync(inFolder("left.jsonl"), "utf8");
  const expected = [rows[0]!, rows[1]!, rows[4]!, row(words(300))];
  expect(left).toBe(expected.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const dropped = readFileSync(inFolder("dropped.jsonl"), "utf8").trimEnd().split("\n");
  expect(
    dropped
      .map((line) => JSON.parse(line))
      .map((entry) => [entry.file, entry.row, entry.stage, entry.kept.row]),
  ).toEqual([
    ["rows.jsonl", 2, "exact", 0],
    ["rows.jsonl", 3, "near", 0],
    ["other.json", 1, "exact", 4],
  ]);
  const again = await runHere(place.folder, ...command);
  expect([again.exitCode, again.stderr]).toEqual([2, expect.stringContaining("left.jsonl is there already")]);
  expect((await runHere(place.folder, ...command, "--force", "--keep", "greedy")).exitCode).toBe(0);
});

test.each([
  [["--permutations", "100"], "take a multiple of 8"],
  [["--threshold", "0"], "take a number above 0 and up to 1"],
  [["--threshold", "much"], "it is no number"],
  [["--ngram", "0"], "take a whole number from 1"],
  [["--unit", "token"], "take word, alnum, char"],
  [["--out", "left.csv"], "end its name in .jsonl"],
  [["--out", "nowhere/left.jsonl"], "check that the folder is there"],
])("refuses %j before a row is read", async (options, hint) => {
  const { exitCode, stdout, stderr } = await runHere(place.folder, "rows", "dedup", "rows.jsonl", ...options);
  expect(exitCode).toBeGreaterThan(0);
  expect(stdout).toBe("");
  expect(stderr).toContain(hint);
});

test("a killed run is taken up again and leaves the bytes of one that was not", async () => {
  const many = Array.from({ length: 3000 }, (_, index) => row(words(index % 2000 === 0 ? 0 : index * 3, 20)));
  writeFileSync(inFolder("many.jsonl"), many.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const command = (work: string) => [
    ...[
      "rows",
      "dedup",
      "many.jsonl",
      "--bands",
      "9",
      "--rows",
      "2",
      "--ngram",
      "4",
      "--workers",
      "2",
      "--json",
    ],
    ...["--work", work, "--out", `${work}.jsonl`, "--ledger", `${work}.parquet`, "--force"],
  ];
  const whole = await place.run(...command("whole"));
  expect(whole.exitCode).toBe(0);
  const done = inFolder("killed/done");
  const killed = await place.runWith(
    {
      onStart: (kill) => {
        const watch = setInterval(() => {
          if (existsSync(done) && readdirSync(done).length >= 4) kill("SIGKILL");
        }, 5);
        watch.unref();
        setTimeout(() => clearInterval(watch), 20_000).unref();
      },
    },
    ...command("killed"),
  );
  expect(killed.exitCode).toBeNull();
  expect(existsSync(inFolder("killed.jsonl"))).toBe(false);
  const again = await place.run(...command("killed"));
  expect(again.exitCode).toBe(0);
  expect(again.stdout).toBe(whole.stdout.replaceAll("whole.", "killed."));
  for (const ending of ["jsonl", "parquet"]) {
    expect(readFileSync(inFolder(`killed.${ending}`))).toEqual(readFileSync(inFolder(`whole.${ending}`)));
  }
});
