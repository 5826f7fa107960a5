import { z } from "zod";

export const Turn = z.strictObject({
  /** `system`, `user`, `assistant`, `tool`, or as the row says. */
  role: z.string(),
  content: z.string(),
});
export type Turn = z.infer<typeof Turn>;

/**
 * One row of a post-training dataset in the form that everything on rows works with (roots C3). An absent field is the empty
 * string; a value that is no text stands as its JSON.
 */
export const Sample = z.strictObject({
  instruction: z.string(),
  input: z.string(),
  output: z.string(),
  system: z.string(),
  /** The whole conversation of a chat row; empty for other rows. */
  turns: z.array(Turn),
  /** The final answer, where the row states one apart from its output; the empty string otherwise. */
  answer: z.string(),
  /** Where the row says it comes from. */
  source: z.string().nullable(),
  split: z.string().nullable(),
  /** The row's own id. */
  id: z.string().nullable(),
});
export type Sample = z.infer<typeof Sample>;
