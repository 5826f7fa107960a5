import { expect, it } from "vitest";
import { findBrokenLine } from "./json-line.ts";

it.each<[string, number]>([
  ["oops", 1],
  ['{"a": 1,\n "b": }', 2],
  ['{"a": [1, 2,\n3\n4]}', 3],
  ['{\n"a": 1,\n}', 3],
  ['{"a": "x\ny"}', 1],
  ['{"a": 1}\n{"b": 2}', 2],
  ['{"a": tru}', 1],
  ['{\n"a": 1,\n"b":\n', 3],
  ["[\n1,\n-]", 3],
])("finds the line of %j", (text, line) => {
  expect(findBrokenLine(text)).toBe(line);
});
