const quote = 34;
const carriageReturn = 13;

/** How a file of rows with separated cells is written. */
export interface Dialect {
  /** As bytes. */
  readonly separator: number;
  readonly lineBreak: number;
  /** Whether a cell in quotes may hold line breaks. */
  readonly isMultiLine: boolean;
}

/** Where a record ends, its line break left out. */
export interface RecordEnd {
  readonly end: number;
  readonly lineCount: number;
  /** Whether a quote in it was most likely never meant to go on over line breaks: more text follows where it is closed. */
  readonly isOpen: boolean;
}

/**
 * Where the record that begins at `start` ends; undefined when the bytes end before. As in RFC 4180 a cell that begins
 * with a quote goes on to the next single one, over line breaks and separators; elsewhere quotes mean nothing.
 */
export function findRecordEnd(bytes: Buffer, start: number, dialect: Dialect): RecordEnd | undefined {
  const lineEnd = bytes.indexOf(dialect.lineBreak, start);
  const firstQuote = bytes.indexOf(quote, start);
  if (!dialect.isMultiLine || firstQuote === -1 || (lineEnd !== -1 && lineEnd < firstQuote)) {
    return lineEnd === -1 ? undefined : { end: lineEnd, lineCount: 1, isOpen: false };
  }
  let isLoose = false;
  for (let at = start; ; at += 1) {
    if (bytes[at] === quote) {
      const closing = findClosingQuote(bytes, at + 1);
      if (closing === -1) return undefined;
      at = closing + 1;
      isLoose ||= !isAfterCell(bytes[at], dialect);
    }
    while (at < bytes.length && bytes[at] !== dialect.separator && bytes[at] !== dialect.lineBreak) at += 1;
    if (at >= bytes.length) return undefined;
    if (bytes[at] !== dialect.lineBreak) continue;
    const lineCount = countLines(bytes, { start, end: at }, dialect);
    return { end: at, lineCount, isOpen: isLoose && lineCount > 1 };
  }
}

function isAfterCell(byte: number | undefined, { separator, lineBreak }: Dialect): boolean {
  return byte === separator || byte === lineBreak || byte === carriageReturn;
}

/** -1 when it is not there, or is the last byte, which the next one may double. */
function findClosingQuote(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(quote, from); at !== -1; at = bytes.indexOf(quote, at + 2)) {
    if (at + 1 >= bytes.length) return -1;
    if (bytes[at + 1] !== quote) return at;
  }
  return -1;
}

function countLines(
  bytes: Buffer,
  { start, end }: { start: number; end: number },
  { lineBreak }: Dialect,
): number {
  let count = 1;
  for (
    let at = bytes.indexOf(lineBreak, start);
    at !== -1 && at < end;
    at = bytes.indexOf(lineBreak, at + 1)
  ) {
    count += 1;
  }
  return count;
}

/** The cells of one record. What follows a closing quote belongs to its cell, as most readers have it. */
export function toCells(record: string, separator: string): string[] {
  if (!record.includes('"')) return record.split(separator);
  const cells: string[] = [];
  for (let at = 0; at <= record.length; ) {
    const { text, end } = readCell(record, at, separator);
    cells.push(text);
    at = end + 1;
  }
  return cells;
}

function readCell(record: string, start: number, separator: string): { text: string; end: number } {
  const quoted = record.startsWith('"', start) ? findTextEnd(record, start + 1) : start;
  const next = record.indexOf(separator, quoted);
  const end = next === -1 ? record.length : next;
  if (quoted === start) return { text: record.slice(start, end), end };
  const inner = record.slice(start + 1, quoted - 1).replaceAll('""', '"');
  return { text: inner + record.slice(quoted, end), end };
}

/** Behind the closing quote. */
function findTextEnd(record: string, from: number): number {
  for (let at = record.indexOf('"', from); at !== -1; at = record.indexOf('"', at + 2)) {
    if (record[at + 1] !== '"') return at + 1;
  }
  return record.length + 1;
}
