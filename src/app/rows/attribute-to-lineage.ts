import { z } from "zod";
import {
  explainSharedRows,
  IntersectionReport,
  LineageExplanation,
  type LineageIndex,
  toIntersectionReport,
} from "../../graph/index.ts";
import { findDatasetIdKind } from "../../model/index.ts";
import type { Configuration } from "../configuration/load-configuration.ts";
import { findLineage } from "./open-lineage.ts";

/** The lineage paths that brought equal rows in (roots R1), where inputs are named by the ids of datasets. */
export const LineageAttribution = z.strictObject({
  /** The store, or the file that the graph was read from. */
  graph: z.string(),
  /** For every pair of inputs that share rows. */
  pairs: z.array(z.strictObject({ first: z.string(), second: z.string(), lineage: LineageExplanation })),
  /** For every input with equal rows of its own: the ancestors that reach it by several paths (roots G5). */
  inside: z.array(
    z.strictObject({ input: z.string(), intersections: IntersectionReport.shape.intersections }),
  ),
});
export type LineageAttribution = z.infer<typeof LineageAttribution>;

export interface EqualRows {
  readonly inputs: readonly string[];
  readonly pairs: readonly { readonly first: string; readonly second: string }[];
  /** Inputs with equal rows of their own. */
  readonly repeating: readonly string[];
}

/** Paths listed for each way. */
const maxPaths = 3;

/**
 * Names the paths for what was found, by the graph of a file, or by the store's where it knows any of the inputs.
 *
 * @throws StemmaError what reading the file of a graph throws.
 */
export async function attributeToLineage(
  configuration: Configuration,
  graph: string | null,
  { inputs, pairs, repeating }: EqualRows,
): Promise<LineageAttribution | null> {
  const isNamed = inputs.some((name) => findDatasetIdKind(name) !== undefined);
  const lineage = isNamed || graph !== null ? await findLineage(configuration, graph) : undefined;
  if (lineage === undefined) return null;
  const { index, origin } = lineage;
  if (graph === null && !inputs.some((name) => isKnown(index, name))) return null;
  return {
    graph: origin,
    pairs: pairs.map(({ first, second }) => ({
      first,
      second,
      lineage: explainSharedRows(index, { a: first, b: second }, maxPaths),
    })),
    inside: repeating
      .filter((input) => isKnown(index, input))
      .map((input) => {
        const { intersections } = toIntersectionReport(index, input, maxPaths);
        return { input, intersections: intersections.filter(({ through }) => through.length > 1) };
      }),
  };
}

function isKnown(index: LineageIndex, name: string): boolean {
  return findDatasetIdKind(name) !== undefined && index.findDataset(name) !== undefined;
}
