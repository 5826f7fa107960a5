import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { type BuildJob, type BuildPlan, buildSteps, buildWorker } from "../../curate/index.ts";
import { StemmaError } from "../../model/index.ts";
import {
  createFolderRunner,
  createWorkerPool,
  type JobInput,
  type JobProgress,
  type JobShard,
  type StepRunner,
} from "../../rows/index.ts";
import {
  detectMappings,
  fetchInputs,
  openInputs,
  type RowPlaces,
  toJob,
  toShown,
  withRowPlaces,
} from "../rows/open-rows.ts";
import type { ShownMapping } from "../rows/row-request.ts";
import type { UseCaseContext } from "../use-case.ts";

/** A set that is ready to be built. */
export interface OpenedBuild extends BuildJob {
  /** How the rows of each source and of each benchmark are read. */
  readonly mappings: {
    readonly sources: readonly ShownMapping[];
    readonly benchmarks: readonly ShownMapping[];
  };
}

export interface BuildPlaces {
  /** Folder of intermediate results; null for one in the cache, which is removed at the end. */
  readonly work: string | null;
  readonly workers: number | null;
}

/** Fewer bytes are worked on in this process. */
const fewBytes = 4 * 2 ** 20;

/**
 * Opens the sources and benchmarks of a plan; what the job took is let go of afterwards.
 *
 * @throws StemmaError `usage` and `not-found` that name the source, and what the job throws.
 */
export async function withBuild<Result>(
  { plan: given, ...places }: BuildPlaces & { readonly plan: BuildPlan },
  context: UseCaseContext,
  perform: (job: OpenedBuild) => Promise<Result>,
): Promise<Result> {
  const plan = orderSources(given);
  return await withRowPlaces(context, async (rowPlaces) => {
    const opening = { context, places: rowPlaces };
    const sources = await openSide(plan.sources, "source", opening);
    const benchmarks = await openSide(plan.decontamination.benchmarks, "benchmark", opening);
    const { runner, folder, close } = openRunner({ plan, sources, benchmarks, ...places }, context);
    let isDone = false;
    try {
      const mappings = { sources: sources.mappings, benchmarks: benchmarks.mappings };
      const { inputs, shards } = sources;
      const result = await perform({ plan, inputs, shards, benchmarks, runner, folder, mappings });
      isDone = true;
      return result;
    } finally {
      await close(isDone);
    }
  });
}

/** Opens benchmarks alone. */
export async function openBenchmarks<Result>(
  planned: readonly PlannedRows[],
  context: UseCaseContext,
  use: (side: OpenedSide) => Promise<Result>,
): Promise<Result> {
  return await withRowPlaces(context, async (places) => {
    return await use(await openSide(planned, "benchmark", { context, places }));
  });
}

/** Roots before the others: of equal rows the first stays. */
function orderSources(plan: BuildPlan): BuildPlan {
  const ofRole = (wanted: "root" | "internal") => plan.sources.filter(({ role }) => role === wanted);
  return { ...plan, sources: [...ofRole("root"), ...ofRole("internal")] };
}

interface Opening {
  readonly context: UseCaseContext;
  readonly places: RowPlaces;
}

interface OpenedSide {
  readonly inputs: readonly JobInput[];
  readonly shards: readonly JobShard[];
  readonly mappings: readonly ShownMapping[];
}

interface PlannedRows {
  readonly dataset: string;
  readonly rows: string;
  readonly map: Readonly<Record<string, string>>;
}

async function openSide(
  planned: readonly PlannedRows[],
  kind: "source" | "benchmark",
  opening: Opening,
): Promise<OpenedSide> {
  const inputs: JobInput[] = [];
  const shards: JobShard[] = [];
  const mappings: ShownMapping[] = [];
  for (const [index, one] of planned.entries()) {
    const opened = await openOne(one, opening).catch((error: unknown) => {
      throw toNamedError(error, `${kind} ${one.dataset}`);
    });
    inputs.push(...opened.inputs);
    mappings.push(...opened.mappings);
    for (const shard of opened.shards) shards.push({ ...shard, input: index });
  }
  return { inputs, shards, mappings };
}

async function openOne(
  { dataset, rows, map }: PlannedRows,
  { context, places }: Opening,
): Promise<OpenedSide> {
  const parts = Object.entries(map).map(([part, place]) => `${part}=${place}`);
  const request = { inputs: [rows], map: parts, workers: null, work: null };
  const found = await openInputs(request, context, places);
  const named = found.map((input) => ({ ...input, name: dataset }));
  const detected = await detectMappings(named, request, context);
  const inputs = await fetchInputs(named, detected, context);
  return { ...(await toJob(inputs, detected, context)), mappings: toShown(inputs, detected) };
}

function toNamedError(error: unknown, what: string): unknown {
  if (!(error instanceof StemmaError)) return error;
  const { code, hint, message } = error;
  return new StemmaError(code, `the rows of ${what} cannot be opened: ${message}`, {
    hint: hint ?? "say under its rows where they are: a file, a folder, or a dataset of the hub",
    cause: error,
  });
}

interface RunnerPlaces extends BuildPlaces {
  readonly plan: BuildPlan;
  readonly sources: OpenedSide;
  readonly benchmarks: OpenedSide;
}

interface OpenedRunner {
  readonly runner: StepRunner;
  readonly folder: string;
  close(isDone: boolean): Promise<void>;
}

function openRunner(
  { plan, sources, benchmarks, work, workers }: RunnerPlaces,
  { configuration, signal, onEvent }: UseCaseContext,
): OpenedRunner {
  const files = [...sources.inputs, ...benchmarks.inputs].flatMap((input) => input.files);
  const bytes = files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const name = createHash("sha256")
    .update(JSON.stringify([plan, files]))
    .digest("hex")
    .slice(0, 32);
  const folder =
    work === null ? join(configuration.cacheFolder, "build", name) : resolve(configuration.cwd, work);
  const onProgress = (progress: JobProgress) => onEvent?.({ kind: "rows", ...progress });
  const isSmall = workers === null && bytes < fewBytes;
  const runner = isSmall
    ? createFolderRunner({ folder, kinds: buildSteps, signal, onProgress })
    : createWorkerPool({
        folder,
        workers: workers ?? availableParallelism(),
        entry: buildWorker,
        signal,
        onProgress,
      });
  return {
    runner,
    folder,
    async close(isDone) {
      await runner.close();
      if (work === null && isDone) await rm(folder, { recursive: true, force: true });
    },
  };
}
