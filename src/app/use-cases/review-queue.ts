import { z } from "zod";
import { bundledConfidence, createRuleAgents } from "../../agents/index.ts";
import { toLineageIndex } from "../../graph/index.ts";
import { type Features, ReviewItem } from "../../model/index.ts";
import { assembleReviewedGraph, toReviewItems, toReviewQueue } from "../../trace/index.ts";
import { findStoredDataset, withStore } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

const QueueRequest = z.object({
  /** `open` needs review; `undecided` is also what no person has looked at; `all` is every edge. */
  scope: z.enum(["open", "undecided", "all"]).default("open"),
  /** Only edges into this dataset or one of its ancestors. */
  dataset: z.string().nullable().default(null),
  /** Leaves out what the reviewer has decided on already. */
  isMine: z.boolean().default(false),
  isDisputed: z.boolean().default(false),
  limit: z.int().min(1).nullable().default(null),
});

/** The edges that wait for a person, where a decision tells most first. */
export const listReviewQueue = defineUseCase({
  name: "review list",
  summary: "List the edges that wait for a decision",
  input: QueueRequest,
  output: z.object({
    reviewer: z.string(),
    items: z.array(ReviewItem),
    /** Edges that fit, listed or not. */
    total: z.int().min(0),
  }),
  async perform({ scope, dataset, isMine, isDisputed, limit }, { configuration }) {
    const { reviewer } = configuration.settings;
    return await withStore(configuration, { readOnly: true }, (store) => {
      const reviewed = assembleReviewedGraph(store, createRuleAgents());
      const index = toLineageIndex(reviewed.graph);
      const entries = toReviewQueue(reviewed, {
        scope,
        dataset: dataset === null ? null : findStoredDataset(index, dataset).id,
        undecidedBy: isMine ? reviewer : null,
        isDisputed,
      });
      const items = toReviewItems(entries.slice(0, limit ?? entries.length), {
        reviewed,
        loadText: (sha256) => store.loadText(sha256),
        weigh: toLogOddsParts,
      });
      return { reviewer, items, total: entries.length };
    });
  },
});

function toLogOddsParts(features: Features): ReadonlyMap<string, number> {
  const { weights, adjustments } = bundledConfidence;
  return new Map(
    Object.entries(features).map(([name, value]) => [
      name,
      ((weights[name] ?? 0) + (adjustments[name] ?? 0)) * value,
    ]),
  );
}
