import { type Markup, markup } from "../markup.ts";
import { toNumberText } from "./elements.ts";

interface TableColumn {
  readonly label: Markup | string;
  readonly isNumber?: boolean;
}

export interface Table {
  readonly caption: string;
  /** A row of headings above those of the columns; the spans add up to the number of columns. */
  readonly groups?: readonly { readonly label: string; readonly span: number }[];
  readonly columns: readonly TableColumn[];
  /** Gives the columns room for an id. */
  readonly isWide?: boolean;
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly (Markup | string)[])[];
  /** Rows there are, shown or not. */
  readonly total?: number;
}

/** A table in a box that can be scrolled sideways, by keyboard too. */
export function toTable({ caption, groups, columns, isWide, rows, total = rows.length }: Table): Markup {
  const rest = total - rows.length;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
<table${isWide && wideClass}><caption><span>${caption}</span></caption>
<thead>${groups && toGroupRow(groups)}<tr>${columns.map(
    ({ label, isNumber }) => markup`<th scope="col"${isNumber ? numberClass : null}>${label}</th>`,
  )}</tr></thead>
<tbody>${rows.map((row) => toRow(row, columns))}</tbody></table></div>${
    rest > 0 && markup`<p class="rest">${toNumberText(rest)} more, not shown here.</p>`
  }`;
}

const wideClass = markup` class="wide"`;
const numberClass = markup` class="number"`;

function toGroupRow(groups: NonNullable<Table["groups"]>): Markup {
  return markup`<tr>${groups.map(({ label, span }) =>
    label === ""
      ? markup`<td colspan="${span}"></td>`
      : markup`<th scope="colgroup" colspan="${span}" class="group">${label}</th>`,
  )}</tr>`;
}

function toRow(row: readonly (Markup | string)[], columns: readonly TableColumn[]): Markup {
  return markup`<tr>${row.map((cell, at) =>
    at === 0
      ? markup`<th scope="row">${cell}</th>`
      : markup`<td${columns[at]?.isNumber === true ? numberClass : null}>${cell}</td>`,
  )}</tr>
`;
}
