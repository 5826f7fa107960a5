import { z } from "zod";
import type { DatasetId } from "../../../model/index.ts";
import type { ModelTask, UntrustedText } from "../../../model/ports/index.ts";
import { readerInstructions } from "./shared-instructions.ts";

/** Numbers of the addresses that speak for the dataset. */
export const PickDocumentsAnswer = z.object({ documents: z.array(z.number()) });
export type PickDocumentsAnswer = z.infer<typeof PickDocumentsAnswer>;

export const pickDocumentsName = "pick-documents/1";

const instructions = `${readerInstructions}

The block "the dataset" names one dataset by its id and names. The block "addresses" lists links that stand in its own documents (A0, A1, …), each with its kind, its text, the heading above it and the words around it.

Give the numbers of those that lead to a document that speaks for this dataset itself: the paper that presents it, the repository that holds or builds it, the page that announces it. Not those of papers, repositories and pages that are only cited, compared with, thanked, used as a tool or a model, or that present one of its sources, and not those that a sentence merely tells the reader to open.
An empty list is a good answer.`;

export interface PickDocumentsInput {
  readonly dataset: DatasetId;
  readonly subject: UntrustedText;
  readonly addresses: UntrustedText;
}

export function toPickDocumentsTask(input: PickDocumentsInput): ModelTask<typeof PickDocumentsAnswer> {
  return {
    role: "sourcing",
    name: pickDocumentsName,
    dataset: input.dataset,
    instructions,
    untrusted: [input.subject, input.addresses],
    schema: PickDocumentsAnswer,
    maxOutputTokens: 4_000,
  };
}
