import { z } from "zod";

/** How an upstream contributed (paper 7.3; spec T8). `direct-inclusion` is the default when the text does not say. */
export const Relation = z.enum([
  "semantic-evolution",
  "cot-distillation",
  "synthetic-generation",
  "structured-fusion",
  "direct-inclusion",
]);
export type Relation = z.infer<typeof Relation>;
