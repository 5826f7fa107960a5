import type { CheckFinding, CheckResult } from "../model/index.ts";

/** A way to tell what the gate found. The same result gives the same text. */
export interface FindingsFormat {
  /** As `stemma check --output` takes it, and the name of its file here. */
  readonly name: string;
  readonly meaning: string;
  /** Of the file, without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  readonly toText: (result: CheckResult) => string;
}

/** The path from the dataset that a finding is about down to the entry, as `a -> b (relation, split)`. */
export function toPathText(finding: CheckFinding): string {
  const [first] = finding.path;
  if (first === undefined) return "";
  const steps = finding.path.map(({ downstream, relation, split }) => {
    const how = split === null ? relation : `${relation}, split ${split}`;
    return ` -> ${downstream} (${how})`;
  });
  return `${first.upstream}${steps.join("")}`;
}

/** `12 errors`, `1 warning`. */
export function toCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** What was counted, in a line. */
export function toSummaryLine({ counts, entries }: CheckResult): string {
  const accepted = counts.accepted === 0 ? "" : `, ${counts.accepted} accepted`;
  const found = [
    toCount(counts.error, "error"),
    toCount(counts.warning, "warning"),
    toCount(counts.note, "note"),
  ];
  const datasets = toCount(entries.length, "dataset");
  return `${datasets} checked: ${found.join(", ")}${accepted}`;
}
