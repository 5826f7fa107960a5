import type { ColumnProfile, ValueKind } from "./columns.ts";
import type { RowMapping } from "./mapping.ts";

/** A way in which datasets lay out their rows. */
export interface RowAdapter {
  readonly name: string;
  /** Which rows are of this kind, in words, for people who look for theirs. */
  readonly meaning: string;
  /** Where the parts come from, in words. */
  readonly places: string;
  /** Known datasets of this kind. */
  readonly examples: readonly string[];
  /** The places of the parts in rows with these columns; undefined when they are of another kind. */
  findMapping(columns: ColumnSet): Partial<RowMapping> | undefined;
}

/** The columns of rows, to be asked for by name. */
export interface ColumnSet {
  /** Rows that were looked at. */
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  /**
   * The first column of these names (in words, lower case) that holds something, in the order of the names. A name `* answer`
   * stands for any that ends like this.
   */
  find(names: readonly string[], kinds?: readonly ValueKind[]): ColumnProfile | undefined;
}

const textKinds: readonly ValueKind[] = ["text", "transcript"];
export const askingKinds: readonly ValueKind[] = [...textKinds, "turns"];

export function createColumnSet(columns: readonly ColumnProfile[], rows: number): ColumnSet {
  return {
    rows,
    columns,
    find(names, kinds) {
      const filled = columns.filter(
        (column) => column.filled > 0 && (kinds === undefined || kinds.includes(column.kind)),
      );
      for (const name of names) {
        const ending = name.startsWith("* ") ? name.slice(1) : undefined;
        const found = filled
          .filter(({ words }) => (ending === undefined ? words === name : isOwnName(words, ending)))
          .sort((left, right) => right.filled - left.filled)[0];
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** What is wrong, turned down, counted or kept from before is not what the row says. */
function isOwnName(words: string, ending: string): boolean {
  return (
    words.endsWith(ending) &&
    !/^(?:in ?correct|wrong|rejected|worst|bad|num|number|is|has|original|old|previous|negative|distractor)\b/.test(
      words,
    )
  );
}
