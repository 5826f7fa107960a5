import { stringify } from "yaml";
import type { BuildAccount, BuildPlan, StageCount } from "../../curate/index.ts";
import { toMarkdownText } from "../../formats/index.ts";
import { isHubId } from "../../model/index.ts";
import type { BuildManifest } from "./build-manifest.ts";

/** The dataset card of a set: what is in it, of whom, under which licences, and what became of the rest. */
export function toSetCard(
  manifest: Omit<BuildManifest, "outputs">,
  paths: readonly (string | null)[],
): string {
  const { plan, account } = manifest;
  return [
    toFrontMatter(plan, account),
    `# ${toMarkdownText(plan.name)}`,
    "",
    `${toCount(account.rows)} rows of ${toCount(account.records)} records of ${plan.sources.length} datasets. Every row names the file and the record that it comes from; every record that is not in the set stands in \`ledger.parquet\` with the stage, the reason and the row that caused it. \`manifest.json\` says from which files it was built and how; \`stemma build verify\` checks all of it.`,
    "",
    ...toLineageSection(manifest, paths),
    ...toStageSection(account),
    ...toSourceSection(account),
    ...toBenchmarkSection(manifest),
    ...toLicenceSection(plan),
  ].join("\n");
}

function toFrontMatter(plan: BuildPlan, { rows, sources: counted }: BuildAccount): string {
  const used = counted.filter((source) => source.rows > 0);
  const sources = used.map(({ dataset }) => dataset).filter(isHubId);
  const front = {
    pretty_name: plan.name,
    license: "other",
    license_name: "see-sources",
    ...(plan.filters.languages.length === 0 ? {} : { language: plan.filters.languages }),
    task_categories: ["text-generation"],
    size_categories: [toSizeCategory(rows)],
    ...(sources.length === 0 ? {} : { source_datasets: sources }),
    configs: [{ config_name: "default", data_files: [{ split: "train", path: "data/train-*.parquet" }] }],
  };
  return `---\n${stringify(front, { lineWidth: 0 })}---\n`;
}

const sizes = ["1K", "10K", "100K", "1M", "10M", "100M", "1B"];

/** As the hub names sizes. */
function toSizeCategory(rows: number): string {
  const step = Math.max(0, Math.floor(Math.log10(Math.max(1, rows))) - 2);
  if (step === 0) return "n<1K";
  const [from, to] = [sizes[step - 1], sizes[step]];
  return to === undefined || from === undefined ? "n>1B" : `${from}<n<${to}`;
}

function toLineageSection(
  { plan, account, sources }: Omit<BuildManifest, "outputs">,
  paths: readonly (string | null)[],
) {
  const rows = plan.sources.map(({ dataset, role, licence, domains }, index) => [
    toMarkdownText(dataset),
    role,
    domains.join(", "),
    licence,
    sources[index]?.files[0]?.revision?.slice(0, 12) ?? "",
    toMarkdownText(paths[index] ?? ""),
    toCount(account.sources[index]?.rows ?? 0),
  ]);
  return [
    "<!-- stemma:lineage:start -->",
    "## Lineage",
    "",
    ...toTable(["upstream", "role", "domains", "licence", "revision", "path", "rows"], rows),
    "<!-- stemma:lineage:end -->",
    "",
  ];
}

const meanings: Readonly<Record<StageCount["stage"], string>> = {
  read: "records that cannot be read or have no question and answer",
  filter: "length, emptiness, control characters, language",
  draw: "quotas of sources and shares of domains",
  budget: "sources that repeat too much",
  exact: "questions that were asked before",
  near: "questions that are much like one that is there",
  decontamination: "rows that hold a benchmark item",
};

function toStageSection({ stages }: BuildAccount) {
  const rows = stages.map(({ stage, in: before, out, dropped }) => [
    stage,
    meanings[stage],
    toCount(before),
    toCount(before - out),
    toCount(out),
    Object.entries(dropped)
      .map(([reason, count]) => `${reason} ${toCount(count)}`)
      .join(", "),
  ]);
  return ["## Stages", "", ...toTable(["stage", "what goes", "in", "dropped", "out", "why"], rows), ""];
}

function toSourceSection({ sources, stages }: BuildAccount) {
  const names = stages.map(({ stage }) => stage);
  const rows = sources.map(({ dataset, records, rows: kept, stages: own, undetermined }) => [
    toMarkdownText(dataset),
    toCount(records),
    ...own.map(({ in: before, out }) => toCount(before - out)),
    toCount(kept),
    toCount(undetermined),
  ]);
  return [
    "## Sources",
    "",
    "What each stage dropped of each source. Rows without enough prose to tell their language stay, and are counted.",
    "",
    ...toTable(["source", "records", ...names, "rows", "language not told"], rows),
    "",
  ];
}

function toBenchmarkSection({ plan, benchmarks }: Omit<BuildManifest, "outputs">) {
  if (benchmarks.length === 0) return ["## Benchmarks", "", "The set was compared with no benchmark.", ""];
  const rows = benchmarks.map(({ dataset, files }) => [
    toMarkdownText(dataset),
    toCount(files.reduce((sum, file) => sum + file.rows, 0)),
  ]);
  return [
    "## Benchmarks",
    "",
    `Rows that ask what an item asks, or hold one up to the level "${plan.decontamination.level}", are not in the set.`,
    "",
    ...toTable(["benchmark", "items"], rows),
    "",
  ];
}

function toLicenceSection({ sources }: BuildPlan) {
  const classes = [...new Set(sources.map(({ licence }) => licence))].sort();
  const lines = classes.map((licence) => {
    const own = sources
      .filter((source) => source.licence === licence)
      .map(({ dataset }) => toMarkdownText(dataset));
    return `- ${licence}: ${own.join(", ")}`;
  });
  return [
    "## Licences",
    "",
    "The rows stand under the licences of the datasets that they come from, and of those that these were built on. This is no legal advice.",
    "",
    ...lines,
    "",
  ];
}

function toTable(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const toLine = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [toLine(columns), toLine(columns.map(() => "---")), ...rows.map(toLine)];
}

function toCount(count: number): string {
  return count.toLocaleString("en-US");
}
