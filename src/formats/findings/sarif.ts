import type { CheckFinding, CheckResult, CheckRule } from "../../model/index.ts";
import { type FindingsFormat, toPathText } from "../findings-format.ts";
import { toJson } from "../json-text.ts";
import { toVisibleLine } from "../visible-text.ts";

type Json = Readonly<Record<string, unknown>>;

/** SARIF 2.1.0: a result per finding at the line of the mixture file; accepted findings are suppressed, not left out. */
export const sarif: FindingsFormat = {
  name: "sarif",
  meaning: "SARIF 2.1.0 for GitHub code scanning and editors",
  extension: "sarif",
  mediaType: "application/sarif+json",
  toText: (result) =>
    toJson({
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "stemma", rules: result.policy.rules.map(toRule) } },
          columnKind: "utf16CodeUnits",
          results: result.findings.map((finding) => toResult(result, finding)),
        },
      ],
    }),
};

function toRule({ id, summary, help, level }: CheckRule): Json {
  return {
    id,
    shortDescription: { text: toMessage(summary) },
    fullDescription: { text: toMessage(summary) },
    help: { text: toMessage(help) },
    defaultConfiguration: { level },
    properties: { tags: ["training-data", "lineage"], "problem.severity": toSeverity(level) },
  };
}

/** What GitHub shows and filters by. */
function toSeverity(level: CheckRule["level"]): string {
  return level === "note" ? "recommendation" : level;
}

function toResult(result: CheckResult, finding: CheckFinding): Json {
  const path = toPathText(finding);
  const ruleIndex = result.policy.rules.findIndex(({ id }) => id === finding.rule);
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: finding.level,
    message: { text: toMessage(path === "" ? finding.message : `${finding.message} Path: ${path}`) },
    ...toLocations(result, finding),
    partialFingerprints: { "stemmaFinding/v1": toFingerprint(result, finding) },
    ...(finding.acceptedUntil === null
      ? {}
      : {
          suppressions: [
            {
              kind: "external",
              status: "accepted",
              justification: `the policy accepts it until ${finding.acceptedUntil}`,
            },
          ],
        }),
    properties: { dataset: finding.dataset, path: finding.path },
  };
}

function toLocations(result: CheckResult, finding: CheckFinding): Json {
  const { source } = result.mixture;
  if (source === null) return {};
  const entry = finding.entryIndex === null ? undefined : result.entries[finding.entryIndex];
  const region = { startLine: entry?.line ?? 1, ...(entry?.column ? { startColumn: entry.column } : {}) };
  return {
    locations: [{ physicalLocation: { artifactLocation: toArtifact(source), region } }],
  };
}

/** A path as it was given: relative to the root of the sources unless it is absolute. */
function toArtifact(source: string): Json {
  const path = source
    .toWellFormed()
    .replaceAll("\\", "/")
    .replace(/^(?:\.\/)+/, "");
  const uri = path.split("/").map(encodeURIComponent).join("/");
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${uri.replace("%3A", ":")}` };
  return path.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" };
}

/** The same finding keeps its print when lines move or confidence changes. */
function toFingerprint(result: CheckResult, finding: CheckFinding): string {
  const entry = finding.entryIndex === null ? null : (result.entries[finding.entryIndex]?.id ?? null);
  const steps = finding.path.map(({ upstream }) => upstream);
  return JSON.stringify([finding.rule, entry, finding.dataset, steps]);
}

/** Braces and link brackets mean something in a message (SARIF 3.11): here they are text. */
function toMessage(text: string): string {
  return toVisibleLine(text).toWellFormed().replace(/[{}]/g, "$&$&").replaceAll("](", "] (");
}
