import type { DatasetId } from "../../../model/index.ts";
import { toIdKey } from "../../../model/index.ts";
import { toPathsChart } from "../../charts/index.ts";
import { type Markup, markup } from "../../markup.ts";
import { toIdMarkup, toIdText, toNumberText, toPathList, toQuantity } from "../elements.ts";
import type { ReportContamination } from "../report-input.ts";
import type { ReportPage, Section } from "../report-page.ts";
import { toSeverityMark } from "./findings-section.ts";

type Cell = ReportContamination["cells"][number];

const maxRows = 80;
const maxColumns = 7;
const maxFigures = 4;
const maxPathsDrawn = 24;
const exposureTexts = {
  "test-split": "test split",
  possible: "split unknown",
  clear: "other splits only",
} as const;

/** The paper's Figure 6 and its table of contamination paths, as far as lineage tells. */
export function toContaminationSection(page: ReportPage): Section | null {
  const { contamination } = page.input;
  if (contamination === null) return null;
  const { cells } = contamination;
  return {
    name: "contamination",
    title: "Benchmark contamination",
    content:
      cells.length === 0
        ? markup`<p>No benchmark that the graph knows reaches a dataset along a known path.</p>`
        : markup`<p>Which benchmarks reach which datasets along the lineage, with the number of steps. That a path exists says that rows may have come through, not that they did. A path that carries other splits only, as stated, is no alarm.</p>
${toMatrix(page, contamination)}
${toFigures(page, contamination)}
${toPathDetails(contamination)}`,
  };
}

function toMatrix({ addTable }: ReportPage, { benchmarks, datasets, cells }: ReportContamination): Markup {
  const reaching = benchmarks
    .filter(({ reached }) => reached > 0)
    .toSorted((a, b) => b.alarmed - a.alarmed || b.reached - a.reached)
    .map(({ id, testSplit }) => ({ id, note: testSplit === null ? "" : ` (${testSplit})` }));
  const reached = datasets
    .filter(({ severity }) => severity !== null)
    .toSorted((a, b) => b.alarms - a.alarms)
    .map(({ id }) => ({ id, note: "" }));
  const byPair = new Map(cells.map((cell, at) => [toPair(cell.dataset, cell.benchmark), toCell(cell, at)]));
  const isTall = reached.length >= reaching.length;
  const [rows, columns] = isTall ? [reached, reaching] : [reaching, reached];
  const shown = columns.slice(0, maxColumns);
  const toName = ({ id, note }: Party) => markup`${toIdMarkup(id)}<small>${note}</small>`;
  return markup`${addTable({
    caption: "Datasets and the benchmarks that reach them, with the split that they are scored on",
    columns: [
      { label: isTall ? "Dataset" : "Benchmark" },
      ...shown.map((column) => ({ label: toName(column) })),
    ],
    isWide: true,
    rows: rows
      .slice(0, maxRows)
      .map((row) => [
        toName(row),
        ...shown.map(
          (column) => byPair.get(isTall ? toPair(row.id, column.id) : toPair(column.id, row.id)) ?? noPath,
        ),
      ]),
    total: rows.length,
  })}${
    columns.length > shown.length &&
    markup`<p class="rest">${toNumberText(columns.length - shown.length)} more columns, in the JSON export.</p>`
  }`;
}

interface Party {
  readonly id: DatasetId;
  readonly note: string;
}

const noPath = markup`<span class="none">–</span>`;

function toPair(dataset: DatasetId, benchmark: DatasetId): string {
  return JSON.stringify([toIdKey(dataset), toIdKey(benchmark)]);
}

function toCell({ severity, exposure, distance, paths }: Cell, at: number): Markup {
  const text = distance === 0 ? "itself" : toQuantity(distance, "step");
  const place = paths.length > 0 ? markup`<a href="#cell-${at}">${text}</a>` : text;
  return markup`${toSeverityMark(severity)}<br><small>${exposureTexts[exposure]}, ${place}</small>`;
}

/** One drawing per benchmark with an alarm: how it comes down. */
function toFigures(page: ReportPage, { benchmarks, cells }: ReportContamination): Markup[] {
  const byBenchmark = Map.groupBy(
    cells.filter(({ exposure, paths }) => exposure !== "clear" && paths.length > 0),
    ({ benchmark }) => toIdKey(benchmark),
  );
  return benchmarks
    .toSorted((a, b) => b.alarmed - a.alarmed)
    .flatMap(({ id }) => {
      const paths = (byBenchmark.get(toIdKey(id)) ?? []).flatMap((cell) =>
        cell.paths.filter(({ steps }) => steps.length > 0),
      );
      return paths.length === 0 ? [] : [{ id, paths }];
    })
    .slice(0, maxFigures)
    .map(({ id, paths }) => {
      const drawn = paths.toSorted((a, b) => a.steps.length - b.steps.length).slice(0, maxPathsDrawn);
      return page.addFigure({
        caption: `How ${toIdText(id)} comes down`,
        charts: [
          toPathsChart({
            title: `How ${toIdText(id)} comes down`,
            paths: drawn,
            subject: id,
            meetings: page.input.focus.filter((focus) => toIdKey(focus) !== toIdKey(id)),
            roleTexts: { subject: "the benchmark", meeting: "a dataset asked about" },
            findDataset: page.findDataset,
          }),
        ],
        size: "natural",
        twin: toPathList(drawn, String(paths.length)),
        twinTitle: "The paths in full",
      });
    });
}

function toPathDetails({ cells }: ReportContamination): Markup | null {
  const listed = cells.map((cell, at) => ({ cell, at })).filter(({ cell }) => cell.paths.length > 0);
  if (listed.length === 0) return null;
  const byDataset = Map.groupBy(listed, ({ cell }) => cell.dataset);
  return markup`<h3>The paths behind each cell</h3>
${[...byDataset].slice(0, maxRows).map(
  ([dataset, found]) =>
    markup`<details class="cells"><summary><bdi class="id">${dataset}</bdi> (${toQuantity(found.length, "benchmark")})</summary>${found.map(
      ({
        cell,
        at,
      }) => markup`<div id="cell-${at}"><h4>${toIdMarkup(cell.benchmark)} ${toSeverityMark(cell.severity)}</h4>
<p>${exposureTexts[cell.exposure]}, ${cell.distance === 0 ? "the benchmark itself" : `${toNumberText(cell.distance)} steps on the shortest path`}.</p>${toPathList(
        cell.paths,
        cell.exposure === "clear" ? cell.clearPathCount : cell.pathCount,
      )}</div>`,
    )}</details>`,
)}${
  byDataset.size > maxRows &&
  markup`<p class="rest">${toNumberText(byDataset.size - maxRows)} more datasets, in the JSON export.</p>`
}`;
}
