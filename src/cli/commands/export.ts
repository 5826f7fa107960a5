import { Argument, type Command, Option } from "commander";
import type { z } from "zod";
import { type CardSummary, exportCard, exportGraph, graphFormats } from "../../app/index.ts";
import { StemmaError } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Colors } from "../terminal/screen.ts";
import type { View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Exported = z.output<typeof exportGraph.output>;

interface ExportFlags {
  readonly direction: "up" | "down" | "both";
  readonly table?: "nodes" | "edges" | "evidence";
  readonly out?: string;
  readonly force?: boolean;
  readonly card?: string;
  readonly write?: boolean;
}

const card = "card";

export function addExportCommand(program: Command, door: Door): void {
  const command = program
    .command("export")
    .description("write the graph, or the lineage of some datasets, in a format that others read")
    .addArgument(
      new Argument("<format>", "how to write it").choices([...graphFormats.map(({ name }) => name), card]),
    )
    .argument("[ids...]", "datasets whose lineage is written (default: everything in the store)")
    .addOption(
      new Option("--direction <direction>", "which way to follow the edges of the datasets named")
        .choices(["up", "down", "both"])
        .default("up"),
    )
    .addOption(
      new Option("--table <table>", "for csv and parquet: which table (default: edges; all into a folder)")
        .choices(["nodes", "edges", "evidence"])
        .default(undefined),
    )
    .option("--out <path>", "file or folder to write (default: stdout)")
    .option("--force", "replace files that are there")
    .option("--card <file>", "for card: the README.md that gets the section; prints the change")
    .option("--write", "for card: make the change")
    .action((format: string, ids: string[], flags: ExportFlags) =>
      format === card ? exportSection(door, command, ids, flags) : exportLineage(door, command, format, ids),
    );
  addExamples(command, [
    "stemma export mermaid my-org/my-mix",
    "stemma export parquet --out tables/",
    "stemma export croissant my-org/my-mix --out croissant.json",
    "stemma export card my-org/my-mix --card README.md --write",
  ]);
  command.addHelpText("after", `\nFormats:\n${[...graphFormats, cardFormat].map(toFormatLine).join("\n")}\n`);
}

const cardFormat = { name: card, meaning: "a section for the card of one dataset, put in its place there" };

function toFormatLine({ name, meaning }: { readonly name: string; readonly meaning: string }): string {
  return `  ${name.padEnd(13)}${meaning}`;
}

async function exportLineage(door: Door, command: Command, format: string, ids: string[]): Promise<void> {
  const { direction, table, out, force, ...rest } = command.opts<ExportFlags>();
  if (rest.card !== undefined || rest.write !== undefined) {
    throw new StemmaError("usage", "--card and --write are for: stemma export card <id>");
  }
  await door.perform({
    command,
    useCase: exportGraph,
    input: { format, ids, direction, table: table ?? null, out: out ?? null, replaces: force ?? false },
    view: exportView,
    toReport: ({ datasets, edges }) => `${datasets} datasets, ${edges} edges`,
  });
}

const exportView: View<Exported> = {
  toDocument: ({ content }) => (content === null ? undefined : { pieces: [content] }),
  toHuman: ({ files }) => files.map(({ path }) => toSafeText(path)).join("\n"),
  toTable: ({ files }) => ({
    columns: ["file", "bytes"],
    rows: files.map(({ path, bytes }) => [path, String(bytes)]),
  }),
  toQuiet: ({ files }) => files.map(({ path }) => path),
  toJson: ({ content: _, ...summary }) => summary,
};

async function exportSection(
  door: Door,
  command: Command,
  [id, ...others]: string[],
  flags: ExportFlags,
): Promise<void> {
  if (id === undefined || others.length > 0 || flags.out !== undefined || flags.table !== undefined) {
    throw new StemmaError("usage", "a card is of one dataset", {
      hint: "stemma export card org/name --card README.md",
    });
  }
  await door.perform({
    command,
    useCase: exportCard,
    input: { id, card: flags.card ?? null, writes: flags.write ?? false },
    view: cardView,
    toReport: toCardReport,
  });
}

const cardView: View<CardSummary> = {
  toHuman: ({ section, card: changed }, { colors }) =>
    changed === null ? section : changed.diff.trimEnd().split("\n").map(toDiffLine(colors)).join("\n"),
  toTable: ({ dataset, card: changed }) => ({
    columns: ["dataset", "card", "changes", "written"],
    rows: [
      [
        dataset,
        changed?.path ?? "",
        String(changed !== null && changed.diff !== ""),
        String(changed?.isWritten ?? false),
      ],
    ],
  }),
  toQuiet: ({ card: changed }) => (changed === null || changed.diff === "" ? [] : [changed.path]),
};

function toDiffLine({ green, red, dim }: Colors): (line: string) => string {
  return (line) => {
    const text = toSafeText(line.replace(/\r$/, ""));
    if (/^(?:---|\+\+\+|@@)/.test(line)) return dim(text);
    if (line.startsWith("+")) return green(text);
    return line.startsWith("-") ? red(text) : text;
  };
}

function toCardReport({ card: changed }: CardSummary): string {
  if (changed === null) return "";
  if (changed.diff === "") return `${changed.path} has this already`;
  return changed.isWritten ? `${changed.path} is written` : "nothing is written yet; do so with --write";
}
