import type { CheckFinding, CheckResult } from "../../model/index.ts";
import { type FindingsFormat, toPathText, toSummaryLine } from "../findings-format.ts";
import { toMarkdownText } from "../visible-text.ts";

/** A summary for a pull request or a job: a table of findings, the rules with what to do. */
export const markdown: FindingsFormat = {
  name: "markdown",
  meaning: "a summary for pull requests and job pages",
  extension: "md",
  mediaType: "text/markdown",
  toText: (result) =>
    [
      "## Training mixture check",
      "",
      `${toMarkdownText(result.mixture.source ?? "the mixture")}: ${toSummaryLine(result)}.`,
      ...toFindings(result),
      ...toRules(result),
      "",
    ].join("\n"),
};

function toFindings(result: CheckResult): readonly string[] {
  if (result.findings.length === 0) return [];
  return [
    "",
    "| level | line | dataset | finding | path |",
    "| --- | --- | --- | --- | --- |",
    ...result.findings.map((finding) => toRow(result, finding)),
  ];
}

function toRow(result: CheckResult, finding: CheckFinding): string {
  const entry = finding.entryIndex === null ? undefined : result.entries[finding.entryIndex];
  const accepted = finding.acceptedUntil === null ? "" : ` (accepted until ${finding.acceptedUntil})`;
  const cells = [
    `${finding.level}${accepted}`,
    entry === undefined ? "" : String(entry.line),
    entry?.id ?? "",
    `${finding.rule}: ${finding.message}`,
    toPathText(finding),
  ];
  return `| ${cells.map(toMarkdownText).join(" | ")} |`;
}

function toRules(result: CheckResult): readonly string[] {
  const broken = new Set(result.findings.map(({ rule }) => rule));
  const rules = result.policy.rules.filter(({ id }) => broken.has(id));
  if (rules.length === 0) return [];
  return [
    "",
    ...rules.map(
      ({ id, summary, help }) =>
        `- **${toMarkdownText(id)}**: ${toMarkdownText(summary)} ${toMarkdownText(help)}`,
    ),
  ];
}
