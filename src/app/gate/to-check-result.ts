import { findNearIds, type LineageIndex } from "../../graph/index.ts";
import type {
  Acceptance,
  CheckFinding,
  CheckResult,
  GateFinding,
  GateReport,
  Mixture,
  MixtureEntry,
} from "../../model/index.ts";
import type { ParsedPolicy } from "./parse-policy.ts";
import { acceptanceRule, ruleTexts } from "./rule-texts.ts";

interface Gated {
  readonly report: GateReport;
  readonly mixture: Mixture;
  readonly policy: ParsedPolicy;
  /** Lineage that the report was made from. */
  readonly index: LineageIndex;
}

/** The gate's report as it is published: findings in the order of the mixture, those on the policy itself last. */
export function toCheckResult({ report, mixture, policy, index }: Gated): CheckResult {
  const stale = [
    ...report.expired.map((acceptance) => toAcceptanceFinding(policy, acceptance, "expired")),
    ...report.unused.map((acceptance) => toAcceptanceFinding(policy, acceptance, "unused")),
  ];
  const findings = [...listFindings(report), ...listUnknownBenchmarks(policy, index), ...stale];
  return {
    mixture: { source: mixture.source, format: mixture.format },
    policy: {
      source: policy.source,
      rules: [
        ...report.rules.map((id) => ({ id, ...ruleTexts[id], level: "error" as const })),
        ...(stale.length === 0 ? [] : [acceptanceRule]),
      ],
    },
    entries: mixture.entries.map(toEntry),
    findings,
    counts: toCounts(findings),
  };
}

function listFindings({ violations, warnings, accepted }: GateReport): CheckFinding[] {
  return [
    ...[...violations, ...warnings].map((finding) => toCheckFinding(finding, null)),
    ...accepted.map(({ finding, acceptance }) => toCheckFinding(finding, acceptance.until)),
  ].sort((a, b) => (a.entryIndex ?? 0) - (b.entryIndex ?? 0));
}

function toCounts(findings: readonly CheckFinding[]): CheckResult["counts"] {
  const open = findings.filter(({ acceptedUntil }) => acceptedUntil === null);
  const count = (level: CheckFinding["level"]) => open.filter((finding) => finding.level === level).length;
  return {
    error: count("error"),
    warning: count("warning"),
    note: count("note"),
    accepted: findings.length - open.length,
  };
}

function toEntry({ id, line, column, weight, split, raw }: MixtureEntry): MixtureEntry {
  return { id, line, column, weight, split, raw };
}

function toCheckFinding(finding: GateFinding, acceptedUntil: string | null): CheckFinding {
  const { rule, entry, dataset, other, message, advice, paths, pathCount } = finding;
  return {
    rule,
    level: finding.level === "violation" ? "error" : "warning",
    entryIndex: entry,
    dataset: other ?? dataset,
    message,
    advice,
    path: (paths[0]?.steps ?? []).map(({ upstream, downstream, relation, splits }) => ({
      upstream,
      downstream,
      relation,
      split: splits.length === 0 ? null : splits.join(", "),
    })),
    pathCount,
    acceptedUntil,
  };
}

/** A benchmark that the lineage does not know is reached by nothing: it may also be misspelt. */
function listUnknownBenchmarks(parsed: ParsedPolicy, index: LineageIndex): CheckFinding[] {
  const named = parsed.policy["no-path-to"]?.benchmarks ?? [];
  if (named === "all") return [];
  return named.flatMap((id, position) => {
    if (index.findDataset(id) !== undefined) return [];
    const near = findNearIds(
      id,
      index.graph.datasets.map((dataset) => dataset.id),
    );
    return {
      rule: "no-path-to",
      level: "note",
      entryIndex: null,
      dataset: id,
      message: `${toPlace(parsed, ["no-path-to", "benchmarks", position])}: nothing in the lineage is called ${id}`,
      advice: near.length > 0 ? `did you mean ${near.join(" or ")}?` : null,
      path: [],
      pathCount: "0",
      acceptedUntil: null,
    };
  });
}

function toPlace({ source, findLine }: ParsedPolicy, path: readonly PropertyKey[]): string {
  return `${source ?? "the default policy"}, line ${findLine(path)}`;
}

function toAcceptanceFinding(
  parsed: ParsedPolicy,
  acceptance: Acceptance,
  state: "expired" | "unused",
): CheckFinding {
  const { rule, dataset, other, until } = acceptance;
  const place = toPlace(parsed, ["accept", parsed.policy.accept.indexOf(acceptance)]);
  const what = `the acceptance of ${rule} for ${dataset}${other === undefined ? "" : ` and ${other}`}`;
  return {
    rule: acceptanceRule.id,
    level: "warning",
    entryIndex: null,
    dataset,
    message: `${place}: ${what} ${state === "expired" ? `ended with ${until}` : "covers no finding"}`,
    advice:
      state === "expired" ? "mend the finding, or accept it until a later day" : "take it out of the policy",
    path: [],
    pathCount: "0",
    acceptedUntil: null,
  };
}
