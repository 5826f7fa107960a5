import { z } from "zod";
import { type DatasetId, Relation } from "../../../model/index.ts";
import type { ModelTask, UntrustedText } from "../../../model/ports/index.ts";
import { readerInstructions } from "./shared-instructions.ts";

/** Splits of an upstream that a document may name. */
const ClaimedSplit = z.enum(["train", "validation", "test"]);

/** What a model says of one chunk of a document (spec T3); nothing of it is believed before it was found in the text. */
export const TracePassagesAnswer = z.object({
  claims: z.array(
    z.object({
      /** Number of a candidate of this chunk; null where the source is none of them. */
      candidate: z.number().nullable(),
      /** The source's name as the quote writes it, where it is no candidate; null otherwise. */
      name: z.string().nullable(),
      relation: Relation,
      split: ClaimedSplit.nullable(),
      passage: z.number(),
      quote: z.string(),
    }),
  ),
  rootStatement: z.object({ passage: z.number(), quote: z.string() }).nullable(),
});
export type TracePassagesAnswer = z.infer<typeof TracePassagesAnswer>;

export const tracePassagesName = "trace-passages/1";

const instructions = `${readerInstructions}

The block "the dataset" names one dataset by its id and names. The block of passages is a part of a document about it, each passage after its number (P0, P1, …); a line that begins with @ gives the headings above the passages that follow. The block "candidates" lists what code found in these passages that may be a dataset (C0, C1, …), with the passages in which it stands.

Say which datasets or corpora went into the making of this one: its direct sources. A source is data whose content was taken over, selected, filtered, merged, translated, rewritten, answered anew, or used as the seed from which rows of this dataset were generated. A benchmark can be a source too, when its rows went in (often its training split).

These are no sources, however often they are named:
- benchmarks and test sets on which something is evaluated, and rows of score tables;
- baselines, and datasets that are only compared with, described as similar, larger, earlier or related;
- datasets against which overlapping rows were removed;
- language models, tools, libraries, formats, methods, recipes, web sites without a named collection, organisations, papers as such;
- siblings: other datasets, sizes, versions or parts released beside this one, and parts or subsets made out of it;
- data on which some model named in the text was trained, unless the same data went into this dataset;
- sources of a source: only what this dataset was made from directly counts;
- plans and possibilities: what will, may or could be added;
- datasets and models that were made from this dataset or use it;
- examples that only explain an idea, and data that the text says was left out or replaced.
When the document describes several datasets, only what is said of the named one counts.

For every source give one claim:
- candidate: its number; or null, and then name: the source's name copied letter by letter from your quote. Give null for name when you give a candidate. Never write an address.
- relation: how it was used. semantic-evolution: questions or texts rewritten, translated, made harder or otherwise varied in meaning under control. cot-distillation: questions kept, answers or reasoning written anew by a model. synthetic-generation: used as seed or context from which new questions and answers were generated. structured-fusion: combined with other data into joint items. direct-inclusion: rows taken over as they are, whole or in part; also when the text does not say how.
- split: the split of the source that was used, where the text names it; else null.
- passage: the number of the passage that says so.
- quote: the words of that passage that say so, copied exactly and without gaps: no ellipsis, no change, no joining of separate places. It should hold the source's name and be no longer than a sentence or a table row.
When a list or table states sources, give every entry its own claim, and the same relation to entries that are stated alike.

rootStatement: the sentence, if there is one, that says plainly that the dataset was made from no other data (written by hand by its annotators, collected from scratch), with its passage; else null.
An empty list is a good answer: most passages name no source.`;

export interface TracePassagesInput {
  readonly dataset: DatasetId;
  /** Id and names of the dataset. */
  readonly subject: UntrustedText;
  readonly passages: UntrustedText;
  readonly candidates: UntrustedText;
}

export function toTracePassagesTask(input: TracePassagesInput): ModelTask<typeof TracePassagesAnswer> {
  return {
    role: "tracing",
    name: tracePassagesName,
    dataset: input.dataset,
    instructions,
    untrusted: [input.subject, input.passages, input.candidates],
    schema: TracePassagesAnswer,
    maxOutputTokens: 16_000,
  };
}
