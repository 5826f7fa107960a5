import type { Command } from "commander";
import type { z } from "zod";
import { listRuns } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toNamesText } from "../views/names.ts";
import { toQuantity } from "../views/quantity.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Runs = z.output<typeof listRuns.output>;

/** Characters of a UUID that tell the runs of a store apart. */
const shortIdLength = 8;

const runsView: View<Runs> = {
  toHuman: (result, screen) =>
    result.runs.length === 0
      ? ""
      : toAlignedText(toTable(result, { idLength: shortIdLength, mostSeeds: 3 }), screen),
  toTable: (result) => toTable(result, { idLength: undefined, mostSeeds: Number.POSITIVE_INFINITY }),
  toQuiet: ({ runs }) => runs.map(({ id }) => id),
};

export function addRunsCommand(program: Command, door: Door): void {
  const command = program
    .command("runs")
    .description("list the traces that were made; diff compares their graphs")
    .action(() =>
      door.perform({
        command,
        useCase: listRuns,
        input: {},
        view: runsView,
        toReport: ({ runs }) => toQuantity(runs.length, "run"),
      }),
    );
  addExamples(command, ["stemma runs", "stemma diff 3f2a91c0 now"]);
}

interface TableLimits {
  readonly idLength: number | undefined;
  readonly mostSeeds: number;
}

function toTable({ runs }: Runs, { idLength, mostSeeds }: TableLimits): Table {
  return {
    columns: ["run", "started", "ended", "state", "visited", "traced", "failed", "left", "graph", "seeds"],
    rows: runs.map(({ id, startedAt, endedAt, state, counts, leftOver, graphSha256, seeds }) => [
      id.slice(0, idLength),
      toSeconds(startedAt),
      endedAt === null ? "" : toSeconds(endedAt),
      state,
      String(counts.visited ?? ""),
      String(counts.traced ?? ""),
      String(counts.failed ?? ""),
      String(leftOver.length),
      graphSha256?.slice(0, idLength) ?? "",
      toNamesText(seeds, mostSeeds),
    ]),
  };
}

/** `2026-11-20T18:10:23Z`, which diff takes as well. */
function toSeconds(time: string): string {
  return time.replace(/\.\d+Z$/, "Z");
}
