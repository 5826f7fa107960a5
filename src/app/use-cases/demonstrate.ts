import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { findPaths, type LineageIndex, listIntersections, toLineageIndex } from "../../graph/index.ts";
import { DatasetId, Edge, isHubId, type LineageGraph } from "../../model/index.ts";
import { TreeRow } from "../tree-row.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { traceDatasets } from "./trace-datasets.ts";

/** A dataset whose lineage shows much in little: benchmarks some steps up, and ancestors that come in twice. */
const tellingDataset = "qihoo360/Light-R1-SFTData";
const bundledSnapshot = fileURLToPath(new URL("../../../examples/snapshot", import.meta.url));

/** Traces a telling dataset of the bundled snapshot into a store that is thrown away. */
export const demonstrate = defineUseCase({
  name: "demo",
  summary: "Trace a dataset of the bundled snapshot, offline",
  input: z.object({}),
  output: z.object({
    /** How Stemma is called from where it is installed: `npx stemma`. */
    command: z.string(),
    snapshot: z.string(),
    rows: z.array(TreeRow),
    datasets: z.int(),
    edges: z.int(),
    /** An edge with a quote that reads well, to show what evidence looks like. */
    proven: Edge.nullable(),
    /** An ancestor that comes in by several ways. */
    intersection: z
      .object({ target: DatasetId, ancestor: DatasetId, through: z.array(DatasetId) })
      .nullable(),
    /** One way from each of some benchmarks down to the dataset. */
    contamination: z.array(z.object({ ids: z.array(DatasetId) })),
  }),
  async perform(_, context) {
    const folder = await mkdtemp(join(tmpdir(), "stemma-demo-"));
    try {
      const { graph, trees } = await traceDatasets.run(
        { ids: [tellingDataset] },
        toDemoContext(context, folder),
      );
      return {
        command: bundledSnapshot.includes("node_modules") ? "npx stemma" : "npm run -s stemma --",
        snapshot: toShortPath(bundledSnapshot, context.configuration.cwd),
        rows: trees.flat(),
        datasets: graph.datasets.length,
        edges: graph.edges.length,
        ...findHighlights(graph),
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});

function toDemoContext(context: UseCaseContext, folder: string): UseCaseContext {
  const { configuration } = context;
  const settings = { ...configuration.settings, snapshot: bundledSnapshot, depth: null, maxDatasets: null };
  return { ...context, configuration: { ...configuration, settings, storePath: join(folder, "store.db") } };
}

function toShortPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith("..") ? path : short;
}

function findHighlights(graph: LineageGraph) {
  const index = toLineageIndex(graph);
  const crossing = listIntersections(index, tellingDataset)[0];
  return {
    proven: findReadableProof(graph),
    intersection:
      crossing === undefined
        ? null
        : { target: tellingDataset, ancestor: crossing.ancestor, through: [...crossing.through] },
    contamination: listContamination(index).slice(0, mostPaths),
  };
}

const mostPaths = 3;

/** Paths from benchmarks, accepted edges only, that do not carry another split than the one that is scored. */
function listContamination(index: LineageIndex): { ids: DatasetId[] }[] {
  const benchmarks = index.graph.datasets.filter(
    ({ id, profile, outcome }) =>
      profile.kind === "benchmark" && isHubId(id) && outcome.kind !== "unreadable",
  );
  return benchmarks
    .flatMap(({ id, profile }) => {
      const { paths } = findPaths(index, { from: id, to: tellingDataset }, 20);
      const alarming = paths.filter(
        ({ edges }) => edges.every(isAccepted) && carriesSplit(edges[0], profile.testSplit),
      );
      return alarming.at(-1) ?? [];
    })
    .toSorted((a, b) => b.ids.length - a.ids.length)
    .map(({ ids }) => ({ ids: [...ids] }));
}

function isAccepted({ status }: Edge): boolean {
  return status === "accepted";
}

function carriesSplit(edge: Edge | undefined, testSplit: string | null): boolean {
  const splits = edge?.splits ?? [];
  return splits.length === 0 || testSplit === null || splits.includes(testSplit);
}

const sentence = /^[^|[\]]{40,220}$/;

function findReadableProof(graph: LineageGraph): Edge | null {
  const proven = graph.edges
    .filter((edge) => isAccepted(edge) && edge.evidence.some(({ kind }) => kind === "quote"))
    .toSorted((a, b) => b.confidence - a.confidence);
  const isReadable = ({ evidence }: Edge) =>
    evidence.some((piece) => piece.kind === "quote" && sentence.test(piece.quote.text));
  return proven.find(isReadable) ?? proven[0] ?? null;
}
