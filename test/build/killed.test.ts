import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeWorkplace } from "../cli/run-stemma.ts";

const place = makeWorkplace();

/** Numbers that look random and are the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const random = createRandom(5);
const words = Array.from(
  { length: 400 },
  (_, at) => `${"bcdfghklmnprst"[at % 14]}${"aeiou"[at % 5]}${"lmnrst"[at % 6]}${at}`,
);
const toText = () => Array.from({ length: 24 }, () => words[Math.floor(random() * words.length)]).join(" ");
const texts = Array.from({ length: 700 }, toText);
const toRows = (count: number) =>
  Array.from({ length: count }, () => ({
    instruction: texts[Math.floor(random() * texts.length)],
    output: toText(),
  }));
for (const name of ["one", "two", "three"]) {
  const lines = toRows(600).map((row) => JSON.stringify(row));
  writeFileSync(join(place.folder, `${name}.jsonl`), lines.join("\n"));
}
writeFileSync(
  join(place.folder, "bench.jsonl"),
  texts
    .slice(0, 5)
    .map((question) => JSON.stringify({ question, answer: "1" }))
    .join("\n"),
);
writeFileSync(
  join(place.folder, "plan.yaml"),
  `version: 1
name: killed
sources:
  - { dataset: org/one, rows: one.jsonl, quota: 500 }
  - { dataset: org/two, rows: two.jsonl }
  - { dataset: org/three, rows: three.jsonl, role: internal }
filters: { languages: [] }
redundancyBudget: 1
decontamination: { benchmarks: [{ dataset: org/bench, rows: bench.jsonl }] }
`,
);

const command = (out: string, work: string) => [
  "build",
  "run",
  "plan.yaml",
  "--out",
  out,
  "--work",
  work,
  "--workers",
  "2",
];
const listFiles = (out: string) =>
  readdirSync(join(place.folder, out), { recursive: true, encoding: "utf8" })
    .filter((name) => name.includes("."))
    .sort();

test("killed five times at any moment, it goes on, and ends in the bytes of a run that was left alone", async () => {
  const began = performance.now();
  expect((await place.run(...command("calm", "work-calm"))).exitCode).toBe(0);
  const wholeMs = performance.now() - began;
  let kills = 0;
  for (const share of [0.3, 0.55, 0.75, 0.85, 0.95]) {
    const afterMs = wholeMs * share * (0.9 + 0.2 * random());
    const ended = await place.runWith(
      { onStart: (kill) => setTimeout(() => kill("SIGKILL"), afterMs) },
      ...command("killed", "work-killed"),
    );
    if (ended.exitCode === null) kills += 1;
    const isThere = existsSync(join(place.folder, "killed"));
    expect(isThere ? listFiles("killed") : []).toEqual(isThere ? listFiles("calm") : []);
    if (isThere) break;
  }
  expect(kills).toBeGreaterThan(0);
  if (!existsSync(join(place.folder, "killed"))) {
    expect((await place.run(...command("killed", "work-killed"))).exitCode).toBe(0);
  }
  expect(listFiles("killed")).toEqual(listFiles("calm"));
  for (const name of listFiles("calm")) {
    const [one, other] = ["calm", "killed"].map((out) => readFileSync(join(place.folder, out, name)));
    expect(one?.equals(other ?? Buffer.of()), name).toBe(true);
  }
  expect(readdirSync(place.folder).filter((name) => name.endsWith(".part"))).toEqual([]);
}, 180_000);
