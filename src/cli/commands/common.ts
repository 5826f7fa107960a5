import type { Command } from "commander";
import type { z } from "zod";
import { findCommonAncestors } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toListedLines, toPathText } from "../views/evidence-path.ts";
import { toNamesText } from "../views/names.ts";
import { toQuantity } from "../views/quantity.ts";
import type { View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";

type Common = z.output<typeof findCommonAncestors.output>;

const commonView: View<Common> = {
  toHuman: (common, screen) =>
    common.ancestors.map((ancestor) => toAncestorText(ancestor, screen)).join("\n\n"),
  toTable: ({ ancestors }) => ({
    columns: ["ancestor", "meets here", "dataset", "paths", "path"],
    rows: ancestors.flatMap(({ ancestor, isNearest, reaches }) =>
      reaches.flatMap(({ dataset, pathCount, paths }) =>
        paths.map((path) => [ancestor, isNearest ? "yes" : "no", dataset, pathCount, toPathText(path)]),
      ),
    ),
  }),
  toQuiet: ({ ancestors }) => ancestors.map(({ ancestor }) => ancestor),
};

export function addCommonCommand(program: Command, door: Door): void {
  const command = program
    .command("common")
    .description("show what two or more datasets have in common, with the paths to each")
    .argument("<id...>", "two or more datasets")
    .option("--limit <n>", "paths to print per ancestor and dataset", parseCount, 5)
    .action((ids: string[], { limit }: { limit: number }) =>
      door.perform({
        command,
        useCase: findCommonAncestors,
        input: { ids, limit },
        view: commonView,
        toReport: toCommonReport,
      }),
    );
  addExamples(command, [
    "stemma common AI-MO/NuminaMath-CoT open-thoughts/OpenThoughts-114k",
    "stemma common my-org/a my-org/b my-org/c --limit 1",
  ]);
}

function toAncestorText(
  { ancestor, reaches, isNearest }: Common["ancestors"][number],
  screen: Screen,
): string {
  const { colors } = screen;
  const head = `${colors.bold(toSafeText(ancestor))}${isNearest ? "  they meet here" : ""}`;
  const lines = reaches.flatMap((reach) => [
    `  ${toSafeText(reach.dataset)}  ${toQuantity(reach.pathCount, "path")}`,
    ...toListedLines(reach, "    ", screen),
  ]);
  return [head, ...lines].join("\n");
}

function toCommonReport({ datasets, ancestors }: Common): string {
  const named = toNamesText(datasets);
  return ancestors.length === 0
    ? `${named} have no known ancestor in common`
    : `${toQuantity(ancestors.length, "common ancestor")} of ${named}`;
}
