export const gridRule = { stroke: "var(--stemma-line)" };
export const solidBar = { fill: "var(--stemma-math)", stroke: "var(--stemma-math)", insetTop: 0.5 };
export const hollowBar = {
  fill: "var(--stemma-page)",
  stroke: "var(--stemma-math)",
  strokeWidth: 1.5,
  insetBottom: 0.5,
};

/** As many of the labels, evenly taken from the last on, as stand side by side in a width. */
export function toNoticedLabels(labels: readonly string[], width: number): string[] {
  const every = Math.max(1, Math.ceil((labels.length * 34) / width));
  return labels.filter((_, at) => (labels.length - 1 - at) % every === 0);
}
