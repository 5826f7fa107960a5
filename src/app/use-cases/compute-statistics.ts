import { z } from "zod";
import {
  GraphStatistics,
  toAnalysisGraph,
  toGraphStatistics,
  toImportedAnalysisGraph,
} from "../../graph/index.ts";
import { type AnalysisGraph, ImportProblem, type RecordPlace, StemmaError } from "../../model/index.ts";
import { loadFilledLineage } from "../lineage-reader.ts";
import { type ReadGraph, readGraph } from "../read-graph.ts";
import { defineUseCase } from "../use-case.ts";

const Computed = z.object({
  statistics: GraphStatistics,
  /** The store, or the file or folder that was read. */
  origin: z.string(),
  /** Name of the format that was read; null for the store. */
  format: z.string().nullable(),
  problems: z.array(ImportProblem),
  /** Files of the folder that are no part of the graph. */
  setAside: z.array(z.string()),
});

/** The paper's figures for the store, or for a graph that somebody else recorded. */
export const computeStatistics = defineUseCase({
  name: "stats",
  summary: "Print topology, domain matrix, timeline and rankings",
  input: z.object({
    /** File or folder of a graph; the store when null. */
    from: z.string().min(1).nullable().default(null),
  }),
  output: Computed,
  async perform({ from }, { configuration }) {
    if (from === null) {
      const { graph } = await loadFilledLineage(configuration);
      const statistics = toGraphStatistics(toAnalysisGraph(graph));
      return { statistics, origin: configuration.storePath, format: null, problems: [], setAside: [] };
    }
    const read = await readGraph(configuration.cwd, from);
    return {
      statistics: toGraphStatistics(toRecordedGraph(read)),
      origin: from,
      format: read.format,
      problems: toProblems(read),
      setAside: [...read.setAside],
    };
  },
});

/** Our own graph in full where the file is one; else the edges as they were recorded, those to itself too. */
function toRecordedGraph({ lineage, graph, selfEdges }: ReadGraph): AnalysisGraph {
  if (lineage !== null) return toAnalysisGraph(lineage);
  return toImportedAnalysisGraph({ nodes: graph.nodes, edges: [...graph.edges, ...selfEdges] });
}

/** An edge to itself is in the figures, as the record has it. */
function toProblems({ problems, selfEdges }: ReadGraph): ImportProblem[] {
  const toKey = ({ file, line, path }: RecordPlace) => JSON.stringify([file, line, path]);
  const counted = new Set(selfEdges.map(({ place }) => toKey(place)));
  return problems.map((problem) =>
    problem.effect === "rejected" && counted.has(toKey(problem))
      ? { ...problem, effect: "kept", reason: `${problem.reason}, counted as it is recorded` }
      : problem,
  );
}

/** What keeps the figures from being those of the whole record. */
export function findStatisticsFailure({
  problems,
  origin,
}: z.output<typeof Computed>): StemmaError | undefined {
  const rejected = problems.filter(({ effect }) => effect === "rejected").length;
  if (rejected === 0) return undefined;
  const records = `${rejected} ${rejected === 1 ? "record" : "records"}`;
  return new StemmaError("partial", `${records} of ${origin} could not be read`, {
    hint: "the figures are those of all others; correct the records and run the command again",
  });
}
