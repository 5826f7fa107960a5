import type { CheckFinding, CheckResult, CheckRule } from "../../model/index.ts";
import { type FindingsFormat, toPathText } from "../findings-format.ts";
import { toXmlAttributes, toXmlText, xmlDeclaration } from "../xml-text.ts";

type Entry = CheckResult["entries"][number];

interface Case {
  readonly name: string;
  readonly entry: Entry | undefined;
  readonly findings: readonly CheckFinding[];
}

/** A suite per rule, a case per dataset of the mixture and one for the mixture as a whole where a rule speaks of it. */
export const junit: FindingsFormat = {
  name: "junit",
  meaning: "JUnit XML for the test pages of CI systems",
  extension: "junit.xml",
  mediaType: "application/xml",
  toText: (result) => {
    const suites = result.policy.rules.map((rule) => ({ rule, cases: toCases(result, rule) }));
    const cases = suites.flatMap((suite) => suite.cases);
    return [
      xmlDeclaration,
      `<testsuites${toXmlAttributes({ name: "stemma check", ...toCounts(cases) })}>`,
      ...suites.flatMap((suite) => [
        `  <testsuite${toXmlAttributes({ name: suite.rule.id, ...toCounts(suite.cases) })}>`,
        ...suite.cases.flatMap((one) => toCaseLines(result, suite.rule, one)),
        "  </testsuite>",
      ]),
      "</testsuites>",
      "",
    ].join("\n");
  },
};

function toCases(result: CheckResult, rule: CheckRule): readonly Case[] {
  const findings = Map.groupBy(
    result.findings.filter((finding) => finding.rule === rule.id),
    ({ entryIndex }) => entryIndex,
  );
  const whole = findings.get(null) ?? [];
  return [
    ...(whole.length === 0 ? [] : [{ name: "mixture", entry: undefined, findings: whole }]),
    ...result.entries.map((entry, index) => ({ name: entry.id, entry, findings: findings.get(index) ?? [] })),
  ];
}

function toCounts(cases: readonly Case[]) {
  return {
    tests: cases.length,
    failures: cases.filter(isFailed).length,
    errors: 0,
    skipped: cases.filter((one) => !isFailed(one) && one.findings.some(isAccepted)).length,
  };
}

function isAccepted(finding: CheckFinding): boolean {
  return finding.acceptedUntil !== null;
}

function isFailed({ findings }: Case): boolean {
  return findings.some((finding) => finding.level === "error" && !isAccepted(finding));
}

/** An error fails its case, an accepted finding skips it, a warning or note is printed beside a passed one. */
function toCaseLines(result: CheckResult, rule: CheckRule, one: Case): readonly string[] {
  const attributes = toXmlAttributes({
    classname: `stemma.${rule.id}`,
    name: one.name,
    file: result.mixture.source ?? undefined,
    line: one.entry?.line,
  });
  const open = one.findings.filter((finding) => !isAccepted(finding));
  const errors = open.filter(({ level }) => level === "error");
  const others = open.filter(({ level }) => level !== "error");
  const accepted = one.findings.find(isAccepted);
  const lines = [
    ...(isFailed(one) || accepted === undefined
      ? []
      : [
          `      <skipped${toXmlAttributes({ message: `accepted until ${accepted.acceptedUntil}: ${accepted.message}` })}/>`,
        ]),
    ...(errors.length === 0 ? [] : [toFailure(rule, errors)]),
    ...(others.length === 0
      ? []
      : [`      <system-out>${toXmlText(others.map(toDetail).join("\n"))}</system-out>`]),
  ];
  if (lines.length === 0) return [`    <testcase${attributes}/>`];
  return [`    <testcase${attributes}>`, ...lines, "    </testcase>"];
}

function toFailure(rule: CheckRule, findings: readonly CheckFinding[]): string {
  const message = findings.map((finding) => finding.message).join("; ");
  const detail = [...findings.map(toDetail), rule.help].join("\n");
  return `      <failure${toXmlAttributes({ type: rule.id, message })}>${toXmlText(detail)}</failure>`;
}

function toDetail(finding: CheckFinding): string {
  const path = toPathText(finding);
  return `${finding.level}: ${finding.message}${path === "" ? "" : `\n${path}`}`;
}
