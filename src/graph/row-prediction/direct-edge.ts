import type { DatasetId } from "../../model/index.ts";
import { toCompactLineage } from "../compact/index.ts";
import { isSharingSplit } from "../contamination/index.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { type KeptPart, toKeptPart } from "./carried-share.ts";
import type { RowParty } from "./predict-shared-rows.ts";

/** An edge between two datasets, and what of a row its relation leaves as it was. */
export interface DirectEdge {
  readonly upstream: DatasetId;
  readonly downstream: DatasetId;
  readonly keeps: KeptPart;
}

/** The most certain edge between the two parties, in either direction, that can carry the rows of the upper one. */
export function findDirectEdge(index: LineageIndex, a: RowParty, b: RowParty): DirectEdge | undefined {
  const lineage = toCompactLineage(index);
  for (const [upper, lower] of [
    [a, b],
    [b, a],
  ] as const) {
    const edge = index.listEdges(upper.dataset, "down").find(({ downstream, splits }) => {
      const isBetween = lineage.findNode(downstream) === lineage.findNode(lower.dataset);
      return isBetween && (upper.split === null || isSharingSplit(splits, [upper.split]));
    });
    if (edge !== undefined)
      return { upstream: edge.upstream, downstream: edge.downstream, keeps: toKeptPart([edge]) };
  }
  return undefined;
}
