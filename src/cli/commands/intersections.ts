import type { Command } from "commander";
import type { z } from "zod";
import { reportIntersections } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toListedLines, toPathLines, toPathText } from "../views/evidence-path.ts";
import { toQuantity } from "../views/quantity.ts";
import type { View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";

type Result = z.output<typeof reportIntersections.output>;
type Report = Result["reports"][number];

const intersectionView: View<Result> = {
  toHuman: ({ reports }, screen) => reports.map((report) => toReportText(report, screen)).join("\n\n"),
  toTable: ({ reports }) => ({
    columns: ["target", "ancestor", "kind", "through", "paths", "path"],
    rows: reports.flatMap(toRows),
  }),
  toQuiet: ({ reports }) =>
    reports.flatMap(({ target, intersections }) =>
      intersections.map(({ ancestor }) => (reports.length === 1 ? ancestor : `${ancestor} ${target}`)),
    ),
};

export function addIntersectionsCommand(program: Command, door: Door): void {
  const command = program
    .command("intersections")
    .description("show which ancestors reach a dataset by several paths, and supersets included twice")
    .argument("<id...>", "datasets")
    .option("--limit <n>", "paths to print per ancestor", parseCount, 20)
    .action((ids: string[], { limit }: { limit: number }) =>
      door.perform({
        command,
        useCase: reportIntersections,
        input: { ids, limit },
        view: intersectionView,
        toReport: ({ reports }) => reports.map(toIntersectionSummary).join("\n"),
      }),
    );
  addExamples(command, [
    "stemma intersections qihoo360/Light-R1-SFTData",
    "stemma intersections my-org/mix --limit 3",
  ]);
}

function toRows({ target, intersections, includedTwice }: Report): string[][] {
  return [
    ...intersections.flatMap(({ ancestor, through, pathCount, paths }) =>
      paths.map((path) => [
        target,
        ancestor,
        "intersection",
        through.join(", "),
        pathCount,
        toPathText(path),
      ]),
    ),
    ...includedTwice.flatMap(({ upstream, within, pathCount }) =>
      within.map(({ superset, path }) => [
        target,
        upstream,
        "included-twice",
        superset,
        pathCount,
        toPathText(path),
      ]),
    ),
  ];
}

function toReportText({ target, intersections, includedTwice }: Report, screen: Screen): string {
  const { colors } = screen;
  const crossings = intersections.map((one) =>
    [
      `${colors.bold(toSafeText(one.ancestor))}  ${toQuantity(one.pathCount, "path")}${toForkText(one.through)}`,
      ...toListedLines(one, "  ", screen),
    ].join("\n"),
  );
  const twice = includedTwice.map(({ upstream, within }) =>
    [
      `${colors.yellow("included twice:")} ${toSafeText(upstream)} goes into ${toSafeText(target)} directly, and again with`,
      ...within.flatMap(({ path }) => toPathLines(path, "  ", screen)),
    ].join("\n"),
  );
  return [...twice, ...crossings].join("\n\n");
}

function toForkText(through: readonly string[]): string {
  return through.length < 2
    ? ", which part further down"
    : `, which part here: ${through.map(toSafeText).join(", ")}`;
}

function toIntersectionSummary({ target, ancestors, intersections, includedTwice, onCycle }: Report): string {
  const cycle = onCycle.length === 0 ? "" : `; ${toQuantity(onCycle.length, "ancestor")} on a cycle`;
  return `${toSafeText(target)}: ${intersections.length} of ${toQuantity(ancestors, "ancestor")} reach it by several paths, ${includedTwice.length} included twice${cycle}`;
}
