import { z } from "zod";
import { type DatasetId, Domain } from "../../../model/index.ts";
import type { ModelTask, UntrustedText } from "../../../model/ports/index.ts";
import { ConstructionMethod } from "../../aggregation/profile.ts";
import { readerInstructions } from "./shared-instructions.ts";

/** What the documents say the dataset is (spec T4). */
export const DescribeDatasetAnswer = z.object({
  summary: z.string(),
  domains: z.array(Domain),
  methods: z.array(ConstructionMethod),
});
export type DescribeDatasetAnswer = z.infer<typeof DescribeDatasetAnswer>;

export const describeDatasetName = "describe-dataset/1";

const instructions = `${readerInstructions}

The block "the dataset" names one dataset by its id and names. The block "documents" holds the beginnings of its own documents.

- summary: two or three plain sentences in English, at most 400 characters: what the rows are, what they are for, how they were made. Only what the documents say, without praise, addresses, names of authors, or markup.
- domains: those that most rows belong to; general for instructions and dialogue of every kind.
- methods: how the rows were made, as far as the documents say.`;

export interface DescribeDatasetInput {
  readonly dataset: DatasetId;
  readonly subject: UntrustedText;
  readonly documents: UntrustedText;
}

export function toDescribeDatasetTask(input: DescribeDatasetInput): ModelTask<typeof DescribeDatasetAnswer> {
  return {
    role: "aggregation",
    name: describeDatasetName,
    dataset: input.dataset,
    instructions,
    untrusted: [input.subject, input.documents],
    schema: DescribeDatasetAnswer,
    maxOutputTokens: 4_000,
  };
}
