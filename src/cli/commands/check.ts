import { type Command, Option } from "commander";
import type { z } from "zod";
import {
  CheckOutput,
  FailOn,
  findCheckFailure,
  gateMixture,
  startingPolicy,
  toCheckOutput,
  toCheckText,
} from "../../app/index.ts";
import { MixtureFormat, StemmaError } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toTraceReport } from "../views/trace-report.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Checked = z.output<typeof gateMixture.output>;

interface CheckOptions {
  readonly init?: boolean;
  readonly policy?: string;
  readonly formatOfMixture?: MixtureFormat;
  readonly output?: CheckOutput;
  readonly out?: string;
  readonly failOn: FailOn;
  readonly trace?: boolean;
  readonly snapshot?: string;
  readonly measurements?: string;
  readonly today?: string;
}

export function addCheckCommand(program: Command, door: Door): void {
  const command = program
    .command("check")
    .description("check a training mixture against a policy; exit code 3 when it is violated")
    .argument("[mixture]", "file that lists what is trained on; - for stdin")
    .option("--policy <file>", "policy in YAML (default: the one that --init prints)")
    .option("--init", "print a policy to start from")
    .addOption(
      new Option(
        "--format-of-mixture <format>",
        "how the mixture is written, where it cannot be told",
      ).choices(MixtureFormat.options),
    )
    .addOption(new Option("--output <format>", "how to tell the findings").choices(CheckOutput.options))
    .option("--out <file>", "write the findings to a file; its ending says how, unless --output does")
    .addOption(
      new Option("--fail-on <level>", "findings that fail the check")
        .choices(FailOn.options)
        .default("error"),
    )
    .option("--trace", "trace the datasets of the mixture into the store first")
    .option("--snapshot <folder>", "trace them from a snapshot folder instead of the network")
    .option("--measurements <file>", "JSON with the shares that a scan of the rows counted")
    .addOption(new Option("--today <day>", "the day on which acceptances are looked at").hideHelp())
    .action((mixture: string | undefined, options: CheckOptions) =>
      options.init === true
        ? door.write(startingPolicy.trimEnd())
        : check(door, { command, mixture, options }),
    );
  addExamples(command, [
    "stemma check --init > policy.yaml",
    "stemma check mixture.yaml --policy policy.yaml",
    "stemma check mixture.yaml --snapshot lineage-snapshot --out findings.sarif",
    "stemma check train.yaml --trace --output markdown",
  ]);
}

interface CheckErrand {
  readonly command: Command;
  readonly mixture: string | undefined;
  readonly options: CheckOptions;
}

async function check(door: Door, { command, mixture, options }: CheckErrand): Promise<void> {
  if (mixture === undefined) {
    throw new StemmaError("usage", "check needs the file of a mixture", {
      hint: "stemma check mixture.yaml; stemma check --init prints a policy",
    });
  }
  const { out, failOn } = options;
  const output = options.output ?? (out === undefined ? undefined : toCheckOutput(out));
  await door.perform({
    command,
    useCase: gateMixture,
    input: {
      mixture,
      text: mixture === "-" ? await door.readInput() : null,
      format: options.formatOfMixture ?? null,
      policy: options.policy ?? null,
      measurements: options.measurements ?? null,
      trace: options.trace === true || options.snapshot !== undefined,
      today: options.today ?? null,
      out: out === undefined ? null : { path: out, output: output ?? "text" },
    },
    view: toCheckView(output ?? "text"),
    format: toPrintFormat(output),
    toReport: toCheckReport,
    findFailure: (checked) => findCheckFailure(checked, failOn),
  });
}

function toPrintFormat(output: CheckOutput | undefined): "json" | "human" | undefined {
  if (output === undefined) return undefined;
  return output === "json" ? "json" : "human";
}

/** What is written to a file is not printed as well. */
function toCheckView(output: CheckOutput): View<Checked> {
  return {
    toHuman: ({ check: result, path }) => ({ pieces: path === null ? [toCheckText(result, output)] : [] }),
    toTable: toFindingTable,
    toQuiet: ({ check: { entries, findings } }) => [
      ...new Set(
        findings
          .filter(({ level, acceptedUntil }) => level === "error" && acceptedUntil === null)
          .flatMap(({ entryIndex }) => (entryIndex === null ? [] : (entries[entryIndex]?.id ?? []))),
      ),
    ],
    toJsonPieces: ({ check: result, path }) => ({
      pieces: path === null ? [toCheckText(result, "json")] : [],
    }),
  };
}

function toFindingTable({ check: { entries, findings } }: Checked): Table {
  return {
    columns: ["level", "rule", "line", "dataset", "about", "message", "path", "accepted until"],
    rows: findings.map((finding) => {
      const entry = finding.entryIndex === null ? undefined : entries[finding.entryIndex];
      const first = finding.path[0]?.upstream;
      const ids = first === undefined ? [] : [first, ...finding.path.map(({ downstream }) => downstream)];
      return [
        finding.level,
        finding.rule,
        String(entry?.line ?? ""),
        entry?.id ?? "",
        finding.dataset ?? "",
        finding.message,
        ids.join(" -> "),
        finding.acceptedUntil ?? "",
      ];
    }),
  };
}

function toCheckReport({ traced, path }: Checked, screen: Parameters<typeof toTraceReport>[1]): string {
  return [
    ...(traced === null ? [] : [toTraceReport(traced, screen).trimStart()]),
    ...(path === null ? [] : [`written: ${path}`]),
  ].join("\n");
}
