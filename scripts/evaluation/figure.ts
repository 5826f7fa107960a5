/** One known figure beside what was computed. */
export interface Figure {
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  readonly isMissed: boolean;
}

export function toFigure(what: string, expected: string, got: string): Figure {
  return { what, expected, got, isMissed: expected !== got };
}

/** A table under the headings expected and got; what differs is marked. */
export function toFigureLines(figures: readonly Figure[]): string[] {
  const table = [{ what: "", expected: "expected", got: "got", isMissed: false }, ...figures];
  const widthOf = (toText: (figure: Figure) => string) =>
    Math.max(...table.map((figure) => toText(figure).length));
  const [first, second] = [widthOf(({ what }) => what), widthOf(({ expected }) => expected)];
  return table.map(
    ({ what, expected, got, isMissed }) =>
      `${what.padEnd(first)}  ${expected.padEnd(second)}  ${got}${isMissed ? "  MISSED" : ""}`,
  );
}
