import type { Command } from "commander";
import type { z } from "zod";
import { computeStatistics, findStatisticsFailure } from "../../app/index.ts";
import type { ImportProblem } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import { toQuantity } from "../views/quantity.ts";
import { toSectionsText } from "../views/sections.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Computed = z.output<typeof computeStatistics.output>;
type Statistics = Computed["statistics"];

/** Rejected records named on stderr; the others are counted. */
const mostProblems = 100;

export function addStatsCommand(program: Command, door: Door): void {
  const command = program
    .command("stats")
    .description("print the topology by domain, the matrix of domains, the timeline and the rankings")
    .option(
      "--from <path>",
      "a graph in a file or folder (JSON, CSV, GraphML, graph.jsonl with data.jsonl) instead of the store",
    )
    .option("--strict", "print the stricter figures: different pairs, datasets on the hub, documented roots")
    .action(({ from, strict }: { from?: string; strict?: boolean }) =>
      door.perform({
        command,
        useCase: computeStatistics,
        input: { from: from ?? null },
        view: toStatsView(strict ?? false),
        toReport: toStatsReport,
        findFailure: findStatisticsFailure,
      }),
    );
  addExamples(command, [
    "stemma stats",
    "stemma stats --from lineage-graph/          # somebody else's graph",
    "stemma stats --strict --json | jq .domains",
  ]);
}

function toStatsView(isStrict: boolean): View<Computed> {
  return {
    toHuman: ({ statistics }, screen) =>
      toSectionsText(
        [
          { title: "Topology by domain", table: toTopologyTable(statistics, isStrict) },
          {
            title: "From (rows) into (columns): edges, share of the column",
            table: toMatrixTable(statistics, isStrict),
          },
          {
            title: "Datasets by year: internal + roots",
            table: toTimelineTable(statistics, isStrict),
            none: "no dataset of a known domain",
          },
          ...toRankingSections(statistics, isStrict),
        ],
        screen,
      ),
    toTable: ({ statistics }) => toFigureTable(statistics),
    toQuiet: ({ statistics: { nodes, edges } }) => [String(nodes), String(edges)],
    toJson: ({ statistics }) => statistics,
  };
}

function toTopologyTable({ domains }: Statistics, isStrict: boolean): Table {
  return {
    columns: ["domain", "datasets", "depth", "in", "out", "roots"],
    rows: domains.map((domain) => [
      domain.domain,
      String(domain.nodes),
      (isStrict ? domain.strictDepth : domain.depth).toFixed(2),
      (isStrict ? domain.strictInDegree : domain.inDegree).toFixed(2),
      (isStrict ? domain.strictOutDegree : domain.outDegree).toFixed(2),
      toShare(isStrict ? domain.strictRootShare : domain.rootShare),
    ]),
  };
}

function toMatrixTable({ domains, matrix }: Statistics, isStrict: boolean): Table {
  const names = domains.map(({ domain }) => domain);
  return {
    columns: ["", ...names],
    rows: names.map((upstream) => [
      upstream,
      ...matrix
        .filter((entry) => entry.upstream === upstream)
        .map((entry) =>
          isStrict
            ? `${entry.strictCount} ${toShare(entry.strictColumnShare)}`
            : `${entry.count} ${toShare(entry.columnShare)}`,
        ),
    ]),
  };
}

function toTimelineTable({ domains, timeline }: Statistics, isStrict: boolean): Table {
  const years = [...Map.groupBy(timeline, ({ year }) => year)];
  return {
    columns: ["year", ...domains.map(({ domain }) => domain)],
    rows: years.map(([year, entries]) => [
      year === null ? "unknown" : String(year),
      ...domains.map(({ domain }) =>
        entries
          .filter((entry) => entry.domain === domain)
          .map(({ count, strictCount }) => (isStrict ? strictCount : count))
          .join(" + "),
      ),
    ]),
  };
}

function toRankingSections({ rankings }: Statistics, isStrict: boolean) {
  const { mostReused, largestInDegree, deepest } = rankings;
  return [
    {
      title: "Most reused",
      table: {
        columns: ["domain", "rank", "dataset", "reused"],
        rows: mostReused.map((one) => [
          one.domain,
          String(one.rank),
          one.id,
          String(isStrict ? one.strictOutDegree : one.outDegree),
        ]),
      },
    },
    {
      title: "Built from the most",
      table: {
        columns: ["rank", "dataset", "upstreams"],
        rows: largestInDegree.map((one) => [
          String(one.rank),
          one.id,
          String(isStrict ? one.strictInDegree : one.inDegree),
        ]),
      },
    },
    {
      title: "Deepest",
      table: {
        columns: ["rank", "dataset", "depth"],
        rows: deepest.map((one) => [
          String(one.rank),
          one.id,
          String(isStrict ? one.strictDepth : one.depth),
        ]),
      },
    },
  ];
}

/** Every figure on a line of its own, those of both kinds. */
function toFigureTable({ domains, matrix, timeline, rankings, ...totals }: Statistics): Table {
  const toRows = (table: string, key: string, figures: Readonly<Record<string, unknown>>) =>
    Object.entries(figures).map(([figure, value]) => [table, key, figure, String(value ?? "")]);
  return {
    columns: ["table", "key", "figure", "value"],
    rows: [
      ...toRows("graph", "", totals),
      ...domains.flatMap(({ domain, ...figures }) => toRows("domains", domain, figures)),
      ...matrix.flatMap(({ upstream, downstream, ...figures }) =>
        toRows("matrix", `${upstream} -> ${downstream}`, figures),
      ),
      ...timeline.flatMap(({ year, domain, kind, ...figures }) =>
        toRows("timeline", `${year ?? "unknown"} ${domain} ${kind}`, figures),
      ),
      ...Object.entries(rankings).flatMap(([name, places]) =>
        places.flatMap(({ rank, ...figures }) =>
          toRows(name, "domain" in figures ? `${figures.domain} ${rank}` : String(rank), figures),
        ),
      ),
    ],
  };
}

function toStatsReport({ statistics, origin, format, problems, setAside }: Computed): string {
  const { nodes, edges, unresolved, withoutDomain } = statistics;
  const rejected = problems.filter(({ effect }) => effect === "rejected");
  const odd = problems.length - rejected.length;
  const lines = [
    `${toQuantity(nodes, "dataset")} on the hub, ${toQuantity(edges, "recorded edge")}, ${unresolved} unresolved, ${withoutDomain} without a domain: ${origin}${format === null ? "" : ` (${format})`}`,
    ...(setAside.length === 0 ? [] : [`not part of the graph: ${setAside.join(", ")}`]),
    ...rejected.slice(0, mostProblems).map(toProblemText),
    ...(rejected.length > mostProblems ? [`and ${rejected.length - mostProblems} more rejected`] : []),
    ...(odd === 0 ? [] : [`${toQuantity(odd, "record")} kept although something about them is odd`]),
  ];
  return lines.map(toSafeText).join("\n");
}

function toProblemText({ file, line, path, reason, record }: ImportProblem): string {
  const place = [file, ...(line === null ? [] : [String(line)]), ...(path === null ? [] : [path])].join(":");
  return `rejected: ${place}: ${reason}: ${record}`;
}

function toShare(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
