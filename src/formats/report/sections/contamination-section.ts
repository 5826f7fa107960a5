import type { DatasetId } from "../../../model/index.ts";
import { toIdKey } from "../../../model/index.ts";
import { toPathsChart } from "../../charts/index.ts";
import { type Markup, markup } from "../../markup.ts";
import { toIdMarkup, toIdText, toNumberText, toPathList, toQuantity } from "../elements.ts";
import type { ReportContamination } from "../report-input.ts";
import type { ReportPage, Section } from "../report-page.ts";
import { severityOrder, toSeverityMark } from "./findings-section.ts";

type Cell = ReportContamination["cells"][number];

const maxRows = 60;
const maxColumns = 8;
/** Datasets whose paths are written out, and paths of each cell. */
const maxWritten = 40;
const maxPathsWritten = 4;
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
  const written = listWritten(contamination);
  return {
    name: "contamination",
    title: "Benchmark contamination",
    content:
      cells.length === 0
        ? markup`<p>No benchmark that the graph knows reaches a dataset along a known path.</p>`
        : markup`<p>Which benchmarks reach which datasets along the lineage, with the number of steps. That a path exists says that rows may have come through, not that they did. A path that carries other splits only, as stated, is no alarm.</p>
${toMatrix(page, contamination, new Set(written.flatMap((each) => each.cells)))}
${toFigures(page, contamination)}
${toPathDetails(contamination, written)}`,
  };
}

function toMatrix(
  { addTable }: ReportPage,
  { benchmarks, datasets, cells }: ReportContamination,
  written: ReadonlySet<Cell>,
): Markup {
  const reaching = benchmarks
    .filter(({ reached }) => reached > 0)
    .toSorted((a, b) => b.alarmed - a.alarmed || b.reached - a.reached)
    .map(({ id, testSplit }) => ({ id, note: testSplit === null ? "" : ` (${testSplit})` }));
  const reached = sortDatasets(datasets).map(({ id }) => ({ id, note: "" }));
  const byPair = new Map(
    cells.map((cell, at) => [
      toPair(cell.dataset, cell.benchmark),
      toCell(cell, written.has(cell) ? `#cell-${at}` : null),
    ]),
  );
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
    markup`<p class="rest">${toNumberText(columns.length - shown.length)} more columns, not shown here.</p>`
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

function toCell({ severity, exposure, distance }: Cell, address: string | null): Markup {
  const text = distance === 0 ? "itself" : toQuantity(distance, "step");
  const place = address === null ? text : markup`<a href="${address}">${text}</a>`;
  return markup`${toSeverityMark(severity)}<br><small>${exposureTexts[exposure]}, <span class="unbroken">${place}</span></small>`;
}

/** Datasets that a benchmark reaches, the worst first. */
function sortDatasets(datasets: ReportContamination["datasets"]): ReportContamination["datasets"] {
  const toRank = ({ severity }: (typeof datasets)[number]) => severityOrder.indexOf(severity ?? "info");
  return datasets
    .filter(({ severity }) => severity !== null)
    .toSorted((a, b) => toRank(a) - toRank(b) || b.alarms - a.alarms);
}

interface Written {
  readonly dataset: DatasetId;
  readonly cells: readonly Cell[];
}

/** The cells whose paths are written out, by dataset. */
function listWritten({ datasets, cells }: ReportContamination): Written[] {
  const byDataset = Map.groupBy(
    cells.filter(({ paths }) => paths.length > 0),
    ({ dataset }) => toIdKey(dataset),
  );
  return sortDatasets(datasets)
    .flatMap(({ id }) => {
      const own = byDataset.get(toIdKey(id));
      return own === undefined ? [] : [{ dataset: id, cells: own }];
    })
    .slice(0, maxWritten);
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

function toPathDetails({ datasets, cells }: ReportContamination, written: readonly Written[]): Markup | null {
  if (written.length === 0) return null;
  const places = new Map(cells.map((cell, at) => [cell, at]));
  const rest = sortDatasets(datasets).length - written.length;
  return markup`<h3>The paths behind each cell</h3>
${written.map(
  ({ dataset, cells: own }) =>
    markup`<details><summary><bdi class="id">${dataset}</bdi> (${toQuantity(own.length, "benchmark")})</summary>${own.map(
      (cell) => toCellPaths(cell, places.get(cell) ?? 0),
    )}</details>`,
)}${rest > 0 && markup`<p class="rest">${toQuantity(rest, "more dataset", "more datasets")}, not shown here.</p>`}`;
}

function toCellPaths(cell: Cell, at: number): Markup {
  const { benchmark, severity, exposure, distance, paths, pathCount, clearPathCount } = cell;
  const place =
    distance === 0 ? "the benchmark itself" : `${toQuantity(distance, "step")} on the shortest path`;
  return markup`<div id="cell-${at}"><h4>${toIdMarkup(benchmark)} ${toSeverityMark(severity)}</h4>
<p>${exposureTexts[exposure]}, ${place}.</p>${toPathList(
    paths.slice(0, maxPathsWritten),
    exposure === "clear" ? clearPathCount : pathCount,
  )}</div>`;
}
