import { toCompositionChart } from "../../charts/index.ts";
import { markup } from "../../markup.ts";
import { toMeanText, toNumberText, toPercentText, toQuantity } from "../elements.ts";
import type { ReportStatistics } from "../report-input.ts";
import type { ReportPage, Section } from "../report-page.ts";

/** The paper's Tables 1 and 2, each with Stemma's stricter figures beside. */
export function toTopologySection(page: ReportPage): Section | null {
  const { statistics } = page.input;
  if (statistics === null) return null;
  return {
    name: "topology",
    title: "Topology by domain",
    content: markup`${toTopologyTable(page, statistics)}
<dl class="definitions">
<dt>As the paper counts</dt><dd>Datasets on the hub; one of several domains counts in each. Depth is the longest way up, an unresolved upstream being a step. Degrees count every recorded edge. A root is a dataset at which tracing ended: no source found, 2020 or earlier, or no source on the hub.</dd>
<dt>Strictly</dt><dd>Different pairs of datasets only. Depth over datasets on the hub. A root is a dataset with a document that could be read, was searched, and names no source.</dd>
</dl>${
      statistics.withoutDomain > 0 &&
      markup`<p class="rest">${toQuantity(statistics.withoutDomain, "dataset")} of no known domain ${statistics.withoutDomain === 1 ? "is" : "are"} in no row.</p>`
    }
<h3>From domain to domain</h3>
<p>How many edges lead from one domain into another, and which share of what goes into the column's domain that is. An edge counts once for each pair of domains of its two datasets; in parentheses the strict count.</p>
${toMatrixTable(page, statistics)}
${toCompositionFigure(page, statistics)}`,
  };
}

function toTopologyTable({ addTable }: ReportPage, { domains }: ReportStatistics) {
  const figures = ["Depth", "In-degree", "Out-degree", "Roots"].map((label) => ({ label, isNumber: true }));
  return addTable({
    caption: "Topology by domain",
    groups: [
      { label: "", span: 2 },
      { label: "As the paper counts", span: 4 },
      { label: "Strictly", span: 4 },
    ],
    columns: [{ label: "Domain" }, { label: "Datasets", isNumber: true }, ...figures, ...figures],
    rows: domains.map((row) => [
      row.domain,
      toNumberText(row.nodes),
      toMeanText(row.depth),
      toMeanText(row.inDegree),
      toMeanText(row.outDegree),
      toPercentText(row.rootShare),
      toMeanText(row.strictDepth),
      toMeanText(row.strictInDegree),
      toMeanText(row.strictOutDegree),
      toPercentText(row.strictRootShare),
    ]),
  });
}

function toMatrixTable({ addTable }: ReportPage, { matrix, domains }: ReportStatistics) {
  const names = domains.map(({ domain }) => domain);
  return addTable({
    caption: "Edges from domain to domain",
    columns: [{ label: "From ↓ into →" }, ...names.map((label) => ({ label, isNumber: true }))],
    rows: names.map((upstream) => [
      upstream,
      ...names.map((downstream) => {
        const cell = matrix.find((entry) => entry.upstream === upstream && entry.downstream === downstream);
        if (cell === undefined) return "–";
        return markup`<span class="heat heat-${Math.ceil(cell.columnShare * 5)}"><b>${toNumberText(cell.count)}</b> <small>${toPercentText(cell.columnShare)} (${toNumberText(cell.strictCount)})</small></span>`;
      }),
    ]),
  });
}

function toCompositionFigure({ addFigure, tools }: ReportPage, { matrix }: ReportStatistics) {
  if (matrix.every(({ count }) => count === 0)) return null;
  const chart = toCompositionChart(matrix, tools);
  return addFigure({
    caption: chart.title,
    charts: [chart],
    size: "fluid",
    twin: markup`<p>${chart.description}. The counts are in the table above.</p>`,
    twinTitle: "The shares in words",
  });
}
