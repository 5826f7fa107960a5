import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, expect, test, vi } from "vitest";
import { runHere } from "./run-here.ts";
import { makeWorkplace } from "./run-stemma.ts";

vi.setConfig({ testTimeout: 120_000 });

const { folder, runWith } = makeWorkplace();
const here = (...command: readonly string[]) => runHere(folder, "rows", ...command);

const parts = 12;
const command = ["rows", "redundancy", "parts", "--examples", "3", "--json"];
let expected: string;
beforeAll(async () => {
  mkdirSync(join(folder, "parts"));
  for (let part = 0; part < parts; part += 1) {
    const rows = Array.from({ length: 400 }, (_, row) => ({
      question: `What is ${(row * part) % 977}?`,
      answer: "x".repeat(part),
    }));
    const name = `${String(part).padStart(2, "0")}.jsonl`;
    writeFileSync(join(folder, "parts", name), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  }
  expected = (await here(...command.slice(1))).stdout;
});

test("is the same report with any number of workers", async () => {
  for (const workers of ["1", "3"]) {
    const { stdout } = await here(...command.slice(1), "--work", `work-${workers}`, "--workers", workers);
    expect(stdout).toBe(expected);
  }
});

const countDone = (work: string) =>
  existsSync(join(folder, work, "done")) ? readdirSync(join(folder, work, "done")).length : 0;

/** Runs the job until so many steps are done, then sends the signal. */
const runUntil = async (steps: number, signal: NodeJS.Signals, work: string) => {
  let isOver = false;
  const onStart = async (kill: (signal: NodeJS.Signals) => void) => {
    while (countDone(work) < steps && !isOver) await setTimeout(5);
    kill(signal);
  };
  const run = runWith({ onStart }, ...command, "--work", work, "--workers", "2");
  return await run.finally(() => {
    isOver = true;
  });
};

test("goes on after kill -9 wherever it stood", async () => {
  for (const steps of [1, parts + 1]) {
    const { exitCode } = await runUntil(steps, "SIGKILL", "work-killed");
    expect(exitCode).toBeNull();
    expect(countDone("work-killed")).toBeGreaterThanOrEqual(steps);
  }
  const done = countDone("work-killed");
  const { stdout, exitCode } = await runWith({}, ...command, "--work", "work-killed");
  expect([exitCode, stdout === expected]).toEqual([0, true]);
  expect(countDone("work-killed")).toBeGreaterThan(done);
  expect(readdirSync(join(folder, "work-killed", "partial"))).toEqual([]);
});

test("an interrupt ends it with what is done kept", async () => {
  const { exitCode, stderr } = await runUntil(1, "SIGINT", "work-stopped");
  expect(exitCode).toBe(130);
  expect(stderr).toMatch(/the same command goes on where it stopped \(work folder: .*work-stopped\)/);
  expect(countDone("work-stopped")).toBeGreaterThanOrEqual(1);
  expect(readdirSync(join(folder, "work-stopped", "partial"))).toEqual([]);
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
