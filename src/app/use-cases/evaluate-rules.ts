import { randomUUID } from "node:crypto";
import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { EvaluationReport, evaluateCorpus } from "../../evaluate/index.ts";
import { createSpendingMeter } from "../model-spending.ts";
import { openAgents } from "../open-agents.ts";
import { defineUseCase } from "../use-case.ts";

/** Measures the agents of the configuration on a folder of labelled documents. */
export const evaluateRules = defineUseCase({
  name: "eval",
  summary: "Measure the agents on a labelled corpus",
  input: z.object({
    folder: z.string().min(1),
    /** Take `source_datasets` out of hub cards first. */
    withoutField: z.boolean().default(false),
    /** Refit the confidence for each repository without its own documents. */
    crossValidate: z.boolean().default(false),
  }),
  output: EvaluationReport,
  async perform({ folder, withoutField, crossValidate }, context) {
    const { configuration, onEvent } = context;
    const { createAgents, close } = openAgents(context, {
      runId: randomUUID(),
      onCall: createSpendingMeter((spending) => onEvent?.({ kind: "spending", spending })).add,
    });
    try {
      return await evaluateCorpus(isAbsolute(folder) ? folder : resolve(configuration.cwd, folder), {
        withoutField,
        crossValidate,
        createAgents,
        onProgress: (done, known) => onEvent?.({ kind: "progress", done, known, requests: 0 }),
      });
    } finally {
      await close();
    }
  },
});
