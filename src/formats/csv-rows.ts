/** A row of a CSV file and the line on which it begins; `isBroken` when its quotes are not those of RFC 4180. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly isBroken: boolean;
}

interface CellRead {
  readonly text: string;
  /** Where the separator or line break after it stands. */
  readonly end: number;
  readonly isBroken: boolean;
}

/** Reads RFC 4180 with any separator; line breaks inside quotes belong to their cell. Blank lines are left out. */
export function* toCsvRows(text: string, separator: string): Iterable<CsvRow> {
  const source = text.startsWith("\ufeff") ? text.slice(1) : text;
  let position = 0;
  let line = 1;
  while (position < source.length) {
    const start = position;
    const cells: CellRead[] = [];
    do {
      const cell = readCell(source, cells.length === 0 ? position : position + 1, separator);
      cells.push(cell);
      position = cell.end;
    } while (source[position] === separator);
    position += source.startsWith("\r\n", position) ? 2 : 1;
    const texts = cells.map((cell) => cell.text);
    if (texts.length > 1 || texts[0] !== "") {
      yield { line, cells: texts, isBroken: cells.some(({ isBroken }) => isBroken) };
    }
    line += countLineBreaks(source.slice(start, position));
  }
}

function readCell(source: string, start: number, separator: string): CellRead {
  if (source[start] !== '"') return readBare(source, start, separator);
  let text = "";
  let from = start + 1;
  for (;;) {
    const close = source.indexOf('"', from);
    if (close < 0) return { text: text + source.slice(from), end: source.length, isBroken: true };
    text += source.slice(from, close);
    if (source[close + 1] !== '"') {
      const rest = readBare(source, close + 1, separator);
      return { text: text + rest.text, end: rest.end, isBroken: rest.text !== "" };
    }
    text += '"';
    from = close + 2;
  }
}

function readBare(source: string, start: number, separator: string): CellRead {
  let end = start;
  while (end < source.length && !isCellEnd(source[end] ?? "", separator)) end += 1;
  return { text: source.slice(start, end), end, isBroken: false };
}

function isCellEnd(character: string, separator: string): boolean {
  return character === separator || character === "\n" || character === "\r";
}

function countLineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
