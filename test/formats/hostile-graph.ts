import fc from "fast-check";
import { type Edge, type LineageGraph, toUnresolvedId } from "../../src/model/index.ts";
import { makeDataset, makeEdge } from "../support/lineage-fixture.ts";

const nasty = [
  '"',
  "'",
  "\\",
  "</script><script>alert(1)</script>",
  "]]>",
  "<!-- -->",
  "&amp;&lt;&#0;",
  "\n",
  "\r\n",
  "\t",
  "\u0000",
  "\u0007\u001b[31m",
  "\u0085\u2028\u2029",
  "\ufffe\uffff",
  "\ud800",
  "\udc00x",
  "\u202egnp.exe\u202c",
  "=cmd|' /C calc'!A0",
  "+1",
  "-1",
  "@SUM(A1)",
  "\uff1d1+1",
  "'=1",
  "' x",
  "%0A%00",
  "{{7*7}} {0}",
  "a,b;c|d",
  "\\N\\G\\",
  "👩‍👩‍👧 naïve 数学",
  "[x](javascript:alert(1))",
  "| cell |",
  "x".repeat(5_000),
];

/** Texts that have broken writers before, alone, joined, and among arbitrary UTF-16. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.array(fc.constantFrom(...nasty, "a", " "), { maxLength: 5 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary" }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
);

/** Ids of every kind; names are as hostile as an id may be. */
export const anyId: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "a/b",
    "A/c.d_e",
    "squad",
    "github:o/r.git",
    "org/name#config",
    "url:https://e.org/?a='b'&c=%22",
  ),
  anyText.map((text) => toUnresolvedId(text) ?? "name:nothing"),
);

const anyEdge = fc
  .record({
    ends: fc.tuple(anyId, anyId),
    texts: fc.array(anyText, { maxLength: 3 }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .filter(({ ends: [a, b] }) => a.toLowerCase() !== b.toLowerCase())
  .map(({ ends: [upstream, downstream], texts, confidence }) =>
    makeEdge(upstream, downstream, { ...toFields(texts), confidence }),
  );

function toFields(texts: readonly string[]): Partial<Edge> {
  const [first = ""] = texts;
  const document = {
    url: `https://example.org/${first}`,
    kind: "blog",
    revision: first,
    sha256: "0",
  } as const;
  const quote = { start: 0, end: first.length, text: first };
  return {
    splits: [...texts],
    reasons: [...texts],
    decidedBy: first,
    evidence: [
      {
        kind: "quote",
        document,
        quote,
        section: [...texts],
        mention: first,
        relation: "direct-inclusion",
        method: first,
      },
      { kind: "rows", measure: first, count: 1, of: 2, inputs: [...texts] },
      { kind: "asserted", by: first, reason: first, relation: "cot-distillation" },
    ],
  };
}

/** A graph whose every text is hostile; ids differ by more than case and what no file can hold. */
export const anyGraph: fc.Arbitrary<LineageGraph> = fc
  .record({
    edges: fc.array(anyEdge, { minLength: 1, maxLength: 5 }),
    texts: fc.array(anyText, { minLength: 4, maxLength: 4 }),
  })
  .map(({ edges, texts }) => {
    const pairs = new Map(edges.map((edge) => [JSON.stringify([edge.upstream, edge.downstream]), edge]));
    const ids = new Set(edges.flatMap(({ upstream, downstream }) => [upstream, downstream]));
    const [title = "", summary = "", license = "", alias = ""] = texts;
    const datasets = [...ids].sort().map((id) =>
      makeDataset(id, {
        title,
        aliases: [toUnresolvedId(alias) ?? "a/alias"],
        lastModified: "2024-01-01",
        released: {
          interval: { earliest: "2024-01-01", latest: "2024-01-31" },
          source: "hub",
          reason: title,
        },
        hub: { key: title, revision: summary, downloads: 1 },
        profile: {
          summary,
          domains: ["math"],
          methods: [summary],
          kind: "benchmark",
          testSplit: license,
          licenses: [license, "apache-2.0"],
          languages: [license],
        },
      }),
    );
    return { schemaVersion: 1 as const, seeds: [], datasets, edges: [...pairs.values()], rejected: [] };
  })
  .filter(({ datasets }) => new Set(datasets.map(({ id }) => toHeld(id))).size === datasets.length);

function toHeld(id: string): string {
  return id
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, "\ufffd")
    .toLowerCase();
}
