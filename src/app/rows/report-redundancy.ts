import { z } from "zod";
import { findRedundancy, keyScopes, keyTiers, RedundancyReport } from "../../rows/index.ts";
import { defineUseCase } from "../use-case.ts";
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
  }),
  output: RedundancyReport.extend({ mapping: z.array(ShownMapping) }),
  async perform({ on, tiers, examples, ...request }, context) {
    return await withRows(request, context, async (rows) => {
      const asked = keyTiers.filter((tier) => tiers.includes(tier));
      const report = await findRedundancy(rows, { on, tiers: asked, examples });
      return { ...report, mapping: [...rows.mappings] };
    });
  },
});
