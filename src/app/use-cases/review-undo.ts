import { z } from "zod";
import { ReviewEvent, StemmaError } from "../../model/index.ts";
import { listRedoSteps, listUndoSteps } from "../../trace/index.ts";
import { withReviews } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

const Step = z.object({
  event: ReviewEvent,
  /** The decision that no longer stands, or stands again. */
  decision: ReviewEvent,
});

/**
 * Takes back the reviewer's last decision on an edge, or brings back the one undone last: by the events, not by memory.
 * What was decided as one is taken back as one.
 */
export const stepReview = defineUseCase({
  name: "review undo",
  summary: "Undo or redo the last decision",
  input: z.object({ direction: z.enum(["undo", "redo"]) }),
  /** At its top the step over the decision that was made last. */
  output: Step.extend({
    direction: z.enum(["undo", "redo"]),
    /** The decision made last first; several where they are one batch. */
    steps: z.array(Step).min(1),
  }),
  async perform({ direction }, context) {
    const by = context.configuration.settings.reviewer;
    return withReviews(context, { readOnly: false }, (session) => {
      const list = direction === "undo" ? listUndoSteps : listRedoSteps;
      const found = list(session.load().events, by);
      const events = session.plan({ by, reason: direction, actions: found.map(({ action }) => action) });
      const steps = found.flatMap(({ decision }, place) => {
        const event = events[place];
        return event === undefined ? [] : [{ event, decision }];
      });
      const [last] = steps;
      if (last === undefined) {
        throw new StemmaError("not-found", `there is no decision of ${by} to ${direction}`, {
          hint: "decisions are kept by name: set yours with --reviewer",
        });
      }
      session.append(events);
      return { ...last, direction, steps };
    });
  },
});
