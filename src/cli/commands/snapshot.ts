import type { Command } from "commander";
import type { z } from "zod";
import { recordSnapshot } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Recorded = z.output<typeof recordSnapshot.output>;

const recordedView: View<Recorded> = {
  toHuman: ({ folder, datasets, documents }) =>
    `${toSafeText(folder)}\n${datasets} datasets, ${documents} documents`,
  toTable: ({ folder, datasets, documents }) => ({
    columns: ["folder", "datasets", "documents"],
    rows: [[folder, String(datasets), String(documents)]],
  }),
  toQuiet: ({ folder }) => [folder],
};

export function addSnapshotCommand(program: Command, door: Door): void {
  const command = program
    .command("snapshot")
    .description("write what was read into a folder, so that the trace can be repeated offline")
    .argument("<folder>", "a new or empty folder")
    .option("--title <text>", "what the snapshot is called")
    .option("--snapshot <folder>", "record from this snapshot instead of the network")
    .action((folder: string, options: { title?: string }) =>
      door.perform({
        command,
        useCase: recordSnapshot,
        input: { folder, title: options.title ?? null },
        view: recordedView,
        toReport: (recorded) =>
          `next: stemma trace ${recorded.seeds.join(" ")} --snapshot ${recorded.folder}`,
      }),
    );
  addExamples(command, [
    "stemma snapshot lineage-snapshot",
    "stemma trace org/name --snapshot lineage-snapshot",
  ]);
}
