import { StemmaError } from "../../model/index.ts";
import type { StepOutput } from "../jobs/step.ts";
import type { StepRunner } from "../jobs/step-runner.ts";
import type { ScanTask } from "../scan/scan-task.ts";
import { bandStep } from "./band-step.ts";
import { chooseStep } from "./choose-step.ts";
import { distinctStep } from "./distinct-step.ts";
import { keepStep } from "./keep-step.ts";
import { type MeasureSettings, measureStep } from "./measure-step.ts";
import type { NearDuplicateSettings } from "./near-duplicate-settings.ts";
import { repeatStep } from "./repeat-step.ts";
import { SignSettings, signStep } from "./sign-step.ts";

export interface NearDuplicateJob {
  /** In the order of the rows. */
  readonly shards: readonly { readonly task: ScanTask; readonly bytes: number }[];
  readonly runner: StepRunner;
}

/** Outputs of the steps, and what they counted. Rows are numbered over the samples of all shards, in order. */
export interface NearDuplicates {
  /** Of `signStep`, one for each shard. */
  readonly signed: readonly StepOutput[];
  readonly rowCounts: readonly number[];
  readonly rows: number;
  /** Of `repeatStep`. */
  readonly repeats: readonly StepOutput[];
  /** Of `keepStep`. */
  readonly kept: StepOutput;
  /** Rows that are the first of their key; of these, those without a token. */
  readonly distinct: number;
  readonly tokenless: number;
}

/** Rows whose hashes one step holds in memory, about 30 bytes each. */
const rowsPerRange = 2 ** 23;
const mostRows = 2 ** 31 - 1;

/** Signs every row, sets exact duplicates aside, and compares the texts that share a band. Roots C5. */
export async function findNearDuplicates(
  job: NearDuplicateJob,
  settings: NearDuplicateSettings,
): Promise<NearDuplicates> {
  const { runner } = job;
  const signed = await runner.run(
    job.shards.map(({ task, bytes }) => ({
      description: signStep.describe({ scan: task, settings: SignSettings.parse(settings) }),
      bytes,
    })),
  );
  const rowCounts = signed.map((output) => signStep.toResult(output).rows);
  const rows = rowCounts.reduce((sum, count) => sum + count, 0);
  if (rows > mostRows) throw new StemmaError("too-large", `${rows} rows are more than ${mostRows}`);
  const ranges = Array.from({ length: Math.max(1, Math.ceil(rows / rowsPerRange)) }, (_, range) => range);
  const cut = { runner, ranges };
  const repeats = await runner.run(
    ranges.map((range) => ({ description: repeatStep.describe({ range, ranges: ranges.length }, signed) })),
  );
  const distinct = await runOne(
    runner,
    distinctStep.describe({ signSteps: signed.length, rows }, [...signed, ...repeats]),
  );
  const links = await findLinks(cut, settings, [...signed, distinct]);
  const measured = await measureCandidates(job, settings, { links, rowCounts });
  const { verify, threshold, keep } = settings;
  const parameters = { rowCount: rows, bandSteps: links.length, verify, threshold, keep };
  const kept = await runOne(runner, keepStep.describe(parameters, [...links, ...measured]));
  return { signed, rowCounts, rows, repeats, kept, ...distinctStep.toResult(distinct) };
}

async function findLinks(
  { runner, ranges }: { readonly runner: StepRunner; readonly ranges: readonly number[] },
  { bands }: NearDuplicateSettings,
  inputs: readonly StepOutput[],
): Promise<readonly StepOutput[]> {
  const parameters = Array.from({ length: bands }, (_, band) =>
    ranges.map((range) => ({ band, range, ranges: ranges.length })),
  );
  return await runner.run(parameters.flat().map((one) => ({ description: bandStep.describe(one, inputs) })));
}

interface FoundLinks {
  readonly links: readonly StepOutput[];
  readonly rowCounts: readonly number[];
}

/** Reads again the shards in which there are candidates. */
async function measureCandidates(
  { shards, runner }: NearDuplicateJob,
  settings: NearDuplicateSettings,
  { links, rowCounts }: FoundLinks,
): Promise<readonly StepOutput[]> {
  const measure = toMeasureSettings(settings);
  if (measure === undefined) return [];
  const choice = await runOne(runner, chooseStep.describe({ rowCounts: [...rowCounts] }, links));
  const { chosen } = chooseStep.toResult(choice);
  const steps = shards.flatMap(({ task, bytes }, part) =>
    (chosen[part] ?? 0) === 0
      ? []
      : [{ description: measureStep.describe({ scan: task, part, settings: measure }, [choice]), bytes }],
  );
  return await runner.run(steps);
}

function toMeasureSettings(settings: NearDuplicateSettings): MeasureSettings | undefined {
  const { verify, unit, ngram: size, permutations, seed } = settings;
  if (verify === "none") return undefined;
  const shingles = { unit, size };
  return verify === "jaccard"
    ? { kind: "shingles", ...shingles }
    : { kind: "signature", ...shingles, permutations, seed };
}

async function runOne(
  runner: StepRunner,
  description: Parameters<StepRunner["run"]>[0][number]["description"],
): Promise<StepOutput> {
  const [output] = await runner.run([{ description }]);
  if (output === undefined) throw new StemmaError("unexpected", `step ${description.kind} left no output`);
  return output;
}
