import { isUtf8 } from "node:buffer";

/**
 * A value of a typed format as JSON has it: whole numbers beyond 2^53 and bytes that are no text as strings (digits,
 * base64), dates as ISO text, what is no number and what is absent as null.
 */
export function toJsonValue(value: unknown): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "bigint":
      return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
    case "object":
      return value === null ? null : toJsonObject(value);
    default:
      return null;
  }
}

function toJsonObject(value: object): unknown {
  if (Array.isArray(value)) return value.map(toJsonValue);
  if (value instanceof Date) return toIsoTime(value.getTime());
  if (value instanceof Uint8Array) return toByteText(value);
  if (ArrayBuffer.isView(value))
    return Array.from(value as unknown as ArrayLike<number | bigint>, toJsonValue);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([name, inner]) => [String(name), toJsonValue(inner)]));
}

/** Text where the bytes are UTF-8, base64 otherwise. */
export function toByteText(bytes: Uint8Array): string {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(view) ? view.toString("utf8") : view.toString("base64");
}

/** Null for a time that no calendar has. */
export function toIsoTime(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
