import type { Command } from "commander";
import type { z } from "zod";
import { showDataset } from "../../app/index.ts";
import type { Dataset, ReleaseDate } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { wrapToWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toTreeText } from "../views/lineage-tree.ts";
import { toTreeTable } from "../views/tree-table.ts";
import type { View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";

type Shown = z.output<typeof showDataset.output>;

interface ShowOptions {
  readonly down?: boolean;
  readonly why?: boolean;
  readonly depth?: number;
  readonly mermaid?: boolean;
}

export function addShowCommand(program: Command, door: Door): void {
  const command = program
    .command("show")
    .description("show where a dataset comes from, or what was built on it")
    .argument("<id>", "dataset in the store: id, alias or name")
    .option("--down", "show what was built on it instead of where it comes from")
    .option("--why", "print the quotes, documents and features behind every edge")
    .option("--depth <n>", "levels to print", parseCount)
    .option("--mermaid", "print a Mermaid flowchart")
    .action((id: string, options: ShowOptions) =>
      door.perform({
        command,
        useCase: showDataset,
        input: { id, direction: options.down ? "down" : "up", maxLevel: options.depth ?? null },
        view: toShowView(options),
        toReport: toShowReport,
      }),
    );
  addExamples(command, [
    "stemma show AI-MO/NuminaMath-CoT",
    "stemma show AI-MO/NuminaMath-CoT --why --depth 1",
    "stemma show openai/gsm8k --down",
    "stemma show AI-MO/NuminaMath-CoT --mermaid > lineage.mmd",
  ]);
}

function toShowView(options: ShowOptions): View<Shown> {
  const why = options.why ?? false;
  return {
    toHuman(shown, screen) {
      if (options.mermaid) return shown.diagram;
      const tree = toTreeText(shown.rows, screen, { why });
      return [toHeader(shown.dataset, screen), tree].filter((part) => part !== "").join("\n\n");
    },
    toTable: ({ rows }) => toTreeTable(rows),
    toQuiet: ({ rows }) => [...new Set(rows.map((row) => row.id))],
    toJson: ({ diagram, ...shown }) => (options.mermaid ? { ...shown, diagram } : shown),
  };
}

function toHeader({ profile, released, aliases }: Dataset, screen: Screen): string {
  const { colors } = screen;
  const facts = [
    profile.kind === "unknown" ? "" : profile.kind,
    profile.domains.join(", "),
    profile.methods.join(", "),
    profile.licenses.join(", "),
    released === null ? "release date unknown" : `released ${toDayText(released)}`,
    aliases.length === 0 ? "" : `also ${aliases.join(", ")}`,
  ].filter((fact) => fact !== "");
  const width = screen.width ?? 100;
  const summary = wrapToWidth(toSafeText(profile.summary), width);
  return [
    ...summary,
    ...wrapToWidth(toSafeText(facts.join(" · ")), width).map((line) => colors.dim(line)),
  ].join("\n");
}

function toDayText({ interval, source }: ReleaseDate): string {
  const { earliest, latest } = interval;
  if (source === "floor") return `on ${latest} or before`;
  return earliest === latest ? earliest : `between ${earliest} and ${latest}`;
}

function toShowReport({ dataset, rows, rejected, direction }: Shown): string {
  const lines = dataset.notes.map((note) => toSafeText(`note: ${note}`));
  if (rows.length <= 1) {
    lines.push(direction === "up" ? "no upstream is known" : "nothing in the store was built on it");
  }
  if (rejected.length > 0)
    lines.push(
      `${rejected.length} ruled-out ${rejected.length === 1 ? "edge" : "edges"}: see "rejected" in --json`,
    );
  return lines.join("\n");
}
