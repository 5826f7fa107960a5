import { z } from "zod";
import { findRedundancy, keyScopes, keyTiers, RedundancyReport } from "../../rows/index.ts";
import { defineUseCase } from "../use-case.ts";
import { attributeToLineage, type EqualRows, LineageAttribution } from "./attribute-to-lineage.ts";
import { withRows } from "./open-rows.ts";
import { RowRequest, ShownMapping } from "./row-request.ts";

/** How many rows of datasets say what another row says, at every tier, and which dataset brought them. */
export const reportRedundancy = defineUseCase({
  name: "rows redundancy",
  summary: "Count equal rows inside datasets and between them",
  input: RowRequest.extend({
    on: z.enum(keyScopes).default("triplet"),
    tiers: z
      .array(z.enum(keyTiers))
      .min(1)
      .default([...keyTiers]),
    /** Groups of equal rows to be named for each tier. */
    examples: z.int().min(0).max(1000).default(0),
    /** File or folder of a graph that explains what is found; null for the store's, where it knows the inputs. */
    graph: z.string().min(1).nullable().default(null),
  }),
  output: RedundancyReport.extend({
    mapping: z.array(ShownMapping),
    /** Null without a graph that has to do with the inputs. */
    attribution: LineageAttribution.nullable(),
  }),
  async perform({ on, tiers, examples, graph, ...request }, context) {
    return await withRows(request, context, async (rows) => {
      const asked = keyTiers.filter((tier) => tiers.includes(tier));
      const report = await findRedundancy(rows, { on, tiers: asked, examples });
      const equalRows = toEqualRows(report);
      const attribution = await attributeToLineage(context.configuration, graph, equalRows);
      return { ...report, mapping: [...rows.mappings], attribution };
    });
  },
});

function toEqualRows({ inputs, pairs, bySource }: RedundancyReport): EqualRows {
  const between = pairs.filter(({ level }) => level === "input");
  const whole = bySource.filter(({ label }) => label === null);
  const isRepeating = (keys: (typeof bySource)[number]["keys"]) =>
    Object.values(keys).some(({ ownDuplicates }) => ownDuplicates > 0);
  return {
    inputs: inputs.map(({ name }) => name),
    pairs: between.map(({ first, second }) => ({ first: first.input, second: second.input })),
    repeating: whole.filter(({ keys }) => isRepeating(keys)).map(({ input }) => input),
  };
}
