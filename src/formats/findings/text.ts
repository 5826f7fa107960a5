import type { CheckFinding, CheckResult } from "../../model/index.ts";
import { type FindingsFormat, toPathText, toSummaryLine } from "../findings-format.ts";
import { toVisibleLine } from "../visible-text.ts";

/** A line per finding as compilers write them, its path below, a summary at the end; what is accepted is a note. */
export const text: FindingsFormat = {
  name: "text",
  meaning: "lines for people and for editors that jump to `file:line`",
  extension: "txt",
  mediaType: "text/plain",
  toText: (result) =>
    [...result.findings.map((finding) => toLines(result, finding)), `${toSummaryLine(result)}\n`].join(""),
};

function toLines(result: CheckResult, finding: CheckFinding): string {
  const entry = finding.entryIndex === null ? undefined : result.entries[finding.entryIndex];
  const place = [result.mixture.source ?? "mixture", entry?.line, entry?.column ?? undefined]
    .filter((part) => part !== undefined)
    .join(":");
  const level = finding.acceptedUntil === null ? finding.level : "note";
  const accepted = finding.acceptedUntil === null ? "" : ` (accepted until ${finding.acceptedUntil})`;
  const path = toPathText(finding);
  const more = finding.pathCount === "1" ? "" : ` (1 of ${finding.pathCount} paths)`;
  return [
    `${place}: ${level}: ${finding.message} [${finding.rule}]${accepted}`,
    ...(path === "" ? [] : [`  path: ${path}${more}`]),
    ...(finding.advice === null ? [] : [`  do: ${finding.advice}`]),
  ]
    .map((line) => `${line.startsWith("  ") ? "  " : ""}${toVisibleLine(line.trimStart())}\n`)
    .join("");
}
