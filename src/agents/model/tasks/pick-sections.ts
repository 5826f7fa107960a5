import { z } from "zod";
import type { DatasetId } from "../../../model/index.ts";
import type { ModelTask, UntrustedText } from "../../../model/ports/index.ts";
import { readerInstructions } from "./shared-instructions.ts";

/** Numbers of the sections worth reading for what the dataset was made from. */
export const PickSectionsAnswer = z.object({ sections: z.array(z.number()) });
export type PickSectionsAnswer = z.infer<typeof PickSectionsAnswer>;

export const pickSectionsName = "pick-sections/1";

const instructions = `${readerInstructions}

The block "the dataset" names one dataset by its id and names. The block "outline" lists the sections of a long document about it (S0, S1, …), each with its headings, its length and its first words.

Give the numbers of all sections that may say what data this dataset was made from, and how: abstract and introduction, data, datasets, sources, collection, construction, curation, composition, mixture, filtering, synthesis, training data where the paper's own dataset is meant, appendices on any of these, licences and acknowledgements of data. Leave out references, results, evaluation, ablations, related work, training details, hyperparameters, prompts, and samples of rows. When in doubt, give it.`;

export interface PickSectionsInput {
  readonly dataset: DatasetId;
  readonly subject: UntrustedText;
  readonly outline: UntrustedText;
}

export function toPickSectionsTask(input: PickSectionsInput): ModelTask<typeof PickSectionsAnswer> {
  return {
    role: "extracting",
    name: pickSectionsName,
    dataset: input.dataset,
    instructions,
    untrusted: [input.subject, input.outline],
    schema: PickSectionsAnswer,
    maxOutputTokens: 4_000,
  };
}
