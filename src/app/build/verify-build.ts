import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { BuildManifest, manifestName } from "./build-manifest.ts";
import { findRepeatedQuestions } from "./check-questions.ts";
import { findAccountFault } from "./recount-set.ts";
import { buildSet } from "./run-build.ts";
import { scanForBenchmarks } from "./scan-for-benchmarks.ts";

const checkNames = ["files", "inputs", "account", "questions", "benchmarks", "replay"] as const;

const Check = z.strictObject({
  name: z.enum(checkNames),
  /** `skipped` for what was not asked for, or cannot be looked at because an input is not there. */
  outcome: z.enum(["passed", "failed", "skipped"]),
  /** What was looked at. */
  detail: z.string(),
  /** What is wrong, the first of each kind. */
  faults: z.array(z.string()),
});
type Check = z.infer<typeof Check>;

/** Checks a set against its manifest: files, inputs, the account, questions and benchmarks; and builds it anew when asked. */
export const verifyBuild = defineUseCase({
  name: "build verify",
  summary: "Check a set against its manifest",
  input: z.object({
    /** Folder of the set. */
    folder: z.string().min(1),
    /** Whether it is built anew and compared byte by byte. */
    replay: z.boolean().default(false),
    workers: z.int().min(1).max(256).nullable().default(null),
  }),
  output: z.strictObject({ folder: z.string(), rows: z.int(), checks: z.array(Check) }),
  async perform({ folder: given, replay, workers }, context) {
    const folder = resolve(context.configuration.cwd, given);
    const manifest = await readManifest(folder);
    const set = { folder, manifest, context };
    const files = await checkFiles(set);
    const checks = [files, await checkInputs(set)];
    if (files.outcome === "passed") {
      checks.push(await checkAccount(set), await checkQuestions(set), await checkBenchmarks(set));
      checks.push(replay ? await checkReplay(set, workers) : skip("replay", "not asked for"));
    }
    return { folder: given, rows: manifest.account.rows, checks };
  },
});

/** What keeps a set from being as its manifest says. */
export function findBuildFailure({
  folder,
  checks,
}: z.output<typeof verifyBuild.output>): StemmaError | undefined {
  const failed = checks.filter(({ outcome }) => outcome === "failed");
  if (failed.length === 0) return undefined;
  const first = failed[0]?.faults[0] ?? "";
  return new StemmaError("corrupt", `${folder} is not as its manifest says: ${first}`, {
    hint: `failed: ${failed.map(({ name }) => name).join(", ")}`,
  });
}

interface VerifiedSet {
  readonly folder: string;
  readonly manifest: BuildManifest;
  readonly context: UseCaseContext;
}

async function readManifest(folder: string): Promise<BuildManifest> {
  const path = join(folder, manifestName);
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    throw new StemmaError("not-found", `${path} could not be read: ${cause.message}`, {
      hint: "name a folder that stemma build run wrote",
      cause,
    });
  });
  try {
    return BuildManifest.parse(JSON.parse(text));
  } catch (cause) {
    throw new StemmaError("corrupt", `${path} is no manifest of a set`, {
      hint: "another version of stemma may have written it, or it was changed by hand",
      cause,
    });
  }
}

async function checkFiles({ folder, manifest: { outputs } }: VerifiedSet): Promise<Check> {
  const faults: string[] = [];
  for (const { path, bytes, sha256 } of outputs) {
    const found = await hashFile(join(folder, path)).catch(() => undefined);
    if (found === undefined) faults.push(`${path} is not there`);
    else if (found.sha256 !== sha256) {
      faults.push(
        `${path} was changed: ${found.bytes} bytes with SHA-256 ${found.sha256}, ${bytes} and ${sha256} are stated`,
      );
    }
  }
  const known = new Set([...outputs.map(({ path }) => path), manifestName]);
  for (const path of await listFiles(folder))
    if (!known.has(path)) faults.push(`${path} is not in the manifest`);
  return toCheck("files", `${outputs.length} files`, faults);
}

async function checkInputs({ manifest, context }: VerifiedSet): Promise<Check> {
  const files = [...manifest.sources, ...manifest.benchmarks].flatMap((input) => input.files);
  const local = files.filter(({ hashedBy, sha256 }) => hashedBy === "computed" && sha256 !== null);
  const faults: string[] = [];
  let missing = 0;
  for (const { name, sha256 } of local) {
    const found = await hashFile(resolve(context.configuration.cwd, name)).catch(() => undefined);
    if (found === undefined) missing += 1;
    else if (found.sha256 !== sha256)
      faults.push(`${name} is not the file that was read: its SHA-256 is ${found.sha256}`);
  }
  const seen = local.length - missing;
  const detail = `${seen} of ${files.length} files${missing === 0 ? "" : `, ${missing} are not there`}`;
  return seen === 0 && faults.length === 0 ? skip("inputs", detail) : toCheck("inputs", detail, faults);
}

async function checkAccount({ folder, manifest: { account, outputs } }: VerifiedSet): Promise<Check> {
  const sources = account.sources.map(({ dataset, role, undetermined }) => ({ dataset, role, undetermined }));
  const fault = await findAccountFault(account, { folder, outputs, sources });
  const detail = `${account.records} records, ${account.rows} rows`;
  return toCheck("account", detail, fault === undefined ? [] : [fault]);
}

async function checkQuestions(set: VerifiedSet): Promise<Check> {
  const faults = await findRepeatedQuestions(listTables(set));
  return toCheck("questions", "no two rows ask the same, white space aside", faults);
}

async function checkBenchmarks(set: VerifiedSet): Promise<Check> {
  const { manifest, context } = set;
  if (manifest.benchmarks.length === 0) return skip("benchmarks", "the plan names none");
  try {
    const { faults, items } = await scanForBenchmarks(
      { plan: manifest.plan, tables: listTables(set) },
      context,
    );
    return toCheck("benchmarks", `${items} items, none of which any row asks`, faults);
  } catch (error) {
    if (error instanceof StemmaError && error.code === "not-found") return skip("benchmarks", error.message);
    throw error;
  }
}

/** Builds the set again from the manifest's plan; every file must have the same bytes. */
async function checkReplay(
  { folder, manifest, context }: VerifiedSet,
  workers: number | null,
): Promise<Check> {
  const scratch = await mkdtemp(join(tmpdir(), "stemma-replay-"));
  try {
    const again = join(scratch, "set");
    const work = join(scratch, "work");
    await buildSet({ plan: manifest.plan, folder: again, work, workers }, context);
    const faults: string[] = [];
    const names = new Set([...(await listFiles(folder)), ...(await listFiles(again))]);
    for (const path of [...names].sort()) {
      const [one, other] = await Promise.all(
        [folder, again].map((root) => hashFile(join(root, path)).catch(() => null)),
      );
      if (one?.sha256 !== other?.sha256) faults.push(`${path} differs when the set is built again`);
    }
    return toCheck("replay", `${names.size} files built again`, faults);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function listTables({ folder, manifest: { outputs } }: VerifiedSet): string[] {
  return outputs.filter(({ path }) => path.startsWith("data/")).map(({ path }) => join(folder, path));
}

const mostFaults = 10;

function toCheck(name: Check["name"], detail: string, faults: readonly string[]): Check {
  const outcome = faults.length === 0 ? "passed" : "failed";
  return { name, outcome, detail, faults: faults.slice(0, mostFaults) };
}

function skip(name: Check["name"], detail: string): Check {
  return { name, outcome: "skipped", detail, faults: [] };
}

async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Uint8Array>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}
