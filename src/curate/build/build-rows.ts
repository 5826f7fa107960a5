import { StemmaError } from "../../model/index.ts";
import {
  findNearDuplicates,
  type JobInput,
  type JobShard,
  parseNearDuplicateOptions,
  RowFates,
  type StepOutput,
  type StepRunner,
  toIntegers,
} from "../../rows/index.ts";
import type { BuildPlan } from "../plan/build-plan.ts";
import { findOverBudget, type OverBudget } from "./budget.ts";
import { drawStep } from "./draw-step.ts";
import { findLeaks } from "./find-leaks.ts";
import { gatherStep } from "./gather-step.ts";
import type { Leak, LeakSearch } from "./leaks.ts";
import { readStep } from "./read-step.ts";
import { repeatStep } from "./repeat-step.ts";
import { SetRows } from "./set-rows.ts";
import { toScanOfRows } from "./work-rows.ts";

/** What a set is built of. Sources stand in the order in which their rows win: roots first. */
export interface BuildJob {
  readonly plan: BuildPlan;
  /** One for each source of the plan. */
  readonly inputs: readonly JobInput[];
  readonly shards: readonly JobShard[];
  /** `inputs` has one for each benchmark of the plan. */
  readonly benchmarks: LeakSearch["benchmarks"];
  readonly runner: StepRunner;
  /** The runner's work folder: rows lie there between the stages. */
  readonly folder: string;
}

/** The rows of one part that ask something new, and where they are. */
interface GatheredPart {
  readonly part: number;
  readonly output: StepOutput;
  readonly rows: number;
}

/** What became of all rows. */
export interface BuiltRows {
  readonly rows: SetRows;
  /** Of `readStep`, one for each shard. */
  readonly reads: readonly StepOutput[];
  readonly gathered: readonly GatheredPart[];
  readonly overBudget: readonly OverBudget[];
}

/** Takes the rows of the sources through all stages (roots C3 to C5, C8); nothing is written but in the work folder. */
export async function buildRows(job: BuildJob): Promise<BuiltRows> {
  const { runner, plan, shards } = job;
  const reads = await runner.run(
    shards.map(({ task, bytes }) => ({
      description: readStep.describe({ scan: task, filters: plan.filters }),
      bytes,
    })),
  );
  const draw = await runOne(runner, describeDraw(job, reads));
  const rows = SetRows.read(shards, reads);
  await rows.addDraw(draw);
  const { gathered, overBudget } = await removeDuplicates({ job, reads, draw, rows });
  rows.addLeaks(await searchLeaks(job, gathered), await readPositions(gathered));
  return { rows, reads, gathered, overBudget };
}

function describeDraw({ plan, shards }: BuildJob, reads: readonly StepOutput[]) {
  const { seed, sources, domainShares } = plan;
  return drawStep.describe(
    {
      seed,
      sources: sources.map(({ dataset, quota, domains }) => ({ dataset, quota, domains })),
      parts: shards.map(({ input, file }) => ({ source: input, file })),
      domainShares,
    },
    reads,
  );
}

interface Duplicates {
  readonly job: BuildJob;
  readonly reads: readonly StepOutput[];
  readonly draw: StepOutput;
  readonly rows: SetRows;
}

/**
 * Removes duplicates. A source that repeats more than the budget goes whole, and what it stood in the way of is looked at
 * again without it: as if it were not in the plan.
 */
async function removeDuplicates(work: Duplicates) {
  const { job, rows } = work;
  const overBudget: OverBudget[] = [];
  for (;;) {
    const excluded = overBudget.map(({ source }) => source);
    rows.beginDuplicates(excluded);
    const repeat = await runOne(job.runner, describeRepeat(work, excluded));
    await rows.addRepeats(repeat);
    const early = findOverBudget(job.plan, rows);
    if (early !== undefined) {
      overBudget.push(early);
      continue;
    }
    const gathered = await gather(work, repeat, excluded);
    if (job.plan.nearDuplicates !== null) await findNear(job, rows, gathered);
    const late = findOverBudget(job.plan, rows);
    if (late === undefined) return { gathered, overBudget };
    overBudget.push(late);
  }
}

function describeRepeat({ job, reads, draw }: Duplicates, excluded: readonly number[]) {
  const parameters = { parts: job.shards.map(({ input }) => input), excluded: [...excluded] };
  return repeatStep.describe(parameters, [...reads, draw]);
}

async function gather(
  { job, reads, draw, rows }: Duplicates,
  repeat: StepOutput,
  excluded: readonly number[],
): Promise<GatheredPart[]> {
  const taken = reads.flatMap((read, part) =>
    excluded.includes(job.shards[part]?.input ?? -1) ? [] : [{ part, read }],
  );
  const outputs = await job.runner.run(
    taken.map(({ part, read }) => ({
      description: gatherStep.describe({ firstRow: rows.firstRowOf(part) }, [read, draw, repeat]),
    })),
  );
  return outputs
    .map((output, at) => ({ part: taken[at]?.part ?? 0, output, rows: gatherStep.toResult(output).rows }))
    .filter((one) => one.rows > 0);
}

async function findNear(job: BuildJob, rows: SetRows, gathered: readonly GatheredPart[]): Promise<void> {
  if (gathered.length === 0) return;
  const { nearDuplicates, seed } = job.plan;
  const settings = parseNearDuplicateOptions({ ...nearDuplicates, seed });
  const parts = gathered.map(({ output }) => toScanOfRows(job.folder, output.id));
  const found = await findNearDuplicates({ shards: parts, runner: job.runner }, settings);
  const positions = await readPositions(gathered);
  if (found.rows !== positions.length) {
    throw new StemmaError(
      "unexpected",
      `${found.rows} rows were compared, ${positions.length} were gathered`,
    );
  }
  rows.addNear(await RowFates.read(found), positions);
}

async function searchLeaks(job: BuildJob, gathered: readonly GatheredPart[]): Promise<readonly Leak[]> {
  if (job.benchmarks.inputs.length === 0 || gathered.length === 0) return [];
  return await findLeaks({
    parts: gathered.map(({ output }) => toScanOfRows(job.folder, output.id)),
    benchmarks: job.benchmarks,
    level: job.plan.decontamination.level,
    runner: job.runner,
  });
}

/** For each gathered row its number among the rows of all parts. */
async function readPositions(gathered: readonly GatheredPart[]): Promise<Int32Array> {
  const positions = new Int32Array(gathered.reduce((sum, { rows }) => sum + rows, 0));
  let at = 0;
  for (const { output, rows } of gathered) {
    positions.set(toIntegers(await (await output.openTable("positions")).readGroup(0), "row"), at);
    at += rows;
  }
  return positions;
}

async function runOne(
  runner: StepRunner,
  description: Parameters<StepRunner["run"]>[0][number]["description"],
): Promise<StepOutput> {
  const [output] = await runner.run([{ description }]);
  if (output === undefined) throw new StemmaError("unexpected", `step ${description.kind} left no output`);
  return output;
}
