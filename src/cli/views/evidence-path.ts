import type { EvidencePath, PathStep } from "../../model/index.ts";
import { wrapToWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toQuantity } from "./quantity.ts";

const narrowest = 20;

/** `a -> b (train split) -> c (needs review)`: what stands after an id is said of the step to it. */
export function toPathText({ ids, steps }: EvidencePath): string {
  return [ids[0] ?? "", ...steps.map((step) => `${step.downstream}${toStepRemark(step)}`)].join(" -> ");
}

/** The same for people, broken at the width. */
export function toPathLines(path: EvidencePath, indent: string, { width, colors }: Screen): string[] {
  const text = toSafeText(toPathText(path));
  const room = width === null ? null : Math.max(narrowest, width - indent.length - 2);
  const lines = room === null ? [text] : wrapToWidth(text, room);
  return lines.map((line, at) => colors.dim(`${indent}${at === 0 ? "" : "  "}${line}`));
}

/** Listed paths, and a word on those that are not. */
export function toListedLines(
  listed: {
    readonly paths: readonly EvidencePath[];
    readonly isComplete: boolean;
    readonly pathCount: string;
  },
  indent: string,
  screen: Screen,
): string[] {
  const lines = listed.paths.flatMap((path) => toPathLines(path, indent, screen));
  if (listed.isComplete) return lines;
  return [
    ...lines,
    screen.colors.dim(
      `${indent}${listed.paths.length} of ${toQuantity(listed.pathCount, "path")} listed: raise --limit`,
    ),
  ];
}

function toStepRemark({ splits, status }: PathStep): string {
  const remarks = [
    ...(splits.length === 0 ? [] : [`${splits.join(" + ")} split`]),
    ...(status === "needs-review" ? ["needs review"] : []),
  ];
  return remarks.length === 0 ? "" : ` (${remarks.join(", ")})`;
}
