import type { LineageAttribution } from "../../app/index.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toPathLines } from "./evidence-path.ts";
import { toQuantity } from "./quantity.ts";

type Origin = LineageAttribution["pairs"][number]["lineage"]["origins"][number];

/** The paths that brought equal rows in, each pair and each dataset under a heading of its own. */
export function toAttributionTexts(attribution: LineageAttribution | null, screen: Screen): string[] {
  if (attribution === null) return [];
  return [
    ...attribution.pairs.map(({ first, second, lineage }) => {
      const head = screen.colors.bold(toSafeText(`${first} and ${second}`));
      const lines = lineage.origins.flatMap((origin) => toOriginLines(origin, screen));
      return [`${head}  ${toKindText(lineage)}`, ...lines].join("\n");
    }),
    ...attribution.inside
      .filter(({ intersections }) => intersections.length > 0)
      .map(({ input, intersections }) => {
        const head = screen.colors.bold(toSafeText(`inside ${input}`));
        const lines = intersections.flatMap((one) => [
          `  ${toSafeText(one.ancestor)} comes in through ${toSafeText(one.through.join(", "))}`,
          ...toWayLines(one, screen),
        ]);
        return [`${head}  ancestors that come in by several paths`, ...lines].join("\n");
      }),
  ];
}

function toKindText({ kind, unknown }: LineageAttribution["pairs"][number]["lineage"]): string {
  if (unknown.length > 0)
    return `no path known: the graph does not have ${toSafeText(unknown.join(" and "))}`;
  switch (kind) {
    case "same-dataset":
      return "the same dataset";
    case "upstream":
      return "one is upstream of the other";
    case "common-ancestor":
      return "they have ancestors in common";
    case "no-path-known":
      return "no path known";
  }
}

function toOriginLines({ dataset, toA, toB }: Origin, screen: Screen): string[] {
  const legs = [toA, toB].filter(({ paths }) => paths.some(({ steps }) => steps.length > 0));
  return [`  from ${toSafeText(dataset)}`, ...legs.flatMap((leg) => toWayLines(leg, screen))];
}

function toWayLines({ paths, pathCount, isComplete }: Origin["toA"], screen: Screen): string[] {
  const lines = paths.flatMap((path) => toPathLines(path, "    ", screen));
  if (isComplete) return lines;
  return [...lines, screen.colors.dim(`    ${paths.length} of ${toQuantity(pathCount, "path")}`)];
}
