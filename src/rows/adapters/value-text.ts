/** A value of a row as text: a text as it is, nothing as the empty text, anything else as its JSON, keys in order. */
export function toValueText(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : toJsonText(value);
}

/** JSON that does not depend on the order of keys and takes what readers of binary formats hand on. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(toPlainValue(value)) ?? "null";
}

function toPlainValue(value: unknown): unknown {
  if (typeof value === "bigint") return toPlainInteger(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(toPlainValue);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<unknown>, toPlainValue);
  const sorted = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return Object.fromEntries(sorted.map(([key, part]) => [key, toPlainValue(part)]));
}

/** As `JSON.parse` would have read the same digits, so that a file says the same in every format. */
function toPlainInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !ArrayBuffer.isView(value)
  );
}
