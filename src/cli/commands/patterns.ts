import type { Command } from "commander";
import type { z } from "zod";
import { findPatterns } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toPathText } from "../views/evidence-path.ts";
import { toQuantity } from "../views/quantity.ts";
import { toSectionsText } from "../views/sections.ts";
import type { View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";

type Patterns = z.output<typeof findPatterns.output>;

const patternsView: View<Patterns> = {
  toHuman: ({ families, sequences }, screen) =>
    toSectionsText(
      [
        {
          title: "Families",
          none: "no dataset descends from another one",
          table: {
            columns: ["root", "members", "closest"],
            rows: families.map(({ root, members }) => [
              root,
              String(members.length),
              members
                .slice(0, 3)
                .map(({ id }) => id)
                .join(", "),
            ]),
          },
        },
        {
          title: "Recurring sequences of relations",
          none: "no sequence recurs",
          table: {
            columns: ["chains", "datasets", "relations", "example"],
            rows: sequences.map(({ relations, count, datasets, examples }) => [
              count,
              String(datasets),
              relations.join(", "),
              examples[0] === undefined ? "" : toPathText(examples[0]),
            ]),
          },
        },
      ],
      screen,
    ),
  toTable: ({ families, sequences }) => ({
    columns: ["kind", "of", "member or example", "share or chains"],
    rows: [
      ...families.flatMap(({ root, members }) =>
        members.map(({ id, share }) => ["family", root, id, share.toFixed(4)]),
      ),
      ...sequences.flatMap(({ relations, count, examples }) =>
        examples.map((path) => ["sequence", relations.join(", "), toPathText(path), count]),
      ),
    ],
  }),
  toQuiet: ({ families }) => families.map(({ root }) => root),
};

export function addPatternsCommand(program: Command, door: Door): void {
  const command = program
    .command("patterns")
    .description("show the families of the graph and the sequences of relations that recur")
    .option("--steps <n>", "most steps of a sequence, 2 to 5", parseCount, 3)
    .option("--min-count <n>", "chains that a sequence needs", parseCount, 2)
    .action(({ steps, minCount }: { steps: number; minCount: number }) =>
      door.perform({
        command,
        useCase: findPatterns,
        input: { steps, minCount },
        view: patternsView,
        toReport: ({ families, loneRoots, islands, sequences }) =>
          [
            toQuantity(families.length, "family", "families"),
            toQuantity(loneRoots, "root that nothing descends from", "roots that nothing descends from"),
            toQuantity(islands, "group that hangs together", "groups that hang together"),
            toQuantity(sequences.length, "recurring sequence"),
          ].join(", "),
      }),
    );
  addExamples(command, ["stemma patterns", "stemma patterns --steps 2 --min-count 5"]);
}
