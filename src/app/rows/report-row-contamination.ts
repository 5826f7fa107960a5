import { z } from "zod";
import {
  BenchmarkContamination,
  ContaminationFindings,
  findContamination,
  toContaminationReport,
} from "../../rows/index.ts";
import { defineUseCase } from "../use-case.ts";
import { ContaminationRequest, withContamination } from "./open-contamination.ts";
import { ShownMapping } from "./row-request.ts";

/** What is said of all benchmarks together. */
const Common = ContaminationFindings.omit({ benchmarks: true }).extend({
  mapping: z.array(ShownMapping),
});

/** One benchmark stands at the top; several stand in a list, each in the same shape. */
export const RowContaminationReport = z.union([
  BenchmarkContamination.extend(Common.shape),
  Common.extend({ benchmarks: z.array(BenchmarkContamination) }),
]);
export type RowContaminationReport = z.infer<typeof RowContaminationReport>;

/** Which items of benchmarks stand in training rows, exactly and nearly (roots R2). */
export const reportRowContamination = defineUseCase({
  name: "rows contamination",
  summary: "Find benchmark items in training rows",
  input: ContaminationRequest.extend({
    items: z.boolean().default(false),
    /** Rows that are listed with each item at most. */
    itemRows: z.int().min(1).default(100),
    /** Whether the training rows that hold items are listed. */
    rows: z.boolean().default(false),
  }),
  output: RowContaminationReport,
  async perform({ items, itemRows, rows, ...request }, context): Promise<RowContaminationReport> {
    return await withContamination(request, context, async ({ mappings, ...job }) => {
      const found = await findContamination(job);
      const asked = { items: items ? { mostRows: itemRows } : null, rows };
      const { benchmarks, ...findings } = await toContaminationReport(found, asked);
      const common = { ...findings, mapping: [...mappings] };
      const [only] = benchmarks;
      return benchmarks.length === 1 && only !== undefined
        ? { ...only, ...common }
        : { benchmarks, ...common };
    });
  },
});
