import type { TreeRow } from "../../app/index.ts";
import type { Dataset, Edge, Outcome } from "../../model/index.ts";
import type { Colors } from "../terminal/screen.ts";

export type Tone = "plain" | "good" | "care" | "bad" | "faint";

export interface Remark {
  readonly text: string;
  readonly tone: Tone;
}

/** What a person should know about a row besides its id, in words, most important first. */
export function toRemarks(row: TreeRow): Remark[] {
  const remarks: Remark[] = [];
  if (row.edge !== null) remarks.push(...toEdgeRemarks(row.edge));
  if (row.expansion === "on-cycle")
    return [...remarks, { text: "cycle: leads back to itself", tone: "care" }];
  if (row.expansion === "shown-above") return [...remarks, { text: "↑ shown above", tone: "faint" }];
  remarks.push(...toDatasetRemarks(row));
  if (row.expansion === "depth-limit") {
    remarks.push({
      text: `${row.branches} more ${row.branches === 1 ? "edge" : "edges"} behind it`,
      tone: "faint",
    });
  }
  return remarks;
}

function toEdgeRemarks(edge: Edge): Remark[] {
  const remarks: Remark[] = [];
  if (edge.status === "needs-review") remarks.push({ text: "needs review", tone: "care" });
  if (edge.evidence.some((evidence) => evidence.kind === "asserted")) {
    remarks.push({ text: "added by hand", tone: "plain" });
  }
  if (edge.splits.length > 0) remarks.push({ text: `${edge.splits.join(" + ")} split`, tone: "plain" });
  return remarks;
}

function toDatasetRemarks({ id, dataset, branches }: TreeRow): Remark[] {
  if (id.startsWith("name:")) return [{ text: "unresolved name", tone: "care" }];
  if (dataset === null) return [{ text: "not looked at", tone: "faint" }];
  const remarks: Remark[] = [];
  if (dataset.profile.kind === "benchmark") remarks.push({ text: toBenchmarkText(dataset), tone: "care" });
  const outcome = toOutcomeRemark(dataset.outcome);
  const isPlainlyTraced = dataset.outcome.kind === "traced" && branches > 0;
  if (!isPlainlyTraced && outcome !== undefined) remarks.push(outcome);
  return remarks;
}

function toBenchmarkText(dataset: Dataset): string {
  const split = dataset.profile.testSplit;
  return split === null ? "benchmark" : `benchmark (${split})`;
}

/** The outcome of DESIGN 3 in words; nothing for a dataset whose upstreams are there to be seen. */
export function toOutcomeRemark(outcome: Outcome): Remark | undefined {
  switch (outcome.kind) {
    case "traced":
      return undefined;
    case "root-declared":
      return { text: "root: made from scratch", tone: "good" };
    case "root-no-statement":
      return { text: "root: names no source", tone: "good" };
    case "unreadable":
      return { text: `unreadable: ${outcome.reason}`, tone: "bad" };
    case "not-on-hub":
      return { text: "not on the hub", tone: "faint" };
    case "cut-off":
      return { text: `cut off: ${cutOffWords[outcome.reason]}`, tone: "faint" };
  }
}

const cutOffWords = {
  "released-2020-or-earlier": "released in 2020 or earlier",
  distance: "depth limit",
  budget: "budget reached",
} as const;

export function paint(colors: Colors, tone: Tone, text: string): string {
  switch (tone) {
    case "good":
      return colors.green(text);
    case "care":
      return colors.yellow(text);
    case "bad":
      return colors.red(text);
    case "faint":
      return colors.dim(text);
    case "plain":
      return text;
  }
}
