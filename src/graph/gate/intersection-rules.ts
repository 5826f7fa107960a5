import type { GateFinding } from "../../model/index.ts";
import { toIntersectionReport } from "../intersection-report.ts";
import { toRecommendations } from "../recommendations.ts";
import { type GateContext, toGateFinding } from "./gate-context.ts";

const maxPaths = 3;

/** At most so many ancestors at which paths to an entry part (roots G5). */
export function checkIntersections({ index, policy, entries }: GateContext): GateFinding[] {
  const limit = policy["max-intersections"];
  if (limit === undefined) return [];
  return entries.flatMap(({ entry, id }) => {
    const { intersections } = toIntersectionReport(index, id, maxPaths);
    const forks = intersections.filter(({ through }) => through.length > 1);
    const [widest] = forks;
    if (widest === undefined || forks.length <= limit) return [];
    return toGateFinding({
      rule: "max-intersections",
      level: "violation",
      entry,
      dataset: id,
      other: widest.ancestor,
      message: `${id} takes ${forks.length} ${forks.length === 1 ? "ancestor" : "ancestors"} in by several paths, ${limit} allowed; ${widest.ancestor} by ${widest.pathCount}`,
      advice: `deduplicate ${id} before training`,
      paths: widest.paths,
      pathCount: widest.pathCount,
    });
  });
}

/** At most so many supersets per entry: other entries that contain it, and upstreams it includes twice (roots G9). */
export function checkSupersets({ index, policy, entries }: GateContext): GateFinding[] {
  const limit = policy["max-supersets"];
  if (limit === undefined) return [];
  const datasets = entries.map(({ id }) => id);
  const found = toRecommendations(index, { datasets, maxPaths, maxOrthogonal: 0 }).filter(
    ({ kind }) => kind === "superset" || kind === "included-twice",
  );
  const bySubject = Map.groupBy(found, ({ subject }) => subject);
  return entries.flatMap(({ entry, id }) => {
    const own = bySubject.get(id) ?? [];
    if (own.length <= limit) return [];
    return own.map(({ other, message, advice, paths, pathCount }) =>
      toGateFinding({
        rule: "max-supersets",
        level: "violation",
        entry,
        dataset: id,
        other,
        message: `${message} (${own.length} supersets, ${limit} allowed)`,
        advice,
        paths,
        pathCount,
      }),
    );
  });
}
