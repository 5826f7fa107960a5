import { z } from "zod";
import { bundledConfidence } from "../../agents/index.ts";
import { type Features, ReviewItem } from "../../model/index.ts";
import {
  type ItemQueue,
  type ReviewSession,
  toItemQueue,
  toReviewItems,
  toReviewQueue,
} from "../../trace/index.ts";
import { findStoredDataset, withReviews } from "../lineage-reader.ts";
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
  async perform(request, context) {
    const { reviewer } = context.configuration.settings;
    return withReviews(context, { readOnly: true }, (session) => {
      const { listed, total, sources } = loadQueue(request, session, reviewer);
      return { reviewer, items: toReviewItems(listed, sources), total };
    });
  },
});

/** The items of `listReviewQueue` without making them all: of tens of thousands a person sees one at a time. */
export function openReviewQueue(
  request: z.input<typeof QueueRequest>,
  session: ReviewSession,
  reviewer: string,
): ItemQueue {
  const { listed, sources } = loadQueue(QueueRequest.parse(request), session, reviewer);
  return toItemQueue(listed, sources);
}

function loadQueue(
  { scope, dataset, isMine, isDisputed, limit }: z.output<typeof QueueRequest>,
  session: ReviewSession,
  reviewer: string,
) {
  const reviewed = session.load();
  const entries = toReviewQueue(reviewed, {
    scope,
    dataset: dataset === null ? null : findStoredDataset(reviewed, dataset).id,
    undecidedBy: isMine ? reviewer : null,
    isDisputed,
  });
  const listed = entries.slice(0, limit ?? entries.length);
  const sources = {
    reviewed,
    loadText: (sha256: string) => session.loadText(sha256),
    weigh: toLogOddsParts,
  };
  return { listed, total: entries.length, sources };
}

function toLogOddsParts(features: Features): ReadonlyMap<string, number> {
  const { weights, adjustments } = bundledConfidence;
  return new Map(
    Object.entries(features).map(([name, value]) => [
      name,
      ((weights[name] ?? 0) + (adjustments[name] ?? 0)) * value,
    ]),
  );
}
