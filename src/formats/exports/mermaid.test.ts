import { expect, test } from "vitest";
import { makeEdge } from "../../../test/support/lineage-fixture.ts";
import { toMermaid } from "../index.ts";

test("draws every edge once, dashed while it needs review, whatever the order", () => {
  const edges = [
    makeEdge("b/upstream", "c/top", { status: "needs-review" }),
    makeEdge("a/upstream", "c/top", { relation: "cot-distillation" }),
  ];
  const expected = [
    "flowchart TD",
    '  d0["a/upstream"]',
    '  d1["b/upstream"]',
    '  d2["c/top"]',
    "  d0 -->|cot-distillation| d2",
    "  d1 -.->|direct-inclusion| d2",
  ].join("\n");
  expect(toMermaid(["c/top"], edges)).toBe(expected);
  expect(toMermaid(["c/top"], [...edges, ...edges].reverse())).toBe(expected);
});

test("a name cannot break out of its label", () => {
  const text = toMermaid(['name:x"]; click d0 "javascript:alert(1)'], []);
  expect(text).toBe('flowchart TD\n  d0["name#58;x#34;#93;#59; click d0 #34;javascript#58;alert#40;1#41;"]');
});
