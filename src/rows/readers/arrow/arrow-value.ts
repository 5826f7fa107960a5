import { DataType, type Vector } from "apache-arrow";
import { toByteText, toIsoTime, toJsonValue } from "../json-value.ts";

/** A value as the library gives it, in the words of JSON; what it is can mostly be told by its type only. */
export function toArrowJson(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  if (DataType.isDictionary(type)) return toArrowJson(value, type.dictionary as DataType);
  if (DataType.isDate(type)) return toIsoTime(Number(value))?.slice(0, 10) ?? null;
  if (DataType.isTimestamp(type)) return toIsoTime(Math.floor(Number(value)));
  if (DataType.isDecimal(type)) return toDecimal(value as Uint32Array, type.scale);
  if (value instanceof Uint8Array) return toByteText(value);
  const children = (type.children ?? []) as readonly { name: string; type: DataType }[];
  if (DataType.isList(type) || DataType.isFixedSizeList(type) || DataType.isLargeList(type)) {
    const inner = children[0]?.type;
    return inner === undefined ? [] : Array.from(value as Vector, (item) => toArrowJson(item, inner));
  }
  if (DataType.isStruct(type)) {
    const row = value as Record<string, unknown>;
    return Object.fromEntries(
      children.map((child) => [child.name, toArrowJson(row[child.name], child.type)]),
    );
  }
  if (DataType.isMap(type)) return toMapJson(value as Iterable<[unknown, unknown]>, children[0]?.type);
  return toJsonValue(value);
}

function toMapJson(entries: Iterable<[unknown, unknown]>, entryType: DataType | undefined): unknown {
  const inner = entryType?.children?.[1]?.type as DataType | undefined;
  const toInner = (value: unknown) => (inner === undefined ? toJsonValue(value) : toArrowJson(value, inner));
  return Object.fromEntries(Array.from(entries, ([key, value]) => [String(key), toInner(value)]));
}

/** Little-endian 32-bit words of a number in two's complement. */
function toDecimal(words: Uint32Array, scale: number): number {
  let unscaled = 0n;
  for (const word of words.toReversed()) unscaled = (unscaled << 32n) | BigInt(word);
  const digits = BigInt.asIntN(words.length * 32, unscaled).toString();
  return Number(`${digits}e${-scale}`);
}
