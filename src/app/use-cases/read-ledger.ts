import { z } from "zod";
import { ModelCall } from "../../model/index.ts";
import { withStore } from "../lineage-reader.ts";
import {
  ModelSpending,
  SpendingGroup,
  SpendingKey,
  toModelSpending,
  toSpendingGroups,
} from "../model-spending.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";

const ofRun = z.object({
  /** Id of a run; all runs when null. */
  run: z.string().nullable().default(null),
});

/** What language models took, from the ledger of the store. */
export const readLedger = defineUseCase({
  name: "models ledger",
  summary: "Print the tokens and the money that language models took",
  input: ofRun.extend({ by: SpendingKey.default("role") }),
  output: z.object({ by: SpendingKey, groups: z.array(SpendingGroup), total: ModelSpending }),
  async perform({ run, by }, context) {
    const calls = await loadCalls(context, run);
    return { by, groups: toSpendingGroups(calls, by), total: toModelSpending(calls) };
  },
});

/** Answers that fitted no schema, as they came: nothing of them is in the graph. */
export const listQuarantine = defineUseCase({
  name: "models quarantine",
  summary: "List the answers of language models that were set aside",
  input: ofRun,
  output: z.object({ calls: z.array(ModelCall) }),
  async perform({ run }, context) {
    const calls = await loadCalls(context, run);
    return { calls: calls.filter(({ state }) => state === "quarantined") };
  },
});

async function loadCalls({ configuration }: UseCaseContext, run: string | null): Promise<ModelCall[]> {
  return await withStore(configuration, { readOnly: true }, (store) => store.loadModelCalls(run));
}
