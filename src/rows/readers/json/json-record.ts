import { isAscii, isUtf8 } from "node:buffer";

/** What stands in a line of JSON Lines, or in an element of a JSON array. */
export type ParsedRecord =
  | { readonly state: "record"; readonly record: object; readonly hasDuplicateKeys: boolean }
  | { readonly state: "blank" }
  | { readonly state: "broken"; readonly reason: string; readonly excerpt: string };

const excerptLength = 200;
/** Longer texts do not fit into a string. */
const longestTextBytes = 512 * 1024 * 1024 - 64;

/**
 * Reads one JSON object (or array) from UTF-8 bytes. With a name twice in the outermost object the last one counts.
 * Bytes that are no UTF-8 make the record broken: what it says is not known.
 */
export function parseRecord(bytes: Uint8Array): ParsedRecord {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > longestTextBytes) return toBroken("it is too long", view);
  if (isAscii(view)) return parseText(view.toString("latin1"), view);
  if (!isUtf8(view)) return toBroken(`it has bytes that are no UTF-8 (${findBadByte(view)})`, view);
  return parseText(view.toString("utf8"), view);
}

function parseText(text: string, view: Buffer): ParsedRecord {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    return text.trim() === "" ? { state: "blank" } : toBroken(toReason(text, error), view);
  }
  if (typeof record !== "object" || record === null)
    return toBroken(`it is ${toKind(record)}, no object`, view);
  return { state: "record", record, hasDuplicateKeys: hasDuplicateKeys(text, record) };
}

function toBroken(reason: string, view: Buffer): ParsedRecord {
  return { state: "broken", reason, excerpt: toExcerpt(view) };
}

/** The start of some bytes as text, for a person to recognise. */
export function toExcerpt(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 4 * excerptLength)).trim();
  const points = [...text].slice(0, excerptLength).join("");
  return points.length < text.length || bytes.length > 4 * excerptLength ? `${points}…` : points;
}

/** In words that do not quote the row, which is foreign text. */
function toReason(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  const place = /position (\d+)/.exec(message)?.[1];
  const where = place === undefined ? "" : ` at character ${Number(place) + 1}`;
  if (text.includes("\u0000")) return "it has NUL bytes, as a file torn by a crash has";
  if (/end of JSON input|Unterminated string/.test(message)) return "it is cut off";
  if (/control character/i.test(message))
    return `it has a raw line break or control character inside a text${where}`;
  if (/after JSON/.test(message)) return `something follows its JSON${where}`;
  return `it is no JSON${where}`;
}

function toKind(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
}

/** Decoding shows U+FFFD there, unless the bytes themselves spell it. */
function findBadByte(view: Buffer): string {
  const text = view.toString("utf8");
  let place = 0;
  for (let at = text.indexOf("\ufffd"), from = 0; at !== -1; from = at, at = text.indexOf("\ufffd", at + 1)) {
    place += Buffer.byteLength(text.slice(from, at));
    if (view.readUIntBE(Math.min(place, Math.max(view.length - 3, 0)), Math.min(3, view.length)) !== 0xefbfbd)
      break;
  }
  return `byte ${place + 1}`;
}

/** Whether the outermost object of a valid text names a field twice: it then has more names than the object has keys. */
function hasDuplicateKeys(text: string, record: object): boolean {
  return !Array.isArray(record) && countNames(text) > Object.keys(record).length;
}

const quote = 34;
const backslash = 92;
const colon = 58;

/** Names at the top level of the object, found by its colons. */
function countNames(text: string): number {
  let depth = 0;
  let names = 0;
  for (let position = 0; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === quote) position = findTextEnd(text, position + 1);
    else if (code === colon && depth === 1) names += 1;
    // `[` and `{`, `]` and `}` differ by one bit.
    else if ((code | 32) === 123) depth += 1;
    else if ((code | 32) === 125) depth -= 1;
  }
  return names;
}

function findTextEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start); ; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
}
