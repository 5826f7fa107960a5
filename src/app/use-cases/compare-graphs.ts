import { z } from "zod";
import { GraphDiff, toGraphDiff } from "../../graph/index.ts";
import { GraphMoment, loadMoment } from "../graph-moment.ts";
import { defineUseCase } from "../use-case.ts";

/** What came, went or changed between two traces, dates or exported files. */
export const compareGraphs = defineUseCase({
  name: "diff",
  summary: "Show what came, went or changed between two traces",
  input: z.object({ before: z.string().min(1), after: z.string().min(1).default("now") }),
  output: GraphDiff.extend({ before: GraphMoment, after: GraphMoment }),
  async perform({ before, after }, { configuration }) {
    const from = await loadMoment(configuration, before);
    const to = await loadMoment(configuration, after);
    return { before: from.moment, after: to.moment, ...toGraphDiff(from.graph, to.graph) };
  },
});
