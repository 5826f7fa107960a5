import { type StandIns, startSyntheticGraph } from "../../test/stand-ins/index.ts";

export interface ServedGraph {
  readonly endpoints: StandIns["endpoints"];
  readonly ids: readonly string[];
  readonly seeds: readonly string[];
  readonly edgeCount: number;
}

export interface ServedCounts {
  readonly requests: number;
  /** Conditional requests that were answered with 304 and no body. */
  readonly unchanged: number;
}

const [count, latencyMs, seed] = process.argv.slice(2).map(Number);
const world = await startSyntheticGraph(count ?? 0, latencyMs ?? 0, seed ?? 0);
const ids = new Set([...world.roots, ...world.edges.map((edge) => edge.downstream), ...world.seeds]);
const graph: ServedGraph = {
  endpoints: world.endpoints,
  ids: [...ids].sort(),
  seeds: world.seeds,
  edgeCount: world.edges.length,
};

process.on("message", () => {
  const { entries } = world.journal;
  const counts: ServedCounts = {
    requests: entries.length,
    unchanged: entries.filter(({ status }) => status === 304).length,
  };
  world.journal.clear();
  process.send?.(counts);
});
process.once("disconnect", () => void world.close());
process.send?.(graph);
