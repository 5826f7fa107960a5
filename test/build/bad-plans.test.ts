import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runHere } from "../cli/run-here.ts";
import { makeWorkplace } from "../cli/run-stemma.ts";

const place = makeWorkplace();
const write = (name: string, content: string) => writeFileSync(join(place.folder, name), content);
const toLines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const question = (at: number) => `What is the sum of the first ${at} whole numbers, and why is it so?`;

write(
  "good.jsonl",
  toLines(Array.from({ length: 8 }, (_, at) => ({ question: question(at), answer: String(at) }))),
);

const build = async (plan: string, ...options: readonly string[]) => {
  write("plan.yaml", plan);
  return await runHere(place.folder, "build", "run", "plan.yaml", "--out", "set", ...options);
};
const head = "version: 1\nname: bad\nsources:\n";

test("a source that is not there is named, and nothing is written", async () => {
  const ended = await build(
    `${head}  - { dataset: org/good, rows: good.jsonl }\n  - { dataset: org/lost, rows: lost.jsonl }\n`,
  );
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toContain("the rows of source org/lost cannot be opened");
  expect(ended.stderr).toContain("lost.jsonl");
  expect(existsSync(join(place.folder, "set"))).toBe(false);
});

test("a mistyped key is told with its line", async () => {
  const ended = await build(`${head}  - dataset: org/good\n    rows: good.jsonl\n    qouta: 3\n`);
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toContain('plan.yaml, line 6: unknown key "qouta" in sources[0]');
  expect(ended.stderr).toContain('did you mean "quota"?');
});

test("sources of clashing schemas become one; rows of another layout inside a source are counted", async () => {
  write(
    "chat.json",
    JSON.stringify([
      {
        messages: [
          { role: "user", content: "Where do the rivers of the Alps flow to?" },
          { role: "assistant", content: "To four seas." },
        ],
      },
    ]),
  );
  write(
    "mixed.jsonl",
    toLines([
      { prompt: "Which of the planets has the most moons around it?", response: "Saturn" },
      { answer: 4, question: { text: 3 } },
    ]),
  );
  const ended = await build(
    `${head}  - { dataset: org/good, rows: good.jsonl }\n  - { dataset: org/chat, rows: chat.json }\n  - { dataset: org/mixed, rows: mixed.jsonl }\n`,
    "--json",
  );
  expect(ended.exitCode).toBe(0);
  const { account } = JSON.parse(ended.stdout);
  expect(
    account.sources.map(({ dataset, rows }: { dataset: string; rows: number }) => [dataset, rows]),
  ).toEqual([
    ["org/good", 8],
    ["org/chat", 1],
    ["org/mixed", 1],
  ]);
  expect(account.sources[2].stages[0]).toMatchObject({ in: 2, out: 1, dropped: { unmapped: 1 } });
});

test("a plan that leaves no row says so and writes nothing", async () => {
  const ended = await build(
    `${head}  - { dataset: org/good, rows: good.jsonl }\nfilters: { languages: [fr] }\n`,
    "--force",
    "--out",
    "none",
  );
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toContain("nothing is left of the rows of bad: no set was written");
  const shares = await build(
    `${head}  - { dataset: org/good, rows: good.jsonl, domains: [math] }\ndomainShares: { math: 0.5 }\n`,
    "--out",
    "none",
  );
  expect(shares.exitCode).toBe(2);
  expect(shares.stderr).toContain("the domain shares leave no row");
  expect(existsSync(join(place.folder, "none"))).toBe(false);
});

test("quotas and shares of domains hold, and are drawn by the seed alone", async () => {
  write(
    "other.jsonl",
    toLines(
      Array.from({ length: 4 }, (_, at) => ({
        question: `Which story begins on page ${at} of the old green book?`,
        answer: "one",
      })),
    ),
  );
  const plan = (seed: number) =>
    `${head}  - { dataset: org/good, rows: good.jsonl, domains: [math], quota: 6 }\n  - { dataset: org/other, rows: other.jsonl, domains: [general] }\ndomainShares: { math: 0.5 }\nnearDuplicates: null\nseed: ${seed}\n`;
  const draw = async (seed: number) => {
    const { stdout, exitCode } = await build(plan(seed), "--force", "--json", "--out", "drawn");
    expect(exitCode).toBe(0);
    return JSON.parse(stdout);
  };
  const first = await draw(1);
  expect(first.account.sources[0].stages[2].dropped).toEqual({ "domain-share": 2, quota: 2 });
  expect(first.account.rows).toBe(8);
  const lines = (built: { files: { path: string; sha256: string }[] }) =>
    built.files.find(({ path }) => path === "train.jsonl")?.sha256;
  expect(lines(await draw(1))).toBe(lines(first));
  expect(lines(await draw(2))).not.toBe(lines(first));
});

const fullParts = ["descriptions", "tables", "set"] as const;
type FullPart = (typeof fullParts)[number];

/** Every write of more than some bytes in all fails as on a full disk: descriptions of steps, their tables, or files of the set. */
const fullDisk = (what: FullPart) => `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const full = () => Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
const writeFileSync = fs.writeFileSync;
if (${what !== "set"}) fs.writeFileSync = (path, data, options) => {
  const isTable = String(path).endsWith(".parquet");
  if (String(path).includes("partial") && isTable === ${what === "tables"} && data.length > 100) throw full();
  return writeFileSync(path, data, options);
};
else {
  const open = fs.promises.open;
  fs.promises.open = async (path, ...rest) => {
    const file = await open(path, ...rest);
    if (String(path).includes(".part")) file.writeFile = async () => { throw full(); };
    return file;
  };
}
syncBuiltinESMExports();
`;

test.each(fullParts)(
  "a disk that is full while writing %s leaves nothing half-written; later it goes on",
  async (what) => {
    write("plan.yaml", `${head}  - { dataset: org/good, rows: good.jsonl }\n`);
    const out = `full-${what}`;
    const command = ["build", "run", "plan.yaml", "--out", out, "--work", `work-${what}`];
    const ended = await place.runWith({ preload: fullDisk(what) }, ...command);
    expect(ended.stderr).toContain("no space left on device");
    expect(ended.exitCode).toBe(8);
    expect(existsSync(join(place.folder, out))).toBe(false);
    expect(readdirSync(place.folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    expect((await place.run(...command)).exitCode).toBe(0);
    expect(existsSync(join(place.folder, out, "manifest.json"))).toBe(true);
  },
  30_000,
);
