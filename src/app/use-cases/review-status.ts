import { z } from "zod";
import { type QueueFilter, toReviewQueue } from "../../trace/index.ts";
import { withReviews } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

const everything: QueueFilter = { scope: "all", dataset: null, undecidedBy: null, isDisputed: false };

/** How far the review of a store has come. */
export const countReviews = defineUseCase({
  name: "review status",
  summary: "Count what is decided and what is left",
  input: z.object({}),
  output: z.object({
    edges: z.int().min(0),
    /** Edges that people settled. */
    decided: z.int().min(0),
    /** Edges that need review, disagreements among them. */
    left: z.int().min(0),
    disputed: z.int().min(0),
    /** Edges that more than one reviewer decided on, in agreement. */
    agreed: z.int().min(0),
    reviewers: z.array(z.object({ name: z.string(), accepted: z.int(), rejected: z.int(), edited: z.int() })),
  }),
  async perform(_, context) {
    return withReviews(context, { readOnly: true }, (session) => {
      const entries = toReviewQueue(session.load(), everything);
      const votes = Map.groupBy(
        entries.flatMap((entry) => entry.votes),
        ({ by }) => by,
      );
      const isSettled = (entry: (typeof entries)[number]) => entry.votes.length > 0 && !entry.isDisputed;
      return {
        edges: entries.length,
        decided: entries.filter(isSettled).length,
        left: entries.filter(({ edge }) => edge.status === "needs-review").length,
        disputed: entries.filter(({ isDisputed }) => isDisputed).length,
        agreed: entries.filter((entry) => isSettled(entry) && entry.votes.length > 1).length,
        reviewers: [...votes]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, own]) => ({
            name,
            accepted: own.filter(({ verdict }) => verdict === "accept").length,
            rejected: own.filter(({ verdict }) => verdict === "reject").length,
            edited: own.filter(({ verdict }) => verdict === "edit").length,
          })),
      };
    });
  },
});
