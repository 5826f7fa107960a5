import { resolve } from "node:path";
import { z } from "zod";
import {
  type AccountedSource,
  BuildAccount,
  type BuildPlan,
  type BuiltRows,
  buildRows,
  readStep,
  toBuildAccount,
} from "../../curate/index.ts";
import { StemmaError } from "../../model/index.ts";
import { accountInputs, type InputAccount, parseNearDuplicateOptions } from "../../rows/index.ts";
import { ShownMapping } from "../rows/row-request.ts";
import { readTextFile } from "../text-files.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { readBenchmarkAccounts } from "./benchmark-accounts.ts";
import { BuildManifest, buildManifestVersion, manifestName } from "./build-manifest.ts";
import { readBuildVersions } from "./build-versions.ts";
import { type OpenedBuild, withBuild } from "./open-build.ts";
import { parsePlanFile } from "./plan-file.ts";
import { assertAccount } from "./recount-set.ts";
import { toSetCard } from "./set-card.ts";
import { assertFreeFolder, openSetDraft, type SetDraft } from "./set-folder.ts";
import { toReadInputs } from "./to-read-inputs.ts";
import { writeSet } from "./write-set.ts";

/** Builds the set that a plan describes, with an account of every record (roots C1 to C8). */
export const runBuild = defineUseCase({
  name: "build run",
  summary: "Build the set that a plan describes",
  input: z.object({
    /** File of the plan. */
    plan: z.string().min(1),
    /** Folder of the set. */
    out: z.string().min(1),
    /** Folder of intermediate results; null for one in the cache, which is removed at the end. */
    work: z.string().min(1).nullable().default(null),
    workers: z.int().min(1).max(256).nullable().default(null),
    /** Whether a set that is there already is replaced. */
    replaces: z.boolean().default(false),
  }),
  output: z.strictObject({
    name: z.string(),
    out: z.string(),
    account: BuildAccount,
    overBudget: BuildManifest.shape.overBudget,
    sources: z.array(ShownMapping),
    benchmarks: z.array(ShownMapping),
    files: BuildManifest.shape.outputs,
    /** What was met in the files of sources and benchmarks that whoever uses the set must know. */
    notes: z.array(z.string()),
  }),
  async perform({ plan: path, out, replaces, ...places }, context) {
    const { cwd } = context.configuration;
    const file = await readTextFile(cwd, path);
    const plan = parsePlanFile(file.text, file.name);
    const folder = resolve(cwd, out);
    await assertFreeFolder(folder, replaces);
    return await buildSet({ plan, folder, ...places }, context);
  },
});

interface BuildRequest {
  readonly plan: BuildPlan;
  readonly folder: string;
  readonly work: string | null;
  readonly workers: number | null;
}

/** Builds a set into a folder that is free, or is to be replaced. */
export async function buildSet({ plan, folder, ...places }: BuildRequest, context: UseCaseContext) {
  return await withBuild({ plan, ...places }, context, async (job) => {
    const built = await buildRows(job);
    if (built.rows.countKept() === 0) throw createEmptyError(job, built);
    const draft = await openSetDraft(folder);
    try {
      context.onEvent?.({ kind: "reading", what: "the rows of the set" });
      const result = await writeFiles(job, built, draft);
      context.signal?.throwIfAborted();
      await draft.publish();
      return { name: plan.name, out: folder, ...result };
    } finally {
      await draft.discard();
    }
  });
}

async function writeFiles(job: OpenedBuild, built: BuiltRows, draft: SetDraft) {
  const { plan, mappings } = job;
  const paths = plan.sources.map(({ dataset, role }) => (role === "root" ? dataset : null));
  const tally = await writeSet({ job, built, draft, paths });
  const sources = toAccountedSources(job, built);
  const account = toBuildAccount(sources, tally);
  await assertAccount(account, { folder: draft.path, outputs: draft.written, sources });
  const read = await accountInputs(
    job,
    built.reads.map((output) => readStep.toResult(output).account),
  );
  assertAllRead(account, read);
  const benchmarks = await readBenchmarkAccounts(job);
  const overBudget = built.overBudget.map(({ source, rows, repeats }) => {
    return { dataset: plan.sources[source]?.dataset ?? "", rows, repeats };
  });
  const manifest = {
    version: buildManifestVersion,
    name: plan.name,
    versions: readBuildVersions(),
    seed: plan.seed,
    plan,
    nearDuplicates:
      plan.nearDuplicates === null
        ? null
        : parseNearDuplicateOptions({ ...plan.nearDuplicates, seed: plan.seed }),
    sources: toReadInputs(read, mappings.sources, job.inputs),
    benchmarks: toReadInputs(benchmarks, mappings.benchmarks, job.benchmarks.inputs),
    account,
    overBudget,
  } satisfies Omit<BuildManifest, "outputs">;
  await draft.write("README.md", [Buffer.from(toSetCard(manifest, paths))], null);
  const outputs = draft.written.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const text = `${JSON.stringify(BuildManifest.parse({ ...manifest, outputs }), null, 2)}\n`;
  await draft.write(manifestName, [Buffer.from(text)], null);
  return {
    account,
    overBudget,
    sources: [...mappings.sources],
    benchmarks: [...mappings.benchmarks],
    files: [...draft.written],
    notes: [...read, ...benchmarks].flatMap(({ notes }) => notes.map(({ message }) => message)),
  };
}

function toAccountedSources({ plan, shards }: OpenedBuild, { reads }: BuiltRows): AccountedSource[] {
  return plan.sources.map(({ dataset, role }, source) => {
    const own = reads.filter((_, part) => shards[part]?.input === source);
    const undetermined = own.reduce((sum, read) => sum + readStep.toResult(read).undetermined, 0);
    return { dataset, role, undetermined };
  });
}

/** What the readers counted must be what stands in the account. */
function assertAllRead({ sources }: BuildAccount, read: readonly InputAccount[]): void {
  for (const [index, { dataset, records }] of sources.entries()) {
    const { rows = 0, unmapped = 0, broken = 0 } = read[index] ?? {};
    const found = rows + unmapped + broken;
    if (found === records) continue;
    throw new StemmaError(
      "corrupt",
      `the account does not add up: ${records} records of ${dataset} by the account, ${found} were read`,
      { hint: "its files changed meanwhile, or it is a fault of stemma" },
    );
  }
}

function createEmptyError({ plan }: OpenedBuild, { rows }: BuiltRows): StemmaError {
  const hint =
    rows.count === 0
      ? "no row passes the filters of the plan: look at its lengths and languages, and at how its sources are mapped"
      : "quotas, budget, duplicates and benchmarks leave nothing of what passes the filters";
  return new StemmaError("usage", `nothing is left of the rows of ${plan.name}: no set was written`, {
    hint,
  });
}
