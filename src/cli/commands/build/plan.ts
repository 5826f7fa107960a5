import { type Command, Option } from "commander";
import type { z } from "zod";
import { planBuild } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { toQuantity } from "../../views/quantity.ts";
import type { View } from "../../views/view.ts";
import { addExamples, parseCount } from "../examples.ts";

type Report = z.output<typeof planBuild.output>;
type Input = z.input<typeof planBuild.input>;

interface PlanOptions {
  readonly graph?: string;
  readonly name?: string;
  readonly seed?: number;
  readonly data?: string[];
  readonly benchmark?: string[];
  readonly domain?: Input["domains"];
  readonly licence?: Input["licence"];
  readonly minReuse?: number;
  readonly max?: number;
  readonly internal?: number;
  readonly quota?: number;
}

export function addBuildPlanCommand(parent: Command, door: Door): void {
  const command = parent
    .command("plan")
    .description("choose the roots that a set can be built from, most reused first, as YAML to edit")
    .argument("[id...]", "only what these datasets are built on (default: the whole graph)")
    .option("--graph <path>", "the graph of a file in the place of the store's")
    .option("--data <id=place...>", "where a dataset's rows are: org/name=path (default: on the hub)")
    .option("--benchmark <id...>", "what the set is to be clean of: org/name, or org/name=path")
    .addOption(
      new Option("--domain <name...>", "these domains only").choices(["math", "code", "science", "general"]),
    )
    .addOption(
      new Option("--licence <class>", "what the licences must allow").choices(["any", "commercial-ok"]),
    )
    .option("--min-reuse <n>", "datasets that must be built on a root (default: 1)", parseCount)
    .option("--max <n>", "roots to take at most", parseCount)
    .option("--internal <n>", "datasets that are no roots to add at most (default: 0)", parseCount)
    .option("--quota <n>", "rows to take of each source at most", parseCount)
    .option("--name <name>", "of the set (default: my-set)")
    .option("--seed <n>", "of every draw (default: 1)", parseCount)
    .action((ids: string[], options: PlanOptions) =>
      door.perform({
        command,
        useCase: planBuild,
        input: toInput(ids, options),
        view: planView,
        toReport: toPlanReport,
      }),
    );
  addExamples(command, [
    "stemma build plan > plan.yaml",
    "stemma build plan my-org/mix --domain math --licence commercial-ok",
    "stemma build plan --data openai/gsm8k=gsm8k.jsonl --benchmark HuggingFaceH4/MATH-500=math500.jsonl",
  ]);
}

function toInput(ids: string[], options: PlanOptions): Input {
  const { data, benchmark, domain, max, internal, ...rest } = options;
  return {
    ids,
    ...rest,
    data: data ?? [],
    benchmarks: benchmark ?? [],
    domains: domain ?? [],
    maxSources: max ?? null,
    maxInternal: internal ?? 0,
  };
}

const planView: View<Report> = {
  toHuman: ({ text }) => text,
  toTable: ({ plan }) => ({
    columns: ["dataset", "role", "built on it", "licence", "domains", "rows"],
    rows: plan.sources.map(({ dataset, role, reuse, licence, domains, rows }) => [
      dataset,
      role,
      String(reuse),
      licence,
      domains.join(", "),
      rows,
    ]),
  }),
  toQuiet: ({ plan }) => plan.sources.map(({ dataset }) => dataset),
};

function toPlanReport({ plan, expectedRows, unknownSizes }: Report): string {
  const known = plan.sources.length - unknownSizes.length;
  const sizes =
    known === 0
      ? "sizes are known when the rows are read"
      : `${expectedRows.toLocaleString("en-US")} rows in ${toQuantity(known, "source")}${unknownSizes.length === 0 ? "" : `, ${unknownSizes.length} of unknown size`}`;
  return `${toQuantity(plan.sources.length, "source")}, ${plan.excluded.length} left out; ${sizes}`;
}
