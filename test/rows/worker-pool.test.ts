import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createRowKernels } from "../../src/kernels/index.ts";
import { createMemoryRunner } from "../../src/rows/jobs/memory-runner.ts";
import { runStep } from "../../src/rows/jobs/run-step.ts";
import { openStepFolder } from "../../src/rows/jobs/step-folder.ts";
import type { JobProgress, StepRunner } from "../../src/rows/jobs/step-runner.ts";
import { createWorkerPool, type WorkerPoolOptions } from "../../src/rows/jobs/worker-pool.ts";
import { addNumbers, testKinds, wait, writeNumbers } from "./test-steps.ts";

const root = mkdtempSync(join(tmpdir(), "stemma-pool-"));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, "work-"));
});

const entry = new URL("./step-worker.ts", import.meta.url);

async function withPool<Result>(
  options: Partial<WorkerPoolOptions>,
  perform: (pool: StepRunner) => Promise<Result>,
): Promise<Result> {
  const pool = createWorkerPool({ folder, workers: 2, entry, ...options });
  return await perform(pool).finally(() => pool.close());
}

async function addUp(runner: StepRunner, deaths: readonly string[] = []): Promise<number> {
  const maps = await runner.run(
    [10, 20, 30].map((upTo) => ({
      description: writeNumbers.describe({ upTo, deaths: upTo === 20 ? [...deaths] : [] }),
      bytes: upTo,
    })),
  );
  const [sum] = await runner.run([{ description: addNumbers.describe({ fails: false }, maps) }]);
  return addNumbers.toResult(sum!);
}

const readDone = () =>
  readdirSync(join(folder, "done"), { recursive: true, withFileTypes: true })
    .filter((entryOf) => entryOf.isFile())
    .map(({ parentPath, name }) => [
      join(parentPath, name).slice(folder.length),
      readFileSync(join(parentPath, name), "hex"),
    ])
    .sort();

test("workers give what this process gives, whatever their number", async () => {
  const expected = await addUp(createMemoryRunner({ kinds: testKinds }));
  expect(expected).toBe(55 + 210 + 465);
  for (const workers of [1, 2, 3]) {
    folder = mkdtempSync(join(root, "work-"));
    expect(await withPool({ workers }, addUp)).toBe(expected);
  }
  expect(readdirSync(join(folder, "partial"))).toEqual([]);
});

test("a step whose worker dies is done again, and counted once", async () => {
  const marks = [join(folder, "first"), join(folder, "second")];
  const seen: JobProgress[] = [];
  const sum = await withPool({ onProgress: (progress) => seen.push(progress) }, (pool) => addUp(pool, marks));
  expect(sum).toBe(730);
  expect(seen.at(-1)).toEqual({ doneSteps: 4, steps: 4, rows: 60, bytes: 60, totalBytes: 60 });
  expect(readdirSync(join(folder, "partial"))).toEqual([]);
});

test("a step that kills every worker ends the job and is named", async () => {
  const marks = ["a", "b", "c"].map((name) => join(folder, name));
  const failure = withPool({}, (pool) => addUp(pool, marks));
  await expect(failure).rejects.toMatchObject({
    code: "unexpected",
    message: expect.stringContaining('a step "write-numbers" ended its worker 3 times'),
    hint: expect.stringMatching(/stemma rows step steps\/[0-9a-f]{64}\.json/),
  });
});

test("what is done is not done again, by whatever process", async () => {
  await withPool({}, addUp);
  const before = readDone();
  const again = await withPool({ entry: new URL("file:///no/such/worker.ts") }, addUp);
  expect(again).toBe(730);
  expect(readDone()).toEqual(before);
});

test("two pools on one folder get in no other's way", async () => {
  const sums = await Promise.all([withPool({}, addUp), withPool({}, addUp), withPool({}, addUp)]);
  expect(sums).toEqual([730, 730, 730]);
  expect(readdirSync(join(folder, "done"))).toHaveLength(4);
});

test("an error of a step is the job's, with its words", async () => {
  const failing = (pool: StepRunner) => pool.run([{ description: addNumbers.describe({ fails: true }) }]);
  await expect(withPool({}, failing)).rejects.toMatchObject({
    code: "unexpected",
    message: 'step "add-numbers": no numbers today',
  });
});

test("a stop leaves what is done", async () => {
  const stopper = new AbortController();
  const steps = [{ description: wait.describe({ ms: 1 }) }, { description: wait.describe({ ms: 60_000 }) }];
  const onProgress = ({ doneSteps }: JobProgress) => doneSteps === 1 && stopper.abort();
  const stopped = withPool({ workers: 1, signal: stopper.signal, onProgress }, (pool) => pool.run(steps));
  await expect(stopped).rejects.toMatchObject({ code: "interrupted", hint: expect.stringContaining(folder) });
  expect(readdirSync(join(folder, "done"))).toHaveLength(1);
  expect(readdirSync(join(folder, "partial"))).toEqual([]);
});

test("a description is all that another machine needs to run a step", async () => {
  await withPool({}, addUp);
  const steps = readdirSync(join(folder, "steps"));
  expect(steps).toHaveLength(4);
  const before = readDone();
  rmSync(join(folder, "done"), { recursive: true });
  const place = openStepFolder(folder);
  const descriptions = steps.map((name) => JSON.parse(readFileSync(join(folder, "steps", name), "utf8")));
  descriptions.sort((one, other) => one.inputs.length - other.inputs.length);
  const run = { folder: place, kinds: testKinds, kernels: createRowKernels() };
  await expect(runStep(descriptions.at(-1), run)).rejects.toMatchObject({ code: "not-found" });
  for (const description of descriptions) await runStep(description, run);
  expect(readDone()).toEqual(before);
});

test("what a process that is gone left unfinished is removed, what is being written is not", () => {
  const place = openStepFolder(folder);
  const mine = place.begin("1".repeat(64));
  const [own] = readdirSync(join(folder, "partial"));
  const gone = own!.replace(`.${process.pid}.`, ".999999999.");
  writeFileSync(join(folder, "partial", gone), "");
  openStepFolder(folder).tidy();
  expect(readdirSync(join(folder, "partial"))).toEqual([own]);
  place.tidy();
  expect(readdirSync(join(folder, "partial"))).toEqual([]);
  mine.discard();
});
