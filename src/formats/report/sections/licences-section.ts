import { type Markup, markup } from "../../markup.ts";
import { toIdList, toIdMarkup, toNumberText, toPathMarkup } from "../elements.ts";
import type { ReportLicence } from "../report-input.ts";
import type { ReportPage, Section } from "../report-page.ts";

const maxRows = 60;

const classMarks: Readonly<Record<ReportLicence["class"], Markup>> = {
  "commercial-ok": markup`<span class="mark calm">✓ commercial use</span>`,
  "research-only": markup`<span class="mark medium">◆ research only</span>`,
  unknown: markup`<span class="mark medium">? unknown</span>`,
  conflicting: markup`<span class="mark high">▲ conflicting</span>`,
};

/** Licence, gate and conditions of everything upstream, carried down. */
export function toLicencesSection({ input, addTable }: ReportPage): Section | null {
  const { licences } = input;
  const notice = licences?.[0]?.notice;
  if (licences === null || notice === undefined) return null;
  return {
    name: "licences",
    title: "Licences along the path",
    content: markup`<p>What a dataset may be used for depends on everything it was made of. ${notice}</p>
${addTable({
  caption: "What everything upstream allows together",
  columns: [
    { label: "Dataset" },
    { label: "Allowed" },
    { label: "What decides it" },
    { label: "Path from there" },
    { label: "Licences not known", isNumber: true },
  ],
  rows: licences
    .slice(0, maxRows)
    .map(({ dataset, class: allowed, weakest, unknown }) => [
      toIdMarkup(dataset),
      classMarks[allowed],
      weakest === null ? "–" : weakest.reason,
      weakest === null ? "–" : toPathMarkup(weakest.path),
      toNumberText(unknown.length),
    ]),
  total: licences.length,
})}
${licences.slice(0, maxRows).map(toDetails)}`,
  };
}

function toDetails({ dataset, conflicts, overclaims, unknown, conditions }: ReportLicence): Markup {
  const notes = [
    ...conflicts.map(({ message, paths }) => markup`<strong>Conflict:</strong> ${message}${toPaths(paths)}`),
    ...overclaims.map(({ message }) => markup`<strong>Claims more than it may:</strong> ${message}`),
    ...conditions.map(
      ({ condition, from }) => markup`<strong>To keep to:</strong> ${condition} (${toIdList(from, 6)})`,
    ),
    ...(unknown.length === 0
      ? []
      : [
          markup`<strong>Licence not known:</strong> ${toIdList(
            unknown.map((each) => each.dataset),
            30,
          )}`,
        ]),
  ];
  if (notes.length === 0) return markup``;
  return markup`<details><summary>Terms along the path of <bdi class="id">${dataset}</bdi></summary><ul class="notes">${notes.map(
    (note) => markup`<li>${note}</li>`,
  )}</ul></details>`;
}

function toPaths(paths: ReportLicence["conflicts"][number]["paths"]): Markup {
  return markup`<ul>${paths.map((path) => markup`<li>${toPathMarkup(path)}</li>`)}</ul>`;
}
