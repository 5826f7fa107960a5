import { z } from "zod";
import { type ExportFormat, type ExportOptions, exportFormats, tableNames } from "../../formats/index.ts";
import { toNeighbourhood } from "../../graph/index.ts";
import { type DatasetId, type LineageGraph, StemmaError } from "../../model/index.ts";
import { toCanonicalJson } from "../../trace/index.ts";
import { findStoredDataset, loadLineage } from "../lineage-reader.ts";
import { findOutputPlace, type OutputPlace, toFileName, toOutputPath } from "../output-place.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { type NewFile, writeFiles } from "../write-files.ts";

const count = z.int().min(0);

/** What an export wrote. */
export const ExportSummary = z.object({
  schemaVersion: z.literal(1),
  format: z.string(),
  datasets: count,
  edges: count,
  /** Empty where it was printed. */
  files: z.array(z.object({ path: z.string(), bytes: count })),
});
export type ExportSummary = z.infer<typeof ExportSummary>;

const canonicalJson: ExportFormat = {
  name: "json",
  meaning: "the canonical export: everything, by schema",
  extension: "json",
  mediaType: "application/json",
  needs: null,
  toContent: toCanonicalJson,
};

/** Every format by name, with who reads it. */
export const graphFormats: readonly Pick<ExportFormat, "name" | "meaning">[] = [
  canonicalJson,
  ...exportFormats,
];

const ExportRequest = z.object({
  format: z.string(),
  /** The graph is cut down to these and their lineage; left out, it is the whole store. */
  ids: z.array(z.string()).default([]),
  direction: z.enum(["up", "down", "both"]).default("up"),
  table: z.enum(tableNames).nullable().default(null),
  /** A file, or a folder; null to have the text itself. */
  out: z.string().min(1).nullable().default(null),
  /** Replaces files that are there. */
  replaces: z.boolean().default(false),
});
type ExportRequest = z.output<typeof ExportRequest>;

export const exportGraph = defineUseCase({
  name: "export",
  summary: "Write the graph, or the lineage of some datasets, in a format that others read",
  input: ExportRequest,
  output: ExportSummary.extend({
    /** The export itself where no file was named. */
    content: z.string().nullable(),
  }),
  async perform(request, context) {
    const format = toFormat(request.format);
    if (request.table !== null && format.needs !== "table") {
      throw new StemmaError("usage", `${format.name} has no tables`, {
        hint: "--table is for csv and parquet",
      });
    }
    const { graph, ids } = await loadPart(request, context);
    const head = {
      schemaVersion: 1 as const,
      format: format.name,
      datasets: graph.datasets.length,
      edges: graph.edges.length,
    };
    if (request.out === null) {
      const [variant] = listVariants(format, request, { ids, isFolder: false });
      return { ...head, files: [], content: toText(format, format.toContent(graph, variant?.options ?? {})) };
    }
    const place = await findOutputPlace(request.out, context.configuration.cwd);
    const variants = listVariants(format, request, { ids, isFolder: place.isFolder });
    const files = await toFiles(variants, place, (options) => format.toContent(graph, options));
    await writeFiles(files, { replaces: request.replaces });
    return {
      ...head,
      files: files.map(({ path, content }) => ({ path, bytes: Buffer.byteLength(content) })),
      content: null,
    };
  },
});

/** @throws StemmaError `usage` that names the formats there are. */
function toFormat(name: string): ExportFormat {
  const format = [canonicalJson, ...exportFormats].find((one) => one.name === name);
  if (format !== undefined) return format;
  throw new StemmaError("usage", `no export format is called "${name}"`, {
    hint: `there are ${graphFormats.map((one) => one.name).join(", ")}, and card`,
  });
}

async function loadPart(
  { ids, direction }: ExportRequest,
  { configuration }: UseCaseContext,
): Promise<{ graph: LineageGraph; ids: readonly DatasetId[] }> {
  const index = await loadLineage(configuration);
  const found = ids.map((id) => findStoredDataset(index, id).id);
  if (found.length === 0) return { graph: index.graph, ids: found };
  return { graph: toNeighbourhood(index.graph, found, direction), ids: found };
}

/** One file of an export. */
interface Variant {
  readonly name: string;
  readonly options: ExportOptions;
}

function listVariants(
  { name, needs, extension }: ExportFormat,
  { table }: ExportRequest,
  { ids, isFolder }: { readonly ids: readonly DatasetId[]; readonly isFolder: boolean },
): readonly Variant[] {
  if (needs === null) return [{ name: `lineage.${extension}`, options: {} }];
  if (needs === "table") {
    const tables = table !== null ? [table] : isFolder ? tableNames : ["edges" as const];
    return tables.map((each) => ({ name: `${each}.${extension}`, options: { table: each } }));
  }
  if (ids.length === 0 || (ids.length > 1 && !isFolder)) {
    throw new StemmaError("usage", `${name} describes one dataset, and ${ids.length} are named`, {
      hint: "name one, or a folder with --out for a file of each",
    });
  }
  return ids.map((dataset) => ({ name: `${toFileName(dataset)}.${extension}`, options: { dataset } }));
}

async function toFiles(
  variants: readonly Variant[],
  place: OutputPlace,
  toContent: (options: ExportOptions) => NewFile["content"],
): Promise<NewFile[]> {
  return await Promise.all(
    variants.map(async ({ name, options }) => ({
      path: await toOutputPath(place, name),
      content: toContent(options),
    })),
  );
}

function toText({ name }: ExportFormat, content: string | Uint8Array): string {
  if (typeof content === "string") return content;
  throw new StemmaError("usage", `${name} is no text that could be printed`, {
    hint: "name a file or a folder with --out",
  });
}
