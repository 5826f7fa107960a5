import {
  type Acceptance,
  type GateFinding,
  type GateMeasurements,
  type GateReport,
  GateRule,
  gateReportVersion,
  isSameDataset,
  type Mixture,
  type Policy,
  toDatasetIdKind,
} from "../../model/index.ts";
import { toCompactLineage } from "../compact/index.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { checkBenchmarks } from "./benchmark-rule.ts";
import { checkDocumentation } from "./documentation-rule.ts";
import { type GateContext, toGateFinding } from "./gate-context.ts";
import { checkIntersections, checkSupersets } from "./intersection-rules.ts";
import { checkLicence } from "./licence-rule.ts";
import { checkContamination, checkRedundancy } from "./measured-rules.ts";

const checks: Readonly<Record<GateRule, (context: GateContext) => GateFinding[]>> = {
  "no-path-to": checkBenchmarks,
  "no-undocumented-upstream": checkDocumentation,
  licence: checkLicence,
  "max-intersections": checkIntersections,
  "max-supersets": checkSupersets,
  "max-redundancy": checkRedundancy,
  "max-contamination": checkContamination,
};

export interface GateRequest {
  readonly index: LineageIndex;
  readonly mixture: Mixture;
  readonly policy: Policy;
  /** YYYY-MM-DD; acceptances are valid up to and with their day. */
  readonly today: string;
  /** Shares that a scan of the rows gave; without them the rules on shares have nothing to compare. */
  readonly measurements?: GateMeasurements;
}

/**
 * Holds a training mixture against a policy. Every finding is tied to the entry it is about; entries that the graph does not
 * know are said once each. Nothing is thrown for what the mixture names.
 */
export function checkMixture(request: GateRequest): GateReport {
  const rules = GateRule.options.filter((rule) => isChecked(request.policy, rule));
  const context = toContext(request);
  const found = [...listUnknownEntries(request, rules), ...rules.flatMap((rule) => checks[rule](context))];
  const isValid = ({ until }: Acceptance) => until >= request.today;
  const valid = request.policy.accept.filter(isValid);
  const accepted = found.flatMap((finding) => {
    const acceptance = valid.find((candidate) => isCovering(candidate, finding));
    return acceptance === undefined ? [] : [{ finding, acceptance }];
  });
  const covered = new Set(accepted.map(({ finding }) => finding));
  const open = found.filter((finding) => !covered.has(finding)).sort((a, b) => a.entry - b.entry);
  const violations = open.filter(({ level }) => level === "violation");
  return {
    schemaVersion: gateReportVersion,
    isViolated: violations.length > 0,
    rules,
    violations,
    warnings: open.filter(({ level }) => level === "warning"),
    accepted,
    expired: request.policy.accept.filter((acceptance) => !isValid(acceptance)),
    unused: valid.filter((acceptance) => !accepted.some((use) => use.acceptance === acceptance)),
  };
}

function isChecked(policy: Policy, rule: GateRule): boolean {
  const value = policy[rule];
  return value !== undefined && value !== false;
}

function toContext({ index, mixture, policy, measurements }: GateRequest): GateContext {
  const lineage = toCompactLineage(index);
  return {
    index,
    policy,
    measurements: measurements ?? { redundancy: [], contamination: [] },
    entries: mixture.entries.flatMap(({ id, split }, entry) => {
      const node = lineage.findNode(id);
      return node === undefined ? [] : [{ entry, id: lineage.toId(node), split }];
    }),
    unknownLevel: policy.unknown === "fail" ? "violation" : "warning",
  };
}

/** Said under the first rule that asks the graph. */
function listUnknownEntries(
  { index, mixture, policy }: GateRequest,
  rules: readonly GateRule[],
): GateFinding[] {
  const lineage = toCompactLineage(index);
  const rule = rules.find((name) => name !== "max-redundancy" && name !== "max-contamination");
  if (rule === undefined) return [];
  return mixture.entries.flatMap(({ id }, entry) =>
    lineage.findNode(id) !== undefined
      ? []
      : toGateFinding({
          rule,
          level: policy.unknown === "fail" ? "violation" : "warning",
          entry,
          dataset: id,
          message: `${id} is not in the lineage graph: nothing is known of what it is made of`,
          advice:
            toDatasetIdKind(id) === "name"
              ? `say what it is made of: stemma add dataset ${JSON.stringify(id)}, then stemma add edge for each upstream`
              : `trace it: stemma trace ${id}`,
        }),
  );
}

function isCovering(acceptance: Acceptance, finding: GateFinding): boolean {
  if (acceptance.rule !== finding.rule || !isSameDataset(acceptance.dataset, finding.dataset)) return false;
  if (acceptance.other === undefined) return true;
  return finding.other !== null && isSameDataset(acceptance.other, finding.other);
}
