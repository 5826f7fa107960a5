/** More labels than that are no sources, but something like ids. */
export const mostLabels = 4096;

/** Numbers the source labels of one part, null for rows without one, in order of appearance. */
export interface LabelList {
  /** 0 for all once there are too many. */
  number(label: string | null): number;
  /** The labels by their numbers; null when there are too many to be sources. */
  list(): (string | null)[] | null;
}

export function createLabelList(): LabelList {
  const numbers = new Map<string | null, number>();
  return {
    list: () => (numbers.size > mostLabels ? null : [...numbers.keys()]),
    number(label) {
      const known = numbers.get(label);
      if (known !== undefined) return known;
      if (numbers.size > mostLabels) return 0;
      numbers.set(label, numbers.size);
      return numbers.size - 1;
    },
  };
}
