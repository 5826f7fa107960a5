import type { z } from "zod";
import type { demonstrate } from "../../app/index.ts";
import { wrapToWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toEvidenceLines } from "./evidence.ts";
import { toTreeText } from "./lineage-tree.ts";
import { toTreeTable } from "./tree-table.ts";
import type { View } from "./view.ts";

type Demonstration = z.output<typeof demonstrate.output>;

const widest = 100;

/** The first thing a person sees of Stemma: a tree, one proof, what follows from them, and what to do next. */
export const demonstrationView: View<Demonstration> = {
  toHuman: (demo, screen) =>
    [
      toOpening(demo, screen),
      toTreeText(demo.rows, screen, { why: false }),
      toProof(demo, screen),
      toContamination(demo, screen),
      toIntersection(demo, screen),
      toNextSteps(demo, screen),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  toTable: ({ rows }) => toTreeTable(rows),
  toQuiet: ({ rows }) => [...new Set(rows.map(({ id }) => id))],
};

function toOpening({ datasets, edges, rows }: Demonstration, screen: Screen): string {
  const text =
    `Where does ${toSafeText(rows[0]?.id ?? "")} come from? ` +
    `${datasets} datasets and ${edges} edges, read offline from the bundled demonstration snapshot ` +
    "(condensed texts in our own words, not the hub).";
  return toParagraph(text, screen);
}

function toProof({ proven }: Demonstration, screen: Screen): string {
  if (proven === null) return "";
  const title = `Every edge has its proof. ${proven.upstream} → ${proven.downstream}:`;
  const [quote] = proven.evidence.filter(({ kind }) => kind === "quote");
  const lines = toEvidenceLines({ ...proven, evidence: quote === undefined ? [] : [quote] }, "  ", screen);
  return [toHeading(title, screen), ...lines.map((line) => `  ${line}`)].join("\n");
}

function toContamination({ contamination }: Demonstration, screen: Screen): string {
  if (contamination.length === 0) return "";
  const title = "Benchmarks upstream: a model trained on it may have seen its own exam.";
  const paths = contamination.map(({ ids }) => `  ${ids.map(toSafeText).join(" → ")}`);
  return [toHeading(title, screen), ...paths].join("\n");
}

function toIntersection({ intersection }: Demonstration, screen: Screen): string {
  if (intersection === null) return "";
  const { ancestor, target, through } = intersection;
  const title = `The same data ${through.length} times over: ${ancestor} comes in`;
  const ways = through.map((id) => (id === target ? "directly" : `through ${toSafeText(id)}`));
  return [toHeading(title, screen), ...ways.map((way) => `  ${way}`)].join("\n");
}

function toNextSteps({ rows, command: stemma, snapshot }: Demonstration, screen: Screen): string {
  const id = toSafeText(rows[0]?.id ?? "");
  const steps = [
    [`${stemma} trace ${id} --snapshot ${toSafeText(snapshot)}`, "the same, kept in .stemma/"],
    [`${stemma} show ${id} --why`, "the quotes behind every edge"],
    [`${stemma} trace <org/name>`, "your own dataset, from the hub"],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  const lines = steps.map(([command, meaning]) => {
    return `  ${command.padEnd(width)}  ${screen.colors.dim(`# ${meaning}`)}`;
  });
  return [toHeading("Next:", screen), ...lines].join("\n");
}

function toHeading(text: string, screen: Screen): string {
  return wrapToWidth(toSafeText(text), screen.width ?? widest)
    .map((line) => screen.colors.bold(line))
    .join("\n");
}

function toParagraph(text: string, screen: Screen): string {
  return wrapToWidth(text, Math.min(widest, screen.width ?? widest)).join("\n");
}
