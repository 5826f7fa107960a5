import { z } from "zod";
import { type ParsedScores, parseScoreTable } from "../../formats/index.ts";
import { GapRule, RankAggregation, toRankAggregation } from "../../graph/index.ts";
import { StemmaError } from "../../model/index.ts";
import { readTextFile } from "../text-files.ts";
import { defineUseCase } from "../use-case.ts";

/** Ranks the datasets of any table over all its metrics, by Borda count beside the mean. */
export const rankDatasets = defineUseCase({
  name: "rank",
  summary: "Rank datasets over several metrics",
  input: z.object({
    path: z.string().min(1),
    gaps: GapRule.default("skip"),
    /** Metrics of which less is better. */
    lowerIsBetter: z.array(z.string()).default([]),
  }),
  output: RankAggregation,
  async perform({ path, gaps, lowerIsBetter }, { configuration }) {
    const scores = parseScoreTable(await readTextFile(configuration.cwd, path));
    assertMetrics(scores, lowerIsBetter);
    const metrics = scores.metrics.map((name) => ({ name, higherIsBetter: !lowerIsBetter.includes(name) }));
    const rows = scores.rows.map(({ dataset, scores: values }) => ({ dataset, scores: [...values] }));
    return toRankAggregation({ metrics, rows }, { gaps });
  },
});

function assertMetrics({ metrics }: ParsedScores, named: readonly string[]): void {
  const unknown = named.find((name) => !metrics.includes(name));
  if (unknown === undefined) return;
  throw new StemmaError("usage", `the table has no metric "${unknown}"`, {
    hint: `its metrics are ${metrics.join(", ")}`,
  });
}
