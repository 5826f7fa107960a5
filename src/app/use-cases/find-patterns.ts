import { z } from "zod";
import { FamilyReport, listRelationSequences, RelationSequence, toFamilyReport } from "../../graph/index.ts";
import { loadFilledLineage } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** The families of the graph, and the relations that follow each other again and again. */
export const findPatterns = defineUseCase({
  name: "patterns",
  summary: "Show families and recurring sequences of relations",
  input: z.object({
    /** Most steps of a sequence. */
    steps: z.int().min(2).max(5).default(3),
    /** Chains that a sequence needs to be listed. */
    minCount: z.int().min(1).default(2),
  }),
  output: FamilyReport.extend({ sequences: z.array(RelationSequence) }),
  async perform({ steps, minCount }, { configuration }) {
    const index = await loadFilledLineage(configuration);
    return {
      ...toFamilyReport(index),
      sequences: listRelationSequences(index, { maxLength: steps, minCount }),
    };
  },
});
