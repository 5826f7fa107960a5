import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { EvaluationReport, evaluateCorpus } from "../../evaluate/index.ts";
import { defineUseCase } from "../use-case.ts";

/** Measures the rules on a folder of labelled documents. */
export const evaluateRules = defineUseCase({
  name: "eval",
  summary: "Measure the rules on a labelled corpus",
  input: z.object({
    folder: z.string().min(1),
    /** Take `source_datasets` out of hub cards first. */
    withoutField: z.boolean().default(false),
    /** Refit the confidence for each repository without its own documents. */
    crossValidate: z.boolean().default(false),
  }),
  output: EvaluationReport,
  async perform({ folder, withoutField, crossValidate }, { configuration, onEvent }) {
    return await evaluateCorpus(isAbsolute(folder) ? folder : resolve(configuration.cwd, folder), {
      withoutField,
      crossValidate,
      onProgress: (done, known) => onEvent?.({ kind: "progress", done, known, requests: 0 }),
    });
  },
});
