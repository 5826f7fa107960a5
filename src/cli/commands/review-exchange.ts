import type { Command } from "commander";
import type { z } from "zod";
import { exportReviews, findImportFailure, importReviews } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Exported = z.output<typeof exportReviews.output>;
type Imported = z.output<typeof importReviews.output>;

/** `export` and `import`: decisions as JSONL, to be shared like any other file. */
export function addExchangeCommands(parent: Command, door: Door): void {
  const exporting = parent
    .command("export")
    .description("write every decision as JSONL, undone ones too")
    .argument("[file]", "where to (default: stdout)")
    .action((path: string | undefined) =>
      door.perform({
        command: exporting,
        useCase: exportReviews,
        input: { path: path ?? null },
        view: exportView,
        toReport: ({ events, path: written }) =>
          `${events.length} ${events.length === 1 ? "event" : "events"}${written === null ? "" : ` in ${written}`}`,
      }),
    );
  addExamples(exporting, ["stemma review export decisions.jsonl"]);
  const importing = parent
    .command("import")
    .description("take over decisions from JSONL; known ones are skipped, bad lines reported")
    .argument("<file>", "a file that review export wrote")
    .action((path: string) =>
      door.perform({
        command: importing,
        useCase: importReviews,
        input: { path },
        view: importView,
        toReport: ({ taken, known }) => `${taken} taken over, ${known} known before`,
        findFailure: findImportFailure,
      }),
    );
  addExamples(importing, ["stemma review import decisions.jsonl"]);
}

/** Lines are the format here; a file says what is in it, so that nothing is printed then. */
const exportView: View<Exported> = {
  toHuman: ({ path, jsonl }) => (path === null ? jsonl.trimEnd() : ""),
  toTable: ({ events }) => ({
    columns: ["event", "at", "by", "action", "reason"],
    rows: events.map(({ id, at, by, action, reason }) => [id, at, by, action.kind, reason]),
  }),
  toQuiet: ({ events }) => events.map(({ id }) => id),
  toJson: ({ events }) => events,
};

const importView: View<Imported> = {
  toHuman: (imported, screen) =>
    imported.refused.length === 0 ? "" : toAlignedText(toRefusedTable(imported), screen),
  toTable: toRefusedTable,
  toQuiet: ({ refused }) => refused.map(({ line }) => String(line)),
};

function toRefusedTable({ refused }: Imported): Table {
  return {
    columns: ["line", "kind", "problem", "text"],
    rows: refused.map(({ line, kind, problem, text }) => [String(line), kind, problem, text]),
  };
}
