import { z } from "zod";
import { defineStep, type StepContext } from "../jobs/step.ts";
import { readBucketLinks } from "./band-step.ts";
import { joinBuckets } from "./candidate-buckets.ts";
import { CandidateWalk, defaultWalkLimits } from "./candidate-walk.ts";
import { createCompare } from "./compare-texts.ts";
import { keepFirst } from "./keep-first.ts";
import { keepGreedily } from "./keep-greedily.ts";
import { keepRules, verifications } from "./near-duplicate-settings.ts";
import type { KeptTexts } from "./similarity-tree.ts";
import { openTextSets } from "./text-sets.ts";

const KeepParameters = z.strictObject({
  /** Samples of all parts. */
  rowCount: z.int(),
  /** How many of the inputs are `band` steps; the others are `measure` steps, in the order of their parts. */
  bandSteps: z.int(),
  verify: z.enum(verifications),
  threshold: z.number(),
  keep: z.enum(keepRules),
});
type KeepParameters = z.infer<typeof KeepParameters>;

const setMemoryBytes = 768 * 2 ** 20;

/**
 * Compares the candidates and decides which rows stay: table `dropped` names every row that does not, ascending, with the row
 * that it was found similar to, the row that is kept for it, and its similarity to the former (NaN when nobody looked).
 */
export const keepStep = defineStep({
  name: "near-duplicates/keep",
  version: 1,
  parameters: KeepParameters,
  result: z.strictObject({
    candidates: z.int(),
    comparisons: z.int(),
    pairs: z.int(),
    pairsAreAll: z.boolean(),
    cutTexts: z.int(),
    dropped: z.int(),
  }),
  async perform(parameters, context) {
    const { walk, rows, sets } = await openWalk(parameters, context);
    try {
      const keep = parameters.keep === "first" ? keepFirst : keepGreedily;
      const kept = await keep(walk, context.signal);
      return { ...walk.counts, candidates: rows.length, dropped: writeDropped(kept, rows, context) };
    } finally {
      sets?.close();
    }
  },
});

async function openWalk(parameters: KeepParameters, { inputs }: StepContext) {
  const bands = inputs.slice(0, parameters.bandSteps);
  const candidates = await joinBuckets(parameters.rowCount, async function* () {
    for (const band of bands) yield await readBucketLinks(band);
  });
  const { rows } = candidates;
  const options = { count: rows.length, memoryBytes: setMemoryBytes };
  const measured = inputs.slice(parameters.bandSteps);
  const sets = parameters.verify === "none" ? undefined : await openTextSets(measured, options);
  const walk = new CandidateWalk(candidates, createCompare(parameters, sets), defaultWalkLimits);
  return { walk, rows, sets };
}

function writeDropped(kept: KeptTexts, texts: Int32Array, { openTable }: StepContext): number {
  const dropped = kept.keptFor.filter((stand, text) => stand !== text).length;
  const columns = {
    row: new Int32Array(dropped),
    matched: new Int32Array(dropped),
    kept: new Int32Array(dropped),
    similarity: new Float64Array(dropped),
  };
  let at = 0;
  for (const [text, stand] of kept.keptFor.entries()) {
    if (stand === text) continue;
    columns.row[at] = texts[text] as number;
    columns.matched[at] = texts[kept.matchedBy[text] as number] as number;
    columns.kept[at] = texts[stand] as number;
    columns.similarity[at] = kept.similarities[text] as number;
    at += 1;
  }
  openTable("dropped", { row: "int32", matched: "int32", kept: "int32", similarity: "double" }).writeGroup(
    columns,
  );
  return dropped;
}
