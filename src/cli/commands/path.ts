import type { Command } from "commander";
import type { z } from "zod";
import { findPath } from "../../app/index.ts";
import type { Edge } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toEvidenceLines } from "../views/evidence.ts";
import type { View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";

type Found = z.output<typeof findPath.output>;

export function addPathCommand(program: Command, door: Door): void {
  const command = program
    .command("path")
    .description("show how one dataset contributed to another")
    .argument("<a>", "the older dataset")
    .argument("<b>", "the dataset it went into")
    .option("--why", "print the quotes behind every step")
    .option("--limit <n>", "paths to print", parseCount, 20)
    .action((a: string, b: string, options: { why?: boolean; limit: number }) =>
      door.perform({
        command,
        useCase: findPath,
        input: { a, b, limit: options.limit },
        view: toPathView(options.why ?? false),
        toReport: toPathReport,
      }),
    );
  addExamples(command, [
    "stemma path openai/gsm8k AI-MO/NuminaMath-CoT",
    "stemma path openai/gsm8k AI-MO/NuminaMath-CoT --why",
  ]);
}

function toPathView(why: boolean): View<Found> {
  return {
    toHuman: ({ paths }, screen) => paths.map((path) => toPathText(path, screen, why)).join("\n\n"),
    toTable: ({ paths }) => ({
      columns: ["path", "step", "upstream", "downstream", "relation", "confidence", "status", "splits"],
      rows: paths.flatMap(({ edges }, position) =>
        edges.map((edge, step) => [
          String(position + 1),
          String(step + 1),
          edge.upstream,
          edge.downstream,
          edge.relation,
          edge.confidence.toFixed(4),
          edge.status,
          edge.splits.join(", "),
        ]),
      ),
    }),
    toQuiet: ({ paths }) => paths.map(({ ids }) => ids.join(" -> ")),
  };
}

function toPathText(path: Found["paths"][number], screen: Screen, why: boolean): string {
  const { colors } = screen;
  const steps = path.edges.flatMap((edge) => {
    const evidence = why
      ? toEvidenceLines(edge, "│  ", screen).map((line) => `${colors.dim("│  ")}${line}`)
      : [];
    return [`${colors.dim("↓  ")}${toStepText(edge, screen)}`, ...evidence, toSafeText(edge.downstream)];
  });
  return [colors.bold(toSafeText(path.ids[0] ?? "")), ...steps].join("\n");
}

function toStepText(edge: Edge, { colors }: Screen): string {
  const splits = edge.splits.length === 0 ? "" : ` · ${edge.splits.join(" + ")} split`;
  const review = edge.status === "needs-review" ? colors.yellow(" · needs review") : "";
  return `${colors.dim(edge.relation)} ${edge.confidence.toFixed(2)}${toSafeText(splits)}${review}`;
}

function toPathReport(found: Found): string {
  const count = found.paths.length;
  if (count === 0) return `no path leads from ${found.upstream} to ${found.downstream}, nor back`;
  const ends = `from ${found.upstream} to ${found.downstream}`;
  const more = found.isComplete ? "" : ", and there are more: raise --limit";
  const turned = found.isTurned ? " (the other way round: that is the direction of influence)" : "";
  return `${count} ${count === 1 ? "path" : "paths"} ${ends}${turned}${more}`;
}
