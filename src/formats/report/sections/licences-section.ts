import { markup } from "../../markup.ts";
import { toIdList, toIdMarkup, toPathMarkup } from "../elements.ts";
import type { ReportPage, Section } from "../report-page.ts";

const maxRows = 60;

export function toLicencesSection({ input, addTable }: ReportPage): Section | null {
  const { licences } = input;
  if (licences === null) return null;
  return {
    name: "licences",
    title: "Licences along the path",
    content: markup`<p>What a dataset may be used for depends on everything it was made of. This is a reading of what cards declare, not legal advice.</p>
${addTable({
  caption: "What may be done, and what decides it",
  columns: [
    { label: "Dataset" },
    { label: "Class" },
    { label: "Reason" },
    { label: "Path of the weakest link" },
    { label: "Licence not known" },
  ],
  rows: licences.datasets
    .slice(0, maxRows)
    .map(({ id, class: licenceClass, reason, path, unknown }) => [
      toIdMarkup(id),
      licenceClass,
      reason,
      path === null ? "–" : toPathMarkup(path),
      unknown.length === 0 ? "–" : toIdList(unknown, 5),
    ]),
  total: licences.datasets.length,
})}`,
  };
}
