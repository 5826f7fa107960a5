import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import type { ParsedMixture } from "../../formats/index.ts";
import { checkMixture, type LineageIndex, toLineageIndex } from "../../graph/index.ts";
import {
  CheckResult,
  GateMeasurements,
  isSameDataset,
  lineageGraphVersion,
  MixtureFormat,
  StemmaError,
  toDatasetIdKind,
} from "../../model/index.ts";
import type { Configuration } from "../configuration/load-configuration.ts";
import { toCountText } from "../count-text.ts";
import { CheckOutput, toCheckText } from "../gate/check-output.ts";
import { parsePolicy, toDefaultPolicy } from "../gate/parse-policy.ts";
import { readMixture } from "../gate/read-mixture.ts";
import { toCheckResult } from "../gate/to-check-result.ts";
import { loadLineage } from "../lineage-reader.ts";
import { readTextFile } from "../text-files.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { traceDatasets } from "./trace-datasets.ts";
import { findTraceFailure, Traced } from "./traced.ts";

const GatedMixture = z.object({
  check: CheckResult,
  /** What was traced on the spot; null when the store alone was asked. */
  traced: Traced.nullable(),
  /** Where the findings were written; null when they were not. */
  path: z.string().nullable(),
});
type GatedMixture = z.infer<typeof GatedMixture>;

/** Holds a training mixture against a policy, by the lineage in the store. */
export const gateMixture = defineUseCase({
  name: "check",
  summary: "Check a training mixture against a policy",
  input: z.object({
    mixture: z.string().min(1, "name a mixture file"),
    /** The mixture itself where it does not come from a file. */
    text: z.string().nullable().default(null),
    /** Format of the mixture; null: told by what is in it. */
    format: MixtureFormat.nullable().default(null),
    /** Policy file; null for the default policy. */
    policy: z.string().nullable().default(null),
    /** JSON file of what a scan of the rows counted. */
    measurements: z.string().nullable().default(null),
    /** Trace the datasets of the mixture first. */
    trace: z.boolean().default(false),
    /** The day on which acceptances are looked at; null for today (UTC). */
    today: z.iso.date("write the day as YYYY-MM-DD").nullable().default(null),
    out: z
      .object({ path: z.string().min(1), output: CheckOutput })
      .nullable()
      .default(null),
  }),
  output: GatedMixture,
  async perform(input, context) {
    const { configuration } = context;
    const { cwd } = configuration;
    const policy =
      input.policy === null ? toDefaultPolicy() : parsePolicy(await readTextFile(cwd, input.policy));
    const mixture = await readMixture({ ...input, cwd, path: input.mixture });
    const measurements =
      input.measurements === null ? undefined : await readMeasurements(cwd, input.measurements);
    const traced = input.trace ? await traceEntries(context, mixture) : null;
    const index = await loadIndex(configuration, mixture);
    const report = checkMixture({
      index,
      mixture,
      policy: policy.policy,
      today: input.today ?? new Date().toISOString().slice(0, 10),
      ...(measurements === undefined ? {} : { measurements }),
    });
    const check = toCheckResult({ report, mixture, policy, index });
    return { check, traced, path: await writeFindings(configuration, check, input.out) };
  },
});

/** Traces what can be traced; what was before is not read again. */
async function traceEntries(context: UseCaseContext, { entries }: ParsedMixture): Promise<Traced | null> {
  const ids = entries.filter(({ id }) => toDatasetIdKind(id) !== "name").map(({ id }) => id);
  return ids.length === 0 ? null : await traceDatasets.run({ ids }, context);
}

/** A mixture of one's own files alone can be checked without a store: there is nothing to look up in it. */
async function loadIndex(configuration: Configuration, mixture: ParsedMixture): Promise<LineageIndex> {
  return await loadLineage(configuration).catch((error: unknown) => {
    if (!(error instanceof StemmaError) || error.code !== "not-found") throw error;
    if (mixture.entries.some(({ id }) => toDatasetIdKind(id) !== "name")) {
      throw new StemmaError("not-found", error.message, {
        hint: "trace the datasets of the mixture first, or let check do it: --trace",
        cause: error,
      });
    }
    const nothing = { seeds: [], datasets: [], edges: [], rejected: [] };
    return toLineageIndex({ schemaVersion: lineageGraphVersion, ...nothing });
  });
}

async function readMeasurements(cwd: string, path: string): Promise<GateMeasurements> {
  const { name, text } = await readTextFile(cwd, path);
  try {
    return GateMeasurements.parse(JSON.parse(text));
  } catch (cause) {
    const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
    const reason =
      issue === undefined
        ? (cause as Error).message
        : `${issue.path.map(String).join(".")}: ${issue.message}`;
    throw new StemmaError("usage", `the measurements in ${name} cannot be read: ${reason}`, {
      hint: 'write {"redundancy": [{"dataset": "org/name", "share": 0.01}], "contamination": [{"dataset": "org/name", "benchmark": "org/benchmark", "share": 0}]}',
      cause,
    });
  }
}

async function writeFindings(
  { cwd }: Configuration,
  check: CheckResult,
  out: { readonly path: string; readonly output: CheckOutput } | null,
): Promise<string | null> {
  if (out === null) return null;
  const path = resolve(cwd, out.path);
  await writeFile(path, toCheckText(check, out.output)).catch((cause: Error) => {
    throw new StemmaError("store-failed", `${path} could not be written: ${cause.message}`, { cause });
  });
  return path;
}

/** The level from which on findings fail a check. */
export const FailOn = z.enum(["error", "warning", "never"]);
export type FailOn = z.infer<typeof FailOn>;

/**
 * What keeps a check from passing, as the error whose exit code tells it: findings first, then a trace that was ended
 * early, then a dataset of the mixture that could not be read for now.
 */
export function findCheckFailure({ check, traced }: GatedMixture, failOn: FailOn): StemmaError | undefined {
  const { error, warning } = check.counts;
  const isViolated = error > 0 || (failOn === "warning" && warning > 0);
  if (isViolated && failOn !== "never") return toViolation(check);
  if (traced === null) return undefined;
  if (traced.run.state !== "finished") return findTraceFailure(traced);
  const missed = traced.failed.filter((one) => check.entries.some(({ id }) => isSameDataset(id, one.id)));
  if (missed.length === 0) return undefined;
  const names = missed.map(({ id }) => id).join(", ");
  return new StemmaError("partial", `the check is partial: ${names} could not be read for now`, {
    hint: "run the same command again to try once more",
  });
}

function toViolation({ mixture, policy, counts }: CheckResult): StemmaError {
  const { error, warning } = counts;
  const told = error > 0 ? toCountText(error, "error") : toCountText(warning, "warning");
  const text = `${mixture.source ?? "the mixture"} violates ${policy.source ?? "the default policy"}: ${told}`;
  return new StemmaError("violated", text, {
    hint: "leave the datasets out, or accept a finding until a day (accept: in the policy)",
  });
}
