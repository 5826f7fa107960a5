import type { Command } from "commander";
import type { z } from "zod";
import { reportLicences } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toPathLines, toPathText } from "../views/evidence-path.ts";
import { paint, type Tone } from "../views/remarks.ts";
import type { View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Result = z.output<typeof reportLicences.output>;
type Report = Result["reports"][number];

const licenceView: View<Result> = {
  toHuman: ({ reports }, screen) => reports.map((report) => toReportText(report, screen)).join("\n\n"),
  toTable: ({ reports }) => ({
    columns: [
      "dataset",
      "class",
      "of",
      "stated",
      "its class",
      "reason",
      "gated",
      "conditions",
      "weakest link",
    ],
    rows: reports.flatMap((report) =>
      report.licences.map((licence) => [
        report.dataset,
        report.class,
        licence.dataset,
        licence.stated.join(", "),
        licence.class,
        licence.reason ?? "",
        licence.isGated ? "yes" : "no",
        licence.conditions.join("; "),
        report.weakest?.dataset === licence.dataset ? toPathText(report.weakest.path) : "",
      ]),
    ),
  }),
  toQuiet: ({ reports }) =>
    reports.map(({ dataset, class: found }) => (reports.length === 1 ? found : `${found} ${dataset}`)),
};

export function addLicenceCommand(program: Command, door: Door): void {
  const command = program
    .command("licence")
    .alias("license")
    .description("show what the licences of a dataset and of everything upstream allow; not legal advice")
    .argument("<id...>", "datasets")
    .action((ids: string[]) =>
      door.perform({
        command,
        useCase: reportLicences,
        input: { ids },
        view: licenceView,
        toReport: ({ reports }) => reports[0]?.notice ?? "",
      }),
    );
  addExamples(command, [
    "stemma licence qihoo360/Light-R1-SFTData",
    "stemma licence my-org/mix --json | jq '.reports[].unknown'",
  ]);
}

const tones: Readonly<Record<Report["class"], Tone>> = {
  "commercial-ok": "good",
  "research-only": "care",
  unknown: "care",
  conflicting: "bad",
};

function toReportText(report: Report, screen: Screen): string {
  const { colors } = screen;
  const { dataset, weakest, conflicts, overclaims, unknown, conditions } = report;
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : ["", colors.dim(title), ...items.map((item) => `  ${toSafeText(item)}`)];
  return [
    `${colors.bold(toSafeText(dataset))}  ${paint(colors, tones[report.class], report.class)}`,
    ...(weakest === null
      ? []
      : [
          "",
          colors.dim("weakest link"),
          `  ${toSafeText(weakest.reason)}`,
          ...toWeakestPath(weakest, screen),
        ]),
    ...list(
      "conflicts",
      conflicts.map(({ message }) => message),
    ),
    ...list(
      "allows more than an ancestor does",
      overclaims.map(({ ancestor, message }) => `${ancestor}: ${message}`),
    ),
    ...list(
      "not known",
      unknown.map((one) => `${one.dataset}: ${one.reason}`),
    ),
    ...list(
      "conditions",
      conditions.map(({ condition, from }) => `${condition} (${from.join(", ")})`),
    ),
  ].join("\n");
}

function toWeakestPath(
  { dataset, isAncestor, path }: NonNullable<Report["weakest"]>,
  screen: Screen,
): string[] {
  return isAncestor ? toPathLines(path, "  ", screen) : [`  ${toSafeText(dataset)} itself`];
}
