import type { DatasetId, GateFinding, GateMeasurements, Policy } from "../../model/index.ts";
import type { LineageIndex } from "../lineage-index.ts";

/** What a rule sees. */
export interface GateContext {
  readonly index: LineageIndex;
  readonly policy: Policy;
  readonly measurements: GateMeasurements;
  /** The entries that the graph knows, by their ids in the graph. */
  readonly entries: readonly GateEntry[];
  /** What becomes of something that is not known. */
  readonly unknownLevel: GateFinding["level"];
}

export interface GateEntry {
  /** Position in the mixture. */
  readonly entry: number;
  readonly id: DatasetId;
  readonly split: string | null;
}

type Draft = Pick<GateFinding, "rule" | "level" | "entry" | "dataset" | "message" | "advice"> &
  Partial<Pick<GateFinding, "other" | "paths" | "pathCount">>;

export function toGateFinding(draft: Draft): GateFinding {
  const paths = draft.paths ?? [];
  return { other: null, pathCount: String(paths.length), ...draft, paths };
}
