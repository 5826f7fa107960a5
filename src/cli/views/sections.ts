import type { Screen } from "../terminal/screen.ts";
import { toAlignedText } from "./table.ts";
import type { Table } from "./view.ts";

/** A table under a heading; `none` stands in the place of one without rows. */
export interface TableSection {
  readonly title: string;
  readonly table: Table;
  readonly none?: string;
}

export function toSectionsText(sections: readonly TableSection[], screen: Screen): string {
  return sections
    .filter(({ table, none }) => table.rows.length > 0 || none !== undefined)
    .map(({ title, table, none }) => {
      const body = table.rows.length === 0 ? `  ${none}` : toAlignedText(table, screen);
      return `${screen.colors.bold(title)}\n${body}`;
    })
    .join("\n\n");
}
