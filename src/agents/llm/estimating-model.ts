import type { z } from "zod";
import { findModelPrice, type ModelPrices } from "../../catalogue/index.ts";
import type { LanguageModel, ModelAnswer, ModelTask } from "../../model/ports/index.ts";
import { createAnswerCache, toAnswerKey } from "./answer-cache.ts";
import { findFitting } from "./kept-language-model.ts";
import { type ModelSpec, toModelId } from "./model-spec.ts";
import { drawRandomFence, toPrompt } from "./prompt.ts";
import { toJsonSchema } from "./schema.ts";
import { estimateInputTokens, toCostUsd } from "./spending.ts";

/** What the tasks would take at most, were each answered at the first try by a model that is known already. */
export interface ModelEstimate {
  readonly tasks: number;
  /** Of the tasks, those whose answer is kept and costs nothing. */
  readonly cached: number;
  readonly inputTokens: number;
  /** The sum of the limits: an upper bound. */
  readonly outputTokens: number;
  /** Null when a task would have a cost and the price is not known. */
  readonly costUsd: number | null;
}

export interface EstimatingModel extends LanguageModel {
  readonly estimate: ModelEstimate;
}

export interface EstimatingModelOptions {
  readonly spec: ModelSpec;
  readonly answersFolder: string | null;
  readonly prices?: ModelPrices | undefined;
}

/** Asks nobody: books what each task would take and answers `quarantined` with the detail `dry run`. */
export function createEstimatingModel({
  spec,
  answersFolder,
  prices,
}: EstimatingModelOptions): EstimatingModel {
  const id = toModelId(spec);
  const price = findModelPrice(id, prices);
  const cache = createAnswerCache(answersFolder);
  const asked = new Set<string>();
  let estimate: ModelEstimate = { tasks: 0, cached: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
  return {
    id,
    get estimate() {
      return estimate;
    },
    ask: async <Schema extends z.ZodType>(
      task: ModelTask<Schema>,
    ): Promise<ModelAnswer<z.output<Schema>>> => {
      const key = toAnswerKey(id, task);
      const isAsked = asked.has(key);
      asked.add(key);
      const isKept = isAsked || (await findFitting(cache, key, task.schema)) !== undefined;
      const prompt = toPrompt(task, drawRandomFence);
      const inputTokens = isKept ? 0 : estimateInputTokens(prompt, toJsonSchema(task.schema));
      const outputTokens = isKept ? 0 : task.maxOutputTokens;
      const costUsd = isKept ? 0 : toCostUsd(price, { inputTokens, outputTokens });
      estimate = {
        tasks: estimate.tasks + 1,
        cached: estimate.cached + (isKept ? 1 : 0),
        inputTokens: estimate.inputTokens + inputTokens,
        outputTokens: estimate.outputTokens + outputTokens,
        costUsd: estimate.costUsd === null || costUsd === null ? null : estimate.costUsd + costUsd,
      };
      return { state: "quarantined", detail: "dry run" };
    },
  };
}
