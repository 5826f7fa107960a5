import { z } from "zod";
import { InputInspection, inspectInput } from "../../rows/index.ts";
import { defineUseCase } from "../use-case.ts";
import { toGivenMappings, withInputs } from "./open-rows.ts";
import { RowRequest } from "./row-request.ts";

/** What rows look like and how they are read, before anything is computed on them. */
export const inspectRows = defineUseCase({
  name: "rows inspect",
  summary: "Show how the rows of datasets are laid out and how they are read",
  input: RowRequest.pick({ inputs: true, map: true }).extend({
    /** Rows of each input that are looked at. */
    rows: z.int().min(1).max(1_000_000).default(5000),
    /** Rows of each input that are shown. */
    examples: z.int().min(0).max(1000).default(3),
  }),
  output: z.strictObject({ inputs: z.array(InputInspection) }),
  async perform({ rows, examples, ...request }, context) {
    return await withInputs(request, context, async (inputs) => {
      const given = toGivenMappings(
        inputs.map(({ name }) => name),
        request.map,
      );
      const inspected: InputInspection[] = [];
      for (const [index, input] of inputs.entries()) {
        const options = { given: given[index] ?? {}, rows, examples, signal: context.signal };
        inspected.push(await inspectInput(input, options));
      }
      return { inputs: inspected };
    });
  },
});
