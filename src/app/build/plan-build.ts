import { z } from "zod";
import {
  BuildPlan,
  type ChoiceOptions,
  chooseSources,
  NearDuplicateRule,
  type PlannedSource,
  RowFilters,
  toPlanText,
} from "../../curate/index.ts";
import { type LineageIndex, toAncestry, toLineageIndex } from "../../graph/index.ts";
import { type DatasetId, Domain, parseDatasetId, StemmaError, toIdKey } from "../../model/index.ts";
import { countStatedRows, openRowInputs } from "../../rows/index.ts";
import type { Configuration } from "../configuration/load-configuration.ts";
import { findStoredDataset } from "../lineage-reader.ts";
import { openLineage } from "../rows/open-lineage.ts";
import { defineUseCase } from "../use-case.ts";

const PlanReport = z.strictObject({
  schemaVersion: z.literal(1),
  /** The store or file that the graph came from. */
  graph: z.string(),
  plan: BuildPlan,
  /** The plan as YAML to edit. */
  text: z.string(),
  /** Rows of the sources whose files state how many they hold, quotas applied. */
  expectedRows: z.int(),
  /** Sources whose number of rows is known only when they are read. */
  unknownSizes: z.array(z.string()),
});

/** Which roots of a graph a set is built from (roots C1, C2, C8), as a plan to edit and to run. */
export const planBuild = defineUseCase({
  name: "build plan",
  summary: "Choose the roots that a training set can be built from",
  input: z.object({
    /** Only what these are built on; the whole graph when empty. */
    ids: z.array(z.string()).default([]),
    graph: z.string().nullable().default(null),
    name: z.string().min(1).default("my-set"),
    seed: z.int().min(0).default(1),
    /** `org/name=place`: where the rows of a dataset are. */
    data: z.array(z.string()).default([]),
    /** `org/name` or `org/name=place`. */
    benchmarks: z.array(z.string()).default([]),
    domains: z.array(Domain).default([]),
    licence: z.enum(["any", "commercial-ok"]).default("any"),
    minReuse: z.int().min(1).default(1),
    maxSources: z.int().min(1).nullable().default(null),
    maxInternal: z.int().min(0).default(0),
    quota: z.int().min(1).nullable().default(null),
  }),
  output: PlanReport,
  async perform(input, { configuration }) {
    const opened = await openLineage(configuration, input.graph);
    const index = narrow(opened.index, input.ids);
    const rowsById = new Map(input.data.map(parsePlace).map(([id, place]) => [toIdKey(id), place]));
    const benchmarks = input.benchmarks.map(parseBenchmark);
    const choice = chooseSources(index, {
      rowsById,
      domains: input.domains,
      licence: input.licence,
      minReuse: input.minReuse,
      maxInternal: input.maxInternal,
      benchmarks: benchmarks.map(({ dataset }) => dataset),
      ...(input.maxSources === null ? {} : { maxSources: input.maxSources }),
    } satisfies ChoiceOptions);
    if (choice.sources.length === 0) throw createEmptyError(opened.origin, choice.excluded.length);
    const sources = await Promise.all(
      choice.sources.map((source) => withSize({ ...source, quota: input.quota }, configuration, rowsById)),
    );
    const plan = BuildPlan.parse({
      version: 1,
      name: input.name,
      seed: input.seed,
      sources,
      filters: RowFilters.parse({}),
      nearDuplicates: NearDuplicateRule.parse({}),
      decontamination: { benchmarks, level: "likely" },
      excluded: choice.excluded,
    });
    return {
      schemaVersion: 1 as const,
      graph: opened.origin,
      plan,
      text: toPlanText(plan),
      expectedRows: plan.sources.reduce((sum, source) => sum + toExpected(source), 0),
      unknownSizes: plan.sources.flatMap(({ dataset, expectedRows }) =>
        expectedRows === null ? [dataset] : [],
      ),
    };
  },
});

function narrow(index: LineageIndex, ids: readonly string[]): LineageIndex {
  if (ids.length === 0) return index;
  const wanted = ids.map((id) => findStoredDataset(index, id).id);
  return toLineageIndex(toAncestry(index.graph, wanted));
}

function parsePlace(text: string): readonly [DatasetId, string] {
  const at = text.indexOf("=");
  const place = text.slice(at + 1);
  if (at <= 0 || place === "")
    throw new StemmaError("usage", `"${text}" does not say where rows are`, {
      hint: "write --data org/name=path",
    });
  return [parseDatasetId(text.slice(0, at)), place];
}

function parseBenchmark(text: string): { dataset: DatasetId; rows: string } {
  if (!text.includes("=")) return { dataset: parseDatasetId(text), rows: text };
  const [dataset, rows] = parsePlace(text);
  return { dataset, rows };
}

/** Parquet says how many rows it holds; of other files, and of what is on the hub, nobody knows before reading. */
async function withSize(
  source: PlannedSource,
  { cwd }: Configuration,
  rowsById: ReadonlyMap<string, string>,
): Promise<PlannedSource> {
  const place = rowsById.get(toIdKey(source.dataset));
  if (place === undefined) return source;
  const [input] = await openRowInputs([place], { cwd });
  return { ...source, expectedRows: input === undefined ? null : ((await countStatedRows(input)) ?? null) };
}

function toExpected({ expectedRows, quota }: PlannedSource): number {
  if (expectedRows === null) return 0;
  return quota === null ? expectedRows : Math.min(expectedRows, quota);
}

function createEmptyError(origin: string, excluded: number): StemmaError {
  return new StemmaError(
    "not-found",
    `${origin} has no root that a set can be built from (${excluded} were left out)`,
    {
      hint: "widen --domain, --licence or --min-reuse, or trace further",
    },
  );
}
