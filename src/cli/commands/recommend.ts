import type { Command } from "commander";
import type { z } from "zod";
import { recommendDatasets } from "../../app/index.ts";
import type { Finding } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toPathLines, toPathText } from "../views/evidence-path.ts";
import { toNamesText } from "../views/names.ts";
import { toQuantity } from "../views/quantity.ts";
import { paintSeverity } from "../views/severity.ts";
import type { View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";

type Recommended = z.output<typeof recommendDatasets.output>;

const recommendView: View<Recommended> = {
  toHuman: ({ findings }, screen) => findings.map((finding) => toFindingText(finding, screen)).join("\n\n"),
  toTable: ({ findings }) => ({
    columns: ["severity", "kind", "subject", "other", "message", "advice", "paths", "listed paths"],
    rows: findings.map(({ severity, kind, subject, other, message, advice, paths, pathCount }) => [
      severity,
      kind,
      subject,
      other ?? "",
      message,
      advice,
      pathCount,
      paths.map(toPathText).join(" | "),
    ]),
  }),
  toQuiet: ({ findings }) =>
    findings.map(({ kind, subject, other }) => [kind, subject, other ?? ""].join(" ").trim()),
};

export function addRecommendCommand(program: Command, door: Door): void {
  const command = program
    .command("recommend")
    .description("say what to leave out, drop or prefer when datasets are trained on together")
    .argument("[id...]", "the datasets (default: those that were asked for in traces)")
    .option("--orthogonal <n>", "datasets of another ancestry to propose", parseCount, 5)
    .action((ids: string[], { orthogonal }: { orthogonal: number }) =>
      door.perform({
        command,
        useCase: recommendDatasets,
        input: { ids, orthogonal },
        view: recommendView,
        toReport: ({ datasets, findings }) =>
          `${toQuantity(findings.length, "finding")} for ${toQuantity(datasets.length, "dataset")}: ${toNamesText(datasets)}`,
      }),
    );
  addExamples(command, ["stemma recommend", "stemma recommend my-org/a my-org/b --orthogonal 0"]);
}

/** With the shortest path; the others are in the table and the JSON. */
function toFindingText(finding: Finding, screen: Screen): string {
  const { colors } = screen;
  const { paths, pathCount, message, advice, severity } = finding;
  const more = BigInt(pathCount) - 1n;
  return [
    `${paintSeverity(colors, severity)}  ${toSafeText(message)}`,
    `  ${toSafeText(advice)}`,
    ...paths.slice(0, 1).flatMap((path) => toPathLines(path, "    ", screen)),
    ...(more > 0n ? [colors.dim(`    and ${toQuantity(String(more), "more path")}`)] : []),
  ].join("\n");
}
