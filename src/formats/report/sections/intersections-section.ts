import type { EvidencePath } from "../../../model/index.ts";
import { toPathsChart } from "../../charts/index.ts";
import { type Markup, markup } from "../../markup.ts";
import {
  toCountText,
  toIdList,
  toIdMarkup,
  toIdText,
  toNumberText,
  toPathList,
  toPathMarkup,
  toQuantity,
} from "../elements.ts";
import type { ReportIntersections } from "../report-input.ts";
import type { ReportPage, Section } from "../report-page.ts";

const maxTargets = 6;
const maxDrawn = 5;
const maxPathsDrawn = 4;
const maxSteps = 90;
const maxRows = 30;

/** The paper's Table 9 and Figure 5. */
export function toIntersectionsSection(page: ReportPage): Section | null {
  const reports = page.input.intersections;
  if (reports === null) return null;
  const found = reports
    .filter(({ intersections }) => intersections.length > 0)
    .toSorted(
      (a, b) =>
        b.includedTwice.length - a.includedTwice.length || b.intersections.length - a.intersections.length,
    );
  const without = reports
    .filter(({ intersections }) => intersections.length === 0)
    .map(({ target }) => target);
  return {
    name: "intersections",
    title: "Intersections",
    content: markup`<p>A source that reaches a dataset by two or more paths may be in it more than once.</p>
${found.length > maxTargets && toSummaryTable(page, found)}
${found.slice(0, maxTargets).map((report) => toTarget(page, report))}${
  without.length > 0 &&
  markup`<p>No source comes in by more than one known path: ${toIdList(without, 20)}.</p>`
}`,
  };
}

/** Where there are too many to show each with its paths. */
function toSummaryTable({ addTable }: ReportPage, reports: readonly ReportIntersections[]): Markup {
  return addTable({
    caption: `Datasets with sources that come in more than once; the first ${maxTargets} are shown in full below`,
    columns: [
      { label: "Dataset" },
      { label: "Ancestors", isNumber: true },
      { label: "With several paths", isNumber: true },
      { label: "Included twice", isNumber: true },
    ],
    rows: reports
      .slice(0, maxRows)
      .map(({ target, ancestors, intersections, includedTwice }) => [
        toIdMarkup(target),
        toNumberText(ancestors),
        toNumberText(intersections.length),
        toNumberText(includedTwice.length),
      ]),
    total: reports.length,
  });
}

function toTarget(page: ReportPage, report: ReportIntersections): Markup {
  const { target, ancestors, intersections, includedTwice } = report;
  const forks = intersections.filter(({ through }) => through.length > 1);
  const others = intersections.filter(({ through }) => through.length <= 1).map(({ ancestor }) => ancestor);
  return markup`<h3>${toIdMarkup(target)}</h3>
<p>${toQuantity(intersections.length, "source")} of ${toQuantity(ancestors, "ancestor")} ${intersections.length === 1 ? "comes" : "come"} in by more than one path.</p>
${includedTwice.length > 0 && toIncludedTwice(report)}
${toIntersectionFigure(page, report)}
${page.addTable({
  caption: `Where paths into ${toIdText(target)} part`,
  columns: [{ label: "Source" }, { label: "Paths", isNumber: true }, { label: "Towards" }],
  rows: forks
    .slice(0, maxRows)
    .map(({ ancestor, pathCount, through }) => [
      toIdMarkup(ancestor),
      toCountText(pathCount),
      toIdList(through),
    ]),
  total: forks.length,
})}
${others.length > 0 && markup`<p class="rest">Upstream of these, and so by several paths too: ${toIdList(others, 20)}.</p>`}`;
}

function toIncludedTwice({ includedTwice }: ReportIntersections): Markup {
  return markup`<ul class="notes">${includedTwice
    .slice(0, maxRows)
    .map(
      ({ upstream, within }) =>
        markup`<li><strong>Included twice:</strong> ${toIdMarkup(upstream)} is named directly and comes in again with<ul>${within.map(
          ({ path }) => markup`<li>${toPathMarkup(path)}</li>`,
        )}</ul></li>`,
    )}</ul>`;
}

function toIntersectionFigure(
  page: ReportPage,
  { target, intersections }: ReportIntersections,
): Markup | null {
  const forks = intersections.filter(({ through, paths }) => through.length > 1 && paths.length > 1);
  const drawn = takeDrawable(
    forks.slice(0, maxDrawn).map(({ ancestor, paths, pathCount }) => ({
      ancestor,
      pathCount,
      paths: paths.slice(0, maxPathsDrawn),
    })),
  );
  if (drawn.length === 0) return null;
  return page.addFigure({
    caption: `Where paths into ${toIdText(target)} meet`,
    charts: [
      toPathsChart({
        title: `Where paths into ${toIdText(target)} meet`,
        paths: drawn.flatMap(({ paths }) => paths),
        subject: target,
        meetings: drawn.map(({ ancestor }) => ancestor),
        roleTexts: { subject: "the dataset asked about", meeting: "source with several paths" },
        findDataset: page.findDataset,
      }),
    ],
    size: "natural",
    twin: markup`${drawn.map(({ ancestor, paths, pathCount }) => markup`<h4>${toIdMarkup(ancestor)}</h4>${toPathList(paths, pathCount)}`)}`,
    twinTitle: "The paths in full",
  });
}

interface Drawable {
  readonly paths: readonly EvidencePath[];
}

/** As many as stay legible together; the first in any case, unless it alone is too long. */
function takeDrawable<Item extends Drawable>(items: readonly Item[]): Item[] {
  let steps = 0;
  return items.filter(({ paths }) => {
    const own = paths.reduce((sum, path) => sum + path.steps.length, 0);
    if (steps + own > maxSteps) return false;
    steps += own;
    return true;
  });
}
