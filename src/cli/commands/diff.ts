import type { Command } from "commander";
import type { z } from "zod";
import { compareGraphs } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import { toDiffLines, toDiffTable } from "../views/graph-diff.ts";
import type { View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Diff = z.output<typeof compareGraphs.output>;

const diffView: View<Diff> = {
  toHuman: (diff, screen) => toDiffLines(diff, screen).join("\n"),
  toTable: toDiffTable,
  toQuiet: (diff) => [
    ...new Set(toDiffTable(diff).rows.map(([change, what, subject]) => `${change} ${what} ${subject}`)),
  ],
};

export function addDiffCommand(program: Command, door: Door): void {
  const command = program
    .command("diff")
    .description("show the datasets, edges, evidence and findings that came, went or changed")
    .argument("<a>", "a run (see runs), a date, now, or an exported JSON file")
    .argument("[b]", "what it is compared with", "now")
    .action((before: string, after: string) =>
      door.perform({
        command,
        useCase: compareGraphs,
        input: { before, after },
        view: diffView,
        toReport: toDiffReport,
      }),
    );
  addExamples(command, [
    "stemma diff 2026-11-01 now                # since the last run that ended by then",
    "stemma diff 3f2a91c0 8b41d7aa             # two runs: stemma runs lists them",
    "stemma diff lineage-before.json now --json",
  ]);
}

function toDiffReport(diff: Diff): string {
  const { datasets, edges, findings, before, after } = diff;
  const count = ({ added, removed, changed }: Record<"added" | "removed" | "changed", readonly unknown[]>) =>
    `+${added.length} -${removed.length} ~${changed.length}`;
  const ends = [before, after].map(({ kind, name, endedAt, ...size }) => {
    const when = endedAt === null ? "" : ` of ${endedAt}`;
    return `${kind === "now" ? "" : `${kind} `}${name}${when} (${size.datasets} datasets, ${size.edges} edges)`;
  });
  return [
    `from ${ends[0]} to ${ends[1]}`,
    diff.isEmpty
      ? "nothing changed"
      : `datasets ${count(datasets)}, edges ${count(edges)}, findings ${count(findings)}`,
  ]
    .map(toSafeText)
    .join("\n");
}
