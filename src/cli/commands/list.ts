import type { Command } from "commander";
import type { z } from "zod";
import { listDatasets } from "../../app/index.ts";
import type { Outcome, ReleaseDate } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toOutcomeRemark } from "../views/remarks.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Listing = z.output<typeof listDatasets.output>;

const listView: View<Listing> = {
  toHuman: (listing, screen) =>
    listing.datasets.length === 0 ? "" : toAlignedText(toTable(listing), screen),
  toTable,
  toQuiet: ({ datasets }) => datasets.map((dataset) => dataset.id),
};

export function addListCommand(program: Command, door: Door): void {
  const command = program
    .command("list")
    .description("list the datasets in the store")
    .argument("[query...]", "words to find in ids, aliases and titles")
    .action((query: string[]) =>
      door.perform({
        command,
        useCase: listDatasets,
        input: { query: query.join(" ") },
        view: listView,
        toReport: ({ datasets, storePath }) => toCountText(datasets.length, query, storePath),
      }),
    );
  addExamples(command, ["stemma list", "stemma list numina math", "stemma list --json | jq length"]);
}

function toTable({ datasets }: Listing): Table {
  return {
    columns: ["id", "kind", "from", "into", "released", "outcome"],
    rows: datasets.map((dataset) => [
      dataset.id,
      dataset.kind === "unknown" ? "" : dataset.kind,
      String(dataset.upstreams),
      String(dataset.downstreams),
      toReleasedText(dataset.released),
      toOutcomeText(dataset.outcome),
    ]),
  };
}

/** The last day on which it can have been released; `<` where the hub only knows that it was no later. */
function toReleasedText(released: ReleaseDate | null): string {
  if (released === null) return "";
  return released.source === "floor" ? `<${released.interval.latest}` : released.interval.latest;
}

function toOutcomeText(outcome: Outcome): string {
  return toOutcomeRemark(outcome)?.text ?? outcome.kind;
}

function toCountText(count: number, query: readonly string[], storePath: string): string {
  const what = query.length === 0 ? "" : ` matching "${query.join(" ")}"`;
  return `${count} ${count === 1 ? "dataset" : "datasets"}${what} in ${storePath}`;
}
