import { z } from "zod";
import { createRuleAgents } from "../../agents/index.ts";
import { ReviewEvent, StemmaError } from "../../model/index.ts";
import { addReview, findRedoStep, findUndoStep } from "../../trace/index.ts";
import { withStore } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** Takes back the reviewer's last decision on an edge, or brings back the one undone last: by the events, not by memory. */
export const stepReview = defineUseCase({
  name: "review undo",
  summary: "Undo or redo the last decision",
  input: z.object({ direction: z.enum(["undo", "redo"]) }),
  output: z.object({
    direction: z.enum(["undo", "redo"]),
    event: ReviewEvent,
    /** The decision that no longer stands, or stands again. */
    decision: ReviewEvent,
  }),
  async perform({ direction }, { configuration }) {
    const by = configuration.settings.reviewer;
    return await withStore(configuration, { readOnly: false }, (store) => {
      const find = direction === "undo" ? findUndoStep : findRedoStep;
      const step = find(store.loadReviews(), by);
      if (step === undefined) {
        throw new StemmaError("not-found", `there is no decision of ${by} to ${direction}`, {
          hint: "decisions are kept by name: set yours with --reviewer",
        });
      }
      const { action, decision } = step;
      const event = addReview({ store, agents: createRuleAgents(), by, reason: direction, action });
      return { direction, event, decision };
    });
  },
});
