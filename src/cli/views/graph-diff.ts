import type { z } from "zod";
import type { compareGraphs } from "../../app/index.ts";
import type { Evidence, Finding } from "../../model/index.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { paint, type Tone } from "./remarks.ts";
import type { Table } from "./view.ts";

type Diff = z.output<typeof compareGraphs.output>;
type Change = Diff["edges"]["changed"][number]["changes"][number];

/** Longest text of a value that a person is shown. */
const widestValue = 60;

interface DiffRow {
  readonly change: "added" | "removed" | "changed";
  readonly what: "dataset" | "edge" | "finding";
  readonly subject: string;
  readonly details: readonly string[];
}

const marks = { added: "+", removed: "-", changed: "~" } as const;
const tones: Readonly<Record<DiffRow["change"], Tone>> = { added: "good", removed: "bad", changed: "care" };
const titles = { dataset: "Datasets", edge: "Edges", finding: "Findings" } as const;

export function toDiffLines(diff: Diff, { colors }: Screen): string[] {
  const groups = [...Map.groupBy(toRows(diff, widestValue), ({ what }) => what)];
  return groups.flatMap(([what, rows], position) => [
    ...(position === 0 ? [] : [""]),
    colors.bold(titles[what]),
    ...rows.flatMap(({ change, subject, details }) => [
      paint(colors, tones[change], `${marks[change]} ${toSafeText(subject)}`),
      ...details.map((detail) => colors.dim(`    ${toSafeText(detail)}`)),
    ]),
  ]);
}

/** One row per detail, complete. */
export function toDiffTable(diff: Diff): Table {
  return {
    columns: ["change", "what", "subject", "detail"],
    rows: toRows(diff, null).flatMap(({ change, what, subject, details }) =>
      (details.length === 0 ? [""] : details).map((detail) => [change, what, subject, detail]),
    ),
  };
}

function toRows({ datasets, edges, findings }: Diff, width: number | null): DiffRow[] {
  const plain = (change: DiffRow["change"], what: DiffRow["what"], subjects: readonly string[]): DiffRow[] =>
    subjects.map((subject) => ({ change, what, subject, details: [] }));
  const toChanges = (changes: readonly Change[]) => changes.map((change) => toChangeText(change, width));
  return [
    ...plain("added", "dataset", datasets.added),
    ...plain("removed", "dataset", datasets.removed),
    ...datasets.changed.map(
      ({ id, changes }): DiffRow => ({
        change: "changed",
        what: "dataset",
        subject: id,
        details: toChanges(changes),
      }),
    ),
    ...edges.added.map((step): DiffRow => toEdgeRow("added", step)),
    ...edges.removed.map((step): DiffRow => toEdgeRow("removed", step)),
    ...edges.changed.map(
      ({ upstream, downstream, changes, evidenceAdded, evidenceRemoved }): DiffRow => ({
        change: "changed",
        what: "edge",
        subject: `${upstream} -> ${downstream}`,
        details: [
          ...toChanges(changes),
          ...evidenceAdded.map((evidence) => `evidence came: ${toEvidenceText(evidence, width)}`),
          ...evidenceRemoved.map((evidence) => `evidence went: ${toEvidenceText(evidence, width)}`),
        ],
      }),
    ),
    ...plain("added", "finding", findings.added.map(toFindingText)),
    ...plain("removed", "finding", findings.removed.map(toFindingText)),
    ...findings.changed.map(({ before, after }): DiffRow => toFindingRow(before, after)),
  ];
}

function toEdgeRow(change: "added" | "removed", step: Diff["edges"]["added"][number]): DiffRow {
  const { upstream, downstream, relation, status, confidence } = step;
  return {
    change,
    what: "edge",
    subject: `${upstream} -> ${downstream}`,
    details: [`${relation} ${confidence.toFixed(2)}, ${status}`],
  };
}

function toFindingText({ severity, message }: Finding): string {
  return `${severity}: ${message}`;
}

function toFindingRow(before: Finding, after: Finding): DiffRow {
  const fields = ["severity", "message", "pathCount"] as const;
  const changes = fields
    .filter((field) => before[field] !== after[field])
    .map((field) => toChangeText({ field, before: before[field], after: after[field] }, null));
  const details = changes.length === 0 ? ["its paths changed"] : changes;
  return { change: "changed", what: "finding", subject: toFindingText(after), details };
}

function toChangeText({ field, before, after }: Change, width: number | null): string {
  return `${field}: ${toValueText(before, width)} -> ${toValueText(after, width)}`;
}

function toEvidenceText(evidence: Evidence, width: number | null): string {
  if (evidence.kind === "quote")
    return `${toValueText(evidence.quote.text, width)} (${evidence.document.url})`;
  if (evidence.kind === "asserted") return `${evidence.by}: ${toValueText(evidence.reason, width)}`;
  return `${evidence.measure}: ${evidence.count} of ${evidence.of}`;
}

function toValueText(value: unknown, width: number | null): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return width === null || text.length <= width ? text : `${text.slice(0, width)}…`;
}
