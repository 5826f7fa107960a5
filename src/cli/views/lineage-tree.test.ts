import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { makeDataset, makeEdge } from "../../../test/support/lineage-fixture.ts";
import type { TreeRow } from "../../app/index.ts";
import { toDisplayWidth } from "../terminal/display-width.ts";
import { toTreeText } from "./lineage-tree.ts";

const colors = pc.createColors(false);
const wide = { width: null, colors };

function makeRow(level: number, id: string, changes: Partial<TreeRow> = {}): TreeRow {
  return {
    id,
    level,
    isLast: true,
    expansion: "open",
    edge: level === 0 ? null : makeEdge(id, "x/top"),
    dataset: makeDataset(id),
    branches: 1,
    ...changes,
  };
}

const rows = [
  makeRow(0, "x/top"),
  makeRow(1, "x/first", { isLast: false }),
  makeRow(2, "x/deep", { expansion: "shown-above" }),
  makeRow(1, "name:某个 数据集", {
    edge: makeEdge("name:某个 数据集", "x/top", { relation: "cot-distillation" }),
  }),
];

describe("toTreeText", () => {
  test("aligns columns, wide characters included", () => {
    expect(toTreeText(rows, wide, { why: false })).toBe(
      [
        "x/top",
        "├─ x/first        direct-inclusion  0.90",
        "│  └─ x/deep      direct-inclusion  0.90  ↑ shown above",
        '└─ "某个 数据集"  cot-distillation  0.90  unresolved name',
      ].join("\n"),
    );
  });

  test("keeps within a narrow screen: relations become remarks, remarks go below, ids stay whole", () => {
    const crowded = makeRow(1, "some-organisation/some-dataset-v2", {
      edge: makeEdge("some-organisation/some-dataset-v2", "x/top", {
        relation: "structured-fusion",
        status: "needs-review",
        splits: ["train"],
      }),
      dataset: makeDataset("some-organisation/some-dataset-v2", {
        outcome: { kind: "unreadable", reason: "gated", detail: "" },
      }),
    });
    const text = toTreeText([makeRow(0, "x/top"), crowded], { width: 44, colors }, { why: false });
    expect(text).toContain("└─ some-organisation/some-dataset-v2  0.90\n");
    expect(text).toContain("structured-fusion · needs review\n");
    expect(Math.max(...text.split("\n").map(toDisplayWidth))).toBeLessThanOrEqual(44);
  });

  test("says in words what cannot be seen", () => {
    const outcomes = [
      makeRow(1, "a/declared", {
        dataset: makeDataset("a/declared", {
          outcome: { kind: "root-declared", statement: { start: 0, end: 0, text: "", documentUrl: "" } },
        }),
      }),
      makeRow(1, "a/silent", {
        dataset: makeDataset("a/silent", { outcome: { kind: "root-no-statement" } }),
      }),
      makeRow(1, "a/cut", {
        dataset: makeDataset("a/cut", { outcome: { kind: "cut-off", reason: "distance" } }),
        expansion: "depth-limit",
        branches: 3,
      }),
      makeRow(1, "a/loop", { expansion: "on-cycle" }),
      makeRow(1, "a/unseen", { dataset: null }),
    ];
    const lines = toTreeText(outcomes, wide, { why: false }).split("\n");
    expect(lines[0]).toContain("root: made from scratch");
    expect(lines[1]).toContain("root: names no source");
    expect(lines[2]).toContain("cut off: depth limit · 3 more edges behind it");
    expect(lines[3]).toContain("cycle: leads back to itself");
    expect(lines[4]).toContain("not looked at");
  });

  test("with why, prints the quote under its row, inside the branches", () => {
    const quote = {
      kind: "quote" as const,
      document: { url: "https://hub.example/card", kind: "hub-card" as const, revision: null, sha256: "0" },
      quote: { start: 0, end: 9, text: "taken\nfrom\u001b[31m it" },
      section: ["Sources"],
      mention: "it",
      relation: "direct-inclusion" as const,
      method: "rules-2/some-rule",
    };
    const edge = makeEdge("x/up", "x/top", {
      evidence: [quote],
      features: { hubLink: 1, mentions: 0.5, no: 0 },
    });
    expect(toTreeText([makeRow(0, "x/top"), makeRow(1, "x/up", { edge })], wide, { why: true })).toBe(
      [
        "x/top",
        "└─ x/up  direct-inclusion  0.90",
        "       “taken from\\u{1b}[31m it”",
        "       hub-card https://hub.example/card › Sources · rules-2/some-rule",
        "       confidence 0.90 from hubLink, mentions 0.5",
      ].join("\n"),
    );
  });
});
