import { type StandIns, startStandIns } from "./start-stand-ins.ts";
import { createSyntheticGraph, type SyntheticGraph } from "./synthetic-content.ts";

type SyntheticStandIns = StandIns & Pick<SyntheticGraph, "seeds" | "roots" | "edges">;

/** Serves a made-up graph of `count` datasets, the same for the same seed. */
export async function startSyntheticGraph(
  count: number,
  latencyMs: number,
  seed: number,
): Promise<SyntheticStandIns> {
  const { content, seeds, roots, edges } = createSyntheticGraph(count, seed);
  return { ...(await startStandIns({ content, latencyMs })), seeds, roots, edges };
}
