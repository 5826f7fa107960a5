import { markup } from "../../markup.ts";
import { toIdMarkup, toNumberText } from "../elements.ts";
import type { ReportPage, Section } from "../report-page.ts";

/** The paper's Tables 6 to 8. */
export function toRankingsSection({ input, addTable }: ReportPage): Section | null {
  if (input.statistics === null) return null;
  const { mostReused, largestInDegree, deepest } = input.statistics.rankings;
  const toYear = (year: number | null) => (year === null ? "unknown" : String(year));
  const toColumns = (figure: string) => [
    { label: "Dataset" },
    { label: "Domain" },
    { label: "Year", isNumber: true },
    { label: "Rank", isNumber: true },
    { label: figure, isNumber: true },
    { label: "strictly", isNumber: true },
  ];
  return {
    name: "rankings",
    title: "Rankings",
    content: markup`<p>Equal figures are ordered by id; a dataset whose figure is 0 has no place.</p>
${addTable({
  caption: "Most reused datasets, by domain",
  columns: toColumns("Out-degree"),
  rows: mostReused.map(({ domain, rank, id, year, outDegree, strictOutDegree }) => [
    toIdMarkup(id),
    domain,
    toYear(year),
    toNumberText(rank),
    toNumberText(outDegree),
    toNumberText(strictOutDegree),
  ]),
})}
${addTable({
  caption: "Datasets made of the most others",
  columns: toColumns("In-degree"),
  rows: largestInDegree.map(({ rank, id, domains, year, inDegree, strictInDegree }) => [
    toIdMarkup(id),
    domains.join(", "),
    toYear(year),
    toNumberText(rank),
    toNumberText(inDegree),
    toNumberText(strictInDegree),
  ]),
})}
${addTable({
  caption: "Datasets with the longest lineage",
  columns: toColumns("Depth"),
  rows: deepest.map(({ rank, id, domains, year, depth, strictDepth }) => [
    toIdMarkup(id),
    domains.join(", "),
    toYear(year),
    toNumberText(rank),
    toNumberText(depth),
    toNumberText(strictDepth),
  ]),
})}`,
  };
}
