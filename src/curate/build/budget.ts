import type { BuildPlan } from "../plan/build-plan.ts";
import type { SetRows } from "./set-rows.ts";

/** A source that is left out whole. */
export interface OverBudget {
  /** Index among the sources. */
  readonly source: number;
  /** Rows that were drawn, and of these the ones that repeat a row of an earlier source. */
  readonly rows: number;
  readonly repeats: number;
}

/** The first internal source that repeats more of the sources before it than the budget allows (roots C8). */
export function findOverBudget(
  { sources, redundancyBudget }: BuildPlan,
  rows: SetRows,
): OverBudget | undefined {
  const counts = rows.countRepeats();
  for (const [source, { role }] of sources.entries()) {
    const { drawn = 0, repeats = 0 } = counts[source] ?? {};
    if (role === "internal" && repeats > redundancyBudget * drawn) return { source, rows: drawn, repeats };
  }
  return undefined;
}
