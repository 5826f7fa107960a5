import fc from "fast-check";
import { expect, test } from "vitest";
import { toUnifiedDiff } from "./unified-diff.ts";

/** What `patch` makes of the text. */
function applyDiff(before: string, diff: string): string {
  const lines = before.split(/(?<=\n)/).filter((line) => line !== "");
  const result: string[] = [];
  let taken = 0;
  let sign = "";
  for (const entry of diff.split(/(?<=\n)/).slice(2)) {
    const range = /^@@ -(\d+),(\d+) /.exec(entry);
    if (range !== null) {
      const start = Number(range[1]) - (range[2] === "0" ? 0 : 1);
      result.push(...lines.slice(taken, start));
      taken = start;
    } else if (entry.startsWith("\\")) {
      if (sign !== "-") result.push((result.pop() ?? "").replace(/\n$/, ""));
    } else {
      sign = entry.slice(0, 1);
      if (sign !== "+") expect(lines[taken++]?.replace(/\n$/, "")).toBe(entry.slice(1, -1));
      if (sign !== "-") result.push(entry.slice(1));
    }
  }
  return [...result, ...lines.slice(taken)].join("");
}

test("the same text has no diff", () => {
  expect(toUnifiedDiff("a\nb", "a\nb", "x")).toBe("");
});

test("changes that are far apart are hunks of their own, with three lines around", () => {
  const before = Array.from({ length: 20 }, (_, at) => `${at}\n`).join("");
  const after = before.replace("2\n", "two\n").replace("17\n", "");
  expect(toUnifiedDiff(before, after, "card.md").split("\n")).toEqual([
    "--- card.md",
    "+++ card.md",
    "@@ -1,6 +1,6 @@",
    ...[" 0", " 1", "-2", "+two", " 3", " 4", " 5"],
    "@@ -15,6 +15,5 @@",
    ...[" 14", " 15", " 16", "-17", " 18", " 19", ""],
  ]);
});

test("whatever the texts, the diff makes the one of the other", () => {
  const line = fc.constantFrom("a", "b", "c\r", "");
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyDiff(before, toUnifiedDiff(before, after, "x"))).toBe(after);
    }),
    { numRuns: 2000 },
  );
});
