/** Sums of fractions that are equal on paper differ in the last digits. */
const digits = 12;

/** 1 for the largest value; equal ones share the mean of their places; null has no rank. */
export function toMeanRanks(values: readonly (number | null)[]): (number | null)[] {
  const rounded = values.map((value) => (value === null ? null : Number(value.toPrecision(digits))));
  return rounded.map((value) => {
    if (value === null) return null;
    const larger = rounded.filter((other) => other !== null && other > value).length;
    const equal = rounded.filter((other) => other === value).length;
    return larger + (equal + 1) / 2;
  });
}
