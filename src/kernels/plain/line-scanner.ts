import { isUtf8 } from "node:buffer";
import { type LineScanner, type RowField, rowFields } from "../row-kernels.ts";
import { backslash, quote, skipColon, skipSpace, skipString, skipValue } from "./json-grammar.ts";

type Texts = [string, string, string];

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @param onRow takes the three texts of every row, and empty ones where there is none. */
export function openPlainScanner(
  fields: Readonly<Record<RowField, string | null>>,
  onRow: (...texts: Texts) => void,
): LineScanner {
  const names = rowFields.map((field) => toNameBytes(fields[field]));
  let lines = new Uint8Array(0);
  let at = 0;
  let line = lines;
  const step = (): "row" | "slow" | "blank" | "end" => {
    onRow("", "", "");
    if (at >= lines.length) return "end";
    const found = lines.indexOf(0x0a, at);
    const end = found < 0 ? lines.length : found;
    const isWindows = end > at && lines[end - 1] === 0x0d;
    line = lines.subarray(at, isWindows ? end - 1 : end);
    at = end + 1;
    if (skipSpace(line, 0) === line.length) return "blank";
    const texts = findTexts(line, names);
    if (texts === undefined) return "slow";
    onRow(...texts);
    return "row";
  };
  return {
    feed: (next) => {
      lines = next as Uint8Array<ArrayBuffer>;
      at = 0;
      line = lines.subarray(0, 0);
      onRow("", "", "");
    },
    next: step,
    line: () => line,
  };
}

/** Undefined for a name that no line can carry without an escape. */
function toNameBytes(name: string | null): Uint8Array | undefined {
  return name?.isWellFormed() ? new TextEncoder().encode(name) : undefined;
}

function findTexts(line: Uint8Array, names: readonly (Uint8Array | undefined)[]): Texts | undefined {
  const places = findPlaces(line, names);
  if (places === undefined || !isUtf8(line)) return undefined;
  const [instruction = "", input = "", output = ""] = places.map((place) => toText(line, place));
  return [instruction, input, output];
}

/** Where the fields' texts begin and end, between their quotes; 0 and 0 for a field that is not there. */
type Place = [start: number, end: number];

function findPlaces(line: Uint8Array, names: readonly (Uint8Array | undefined)[]): Place[] | undefined {
  const places: Place[] = names.map(() => [0, 0]);
  let at = skipSpace(line, 0);
  if (line[at] !== 0x7b) return undefined;
  at = skipSpace(line, at + 1);
  while (line[at] !== 0x7d) {
    at = takeMember(line, at, { names, places });
    if (at < 0) return undefined;
    at = skipSpace(line, at);
    if (line[at] === 0x7d) break;
    if (line[at] !== 0x2c) return undefined;
    at = skipSpace(line, at + 1);
    if (line[at] === 0x7d) return undefined;
  }
  return skipSpace(line, at + 1) === line.length ? places : undefined;
}

interface Wanted {
  readonly names: readonly (Uint8Array | undefined)[];
  readonly places: readonly Place[];
}

/** Past a name and its value; -1 where the line is no row. */
function takeMember(line: Uint8Array, at: number, wanted: Wanted): number {
  if (line[at] !== quote) return -1;
  const nameEnd = skipString(line, at + 1);
  if (nameEnd < 0) return -1;
  const name = line.subarray(at + 1, nameEnd);
  if (name.includes(backslash)) return -1;
  const value = skipColon(line, nameEnd + 1);
  if (value < 0) return -1;
  const places = wanted.places.filter((_, index) => isEqual(wanted.names[index], name));
  if (places.length === 0) return skipValue(line, value, 1);
  if (line[value] !== quote || places.some(([start]) => start > 0)) return -1;
  const end = skipString(line, value + 1);
  for (const place of places) place.splice(0, 2, value + 1, end);
  return end < 0 ? -1 : end + 1;
}

function isEqual(name: Uint8Array | undefined, found: Uint8Array): boolean {
  return name !== undefined && name.length === found.length && name.every((byte, at) => byte === found[at]);
}

function toText(line: Uint8Array, [start, end]: Place): string {
  if (start === 0) return "";
  const bytes = line.subarray(start, end);
  if (!bytes.includes(backslash)) return decoder.decode(bytes);
  return JSON.parse(decoder.decode(line.subarray(start - 1, end + 1)));
}
