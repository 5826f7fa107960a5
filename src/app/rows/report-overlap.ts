import { z } from "zod";
import { findOverlap, keyScopes, keyTiers, OverlapReport } from "../../rows/index.ts";
import { defineUseCase } from "../use-case.ts";
import { withRows } from "./open-rows.ts";
import { RowRequest, ShownMapping } from "./row-request.ts";

/** How much of each input every other one holds, both ways, at every tier. */
export const reportOverlap = defineUseCase({
  name: "rows overlap",
  summary: "Say how much of one dataset is in another, both ways",
  input: RowRequest.extend({
    scopes: z
      .array(z.enum(keyScopes))
      .min(1)
      .default([...keyScopes]),
    tiers: z
      .array(z.enum(keyTiers))
      .min(1)
      .default([...keyTiers]),
  }),
  output: OverlapReport.extend({ mapping: z.array(ShownMapping) }),
  async perform({ scopes, tiers, ...request }, context) {
    return await withRows(request, context, async (rows) => {
      const asked = {
        scopes: keyScopes.filter((scope) => scopes.includes(scope)),
        tiers: keyTiers.filter((tier) => tiers.includes(tier)),
      };
      return { ...(await findOverlap(rows, asked)), mapping: [...rows.mappings] };
    });
  },
});
