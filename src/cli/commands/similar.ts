import type { Command } from "commander";
import type { z } from "zod";
import { compareAncestries } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toQuantity } from "../views/quantity.ts";
import type { View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";

type Similarity = z.output<typeof compareAncestries.output>;
type Pair = Similarity["pairs"][number];

/** Shared ancestors that a person is shown per pair. */
const mostShared = 3;

const similarView: View<Similarity> = {
  toHuman: ({ pairs }, screen) => pairs.map((pair) => toPairText(pair, screen)).join("\n\n"),
  toTable: ({ pairs }) => ({
    columns: ["a", "b", "similarity", "shared", "contained", "through"],
    rows: pairs.map(({ a, b, similarity, sharedCount, contained, shared }) => [
      a,
      b,
      similarity.toFixed(4),
      String(sharedCount),
      contained ?? "",
      shared
        .map(({ ancestor, weightA, weightB }) => `${ancestor} ${weightA.toFixed(4)} ${weightB.toFixed(4)}`)
        .join(", "),
    ]),
  }),
  toQuiet: ({ pairs }) => pairs.map(({ a, b }) => `${a} ${b}`),
};

export function addSimilarCommand(program: Command, door: Door): void {
  const command = program
    .command("similar")
    .description("show which datasets are alike by their ancestry, and through which ancestors")
    .argument("[id...]", "one dataset against all, several among each other (default: all pairs)")
    .option("--top <n>", "pairs to print", parseCount, 20)
    .action((ids: string[], { top }: { top: number }) =>
      door.perform({
        command,
        useCase: compareAncestries,
        input: { ids, top },
        view: similarView,
        toReport: ({ pairs, pairCount, datasets }) =>
          `${pairs.length} of ${toQuantity(pairCount, "pair")} with ancestry in common, among ${toQuantity(datasets, "dataset")}; it predicts shared rows and does not measure them`,
      }),
    );
  addExamples(command, [
    "stemma similar AI-MO/NuminaMath-CoT             # what is closest to it?",
    "stemma similar my-org/a my-org/b my-org/c       # among each other",
    "stemma similar --top 100 --json",
  ]);
}

function toPairText({ a, b, similarity, contained, sharedCount, shared }: Pair, { colors }: Screen): string {
  const head = `${colors.bold(similarity.toFixed(2))}  ${toSafeText(a)}  ${toSafeText(b)}`;
  const other = contained === a ? b : a;
  const made = contained === null ? [] : [`      ${toSafeText(other)} is made of ${toSafeText(contained)}`];
  const through = shared
    .slice(0, mostShared)
    .map(
      ({ ancestor, weightA, weightB, isNearest }) =>
        `      ${isNearest ? "through" : "above it"} ${toSafeText(ancestor)} (${weightA.toFixed(2)} and ${weightB.toFixed(2)})`,
    );
  const more = sharedCount - Math.min(mostShared, shared.length);
  const rest = more > 0 ? [`      and ${toQuantity(more, "more shared ancestor")}`] : [];
  return [head, ...made, ...[...through, ...rest].map((line) => colors.dim(line))].join("\n");
}
