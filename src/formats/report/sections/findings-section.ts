import type { Finding, Severity } from "../../../model/index.ts";
import { type Markup, markup } from "../../markup.ts";
import { toIdMarkup, toNumberText, toPathList, toQuantity } from "../elements.ts";
import type { ReportPage, Section } from "../report-page.ts";

const maxFindings = 40;

/** Worst first. */
export const severityOrder: readonly Severity[] = ["high", "medium", "low", "info"];

export function toFindingsSection({ input }: ReportPage): Section | null {
  const { findings } = input;
  if (findings === null) return null;
  const rest = findings.length - maxFindings;
  return {
    name: "findings",
    title: "Findings and recommendations",
    content: markup`<p>${toSummary(findings)} Each rests on the paths given with it; a broken arrow (⇢) is an edge that still needs review.</p>
<ul class="findings">${findings
      .toSorted((a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity))
      .slice(0, maxFindings)
      .map(toFinding)}</ul>${
      rest > 0 && markup`<p class="rest">${toNumberText(rest)} more, not shown here.</p>`
    }`,
  };
}

function toSummary(findings: readonly Finding[]): string {
  if (findings.length === 0) return "The lineage that is known gives no reason to change anything.";
  const bySeverity = Map.groupBy(findings, ({ severity }) => severity);
  const counts = severityOrder.flatMap((severity) => {
    const count = bySeverity.get(severity)?.length ?? 0;
    return count === 0 ? [] : [`${toNumberText(count)} ${severity}`];
  });
  return `${toQuantity(findings.length, "finding")}: ${counts.join(", ")}.`;
}

function toFinding({ severity, message, advice, subject, other, paths, pathCount }: Finding): Markup {
  return markup`<li class="finding ${severity}"><p>${toSeverityMark(severity)} <strong>${message}</strong></p>
<p class="advice">${advice}</p>
<details><summary>${paths.length === 0 ? "Which datasets" : `${toQuantity(paths.length, "path")} behind it`}</summary>
<p>About ${toIdMarkup(subject)}${other !== null && markup` and ${toIdMarkup(other)}`}.</p>${
    paths.length > 0 && toPathList(paths, pathCount)
  }</details></li>
`;
}

const signs: Readonly<Record<Severity, string>> = { high: "▲", medium: "◆", low: "●", info: "○" };

export function toSeverityMark(severity: Severity): Markup {
  return markup`<span class="mark ${severity}">${signs[severity]} ${severity}</span>`;
}
