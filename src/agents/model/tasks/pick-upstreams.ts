import { z } from "zod";
import type { DatasetId } from "../../../model/index.ts";
import type { ModelTask, UntrustedText } from "../../../model/ports/index.ts";
import { readerInstructions } from "./shared-instructions.ts";

/** Which id each name stands for, by number; null where none of its candidates is meant. */
export const PickUpstreamsAnswer = z.object({
  picks: z.array(z.object({ name: z.number(), candidate: z.number().nullable() })),
});
export type PickUpstreamsAnswer = z.infer<typeof PickUpstreamsAnswer>;

export const pickUpstreamsName = "pick-upstreams/1";

const instructions = `${readerInstructions}

The block "the dataset" names one dataset by its id and names. The block "names" lists names of datasets that its documents mention (N0, N1, …), each with the words around it, and below it the ids on the dataset hub that it may stand for (C0, C1, …, counted anew for every name), each with why it is listed.

For every name give the candidate that is the very dataset that the document means: same dataset, same version, same language, by its makers where the text tells who they are; the original rather than a copy, a translation, a sample or a derivative that somebody else uploaded. Give null where none is certain; a wrong id does more harm than none. One pick for every name.`;

export interface PickUpstreamsInput {
  readonly dataset: DatasetId;
  readonly subject: UntrustedText;
  readonly names: UntrustedText;
}

export function toPickUpstreamsTask(input: PickUpstreamsInput): ModelTask<typeof PickUpstreamsAnswer> {
  return {
    role: "aggregation",
    name: pickUpstreamsName,
    dataset: input.dataset,
    instructions,
    untrusted: [input.subject, input.names],
    schema: PickUpstreamsAnswer,
    maxOutputTokens: 8_000,
  };
}
