import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describe, expect, test } from "vitest";
import { type ReportInput, toHtmlReport } from "../../src/formats/report/index.ts";
import { DatasetId, type LineageGraph, type QuoteEvidence } from "../../src/model/index.ts";
import { makeDataset, makeEdge, makeGraph } from "../support/lineage-fixture.ts";
import { anyGraph, toSmallLineage } from "../support/random-graphs.ts";
import { createChartTools, toReportInput } from "../support/report-fixture.ts";

type Element = DefaultTreeAdapterTypes.Element;

const tools = createChartTools();

interface ParsedPage {
  readonly html: string;
  readonly elements: readonly Element[];
  /** Text content, tags left out. */
  readonly text: string;
}

function parsePage(input: ReportInput): ParsedPage {
  const html = toHtmlReport(input, tools);
  const errors: string[] = [];
  const document = parse(html, {
    onParseError: ({ code, startLine, startCol }) => errors.push(`${code} at ${startLine}:${startCol}`),
  });
  expect(errors).toEqual([]);
  const elements: Element[] = [];
  const texts: string[] = [];
  const stack: DefaultTreeAdapterTypes.ChildNode[] = [...document.childNodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.nodeName === "#text") texts.push((node as DefaultTreeAdapterTypes.TextNode).value);
    if ("tagName" in node) elements.push(node);
    if ("childNodes" in node) stack.push(...node.childNodes.toReversed());
  }
  return { html, elements, text: texts.join("") };
}

const toAttribute = (element: Element, name: string) =>
  element.attrs.find((each) => each.name === name)?.value;
const withTag = (page: ParsedPage, ...tags: readonly string[]) =>
  page.elements.filter(({ tagName }) => tags.includes(tagName));

function expectSound(page: ParsedPage): void {
  expect(
    withTag(page, "script", "iframe", "object", "embed", "img", "link", "base", "form", "image", "use"),
  ).toEqual([]);
  for (const { attrs } of page.elements)
    for (const { name, value } of attrs) {
      expect(name).not.toMatch(/^on|^src|^srcdoc$|^xlink|^action$/);
      if (name === "href") expect(value).toMatch(/^(#[\w-]+$|https?:\/\/)/);
    }
  const ids = page.elements.flatMap((element) => toAttribute(element, "id") ?? []);
  expect(ids).toHaveLength(new Set(ids).size);
  for (const element of page.elements)
    for (const name of ["aria-labelledby", "aria-describedby"])
      for (const id of toAttribute(element, name)?.split(" ") ?? []) expect(ids).toContain(id);
  for (const link of withTag(page, "a")) {
    const target = toAttribute(link, "href") ?? "";
    if (target.startsWith("#")) expect(ids).toContain(target.slice(1));
  }
  expect(page.html).not.toMatch(/NaN|\bundefined\b|\[object |url\(|@import/);
}

const benchmark = makeDataset("x/bench", {
  outcome: { kind: "root-no-statement" },
  profile: { ...makeDataset("x/bench").profile, kind: "benchmark", testSplit: "test", domains: ["math"] },
});

const quote: QuoteEvidence = {
  kind: "quote",
  document: { url: "https://example.org/card", kind: "hub-card", revision: null, sha256: "0".repeat(64) },
  quote: { start: 0, end: 12, text: "made from x/a" },
  section: [],
  mention: "x/a",
  relation: "direct-inclusion",
  method: "rules-1/test",
};

/** A diamond with a superset included twice, a benchmark above it, a cycle, and one of each outcome. */
const rich: LineageGraph = {
  schemaVersion: 1,
  seeds: ["x/t", "x/other"],
  datasets: [
    makeDataset("x/t", {
      isSeed: true,
      profile: { ...benchmark.profile, kind: "training-set", licenses: ["mit"] },
    }),
    makeDataset("x/other", { isSeed: true }),
    makeDataset("x/a"),
    makeDataset("x/b"),
    makeDataset("name:AMC", { outcome: { kind: "not-on-hub" } }),
    makeDataset("x/gone", { outcome: { kind: "unreadable", reason: "gated", detail: "asks for a login" } }),
    makeDataset("x/old", { outcome: { kind: "cut-off", reason: "released-2020-or-earlier" } }),
    benchmark,
  ],
  edges: [
    makeEdge("x/bench", "x/a", { splits: ["test"] }),
    makeEdge("x/a", "x/b", { evidence: [quote], relation: "cot-distillation" }),
    makeEdge("x/a", "x/t", { status: "needs-review", confidence: 0.4 }),
    makeEdge("x/b", "x/t"),
    makeEdge("x/b", "x/other"),
    makeEdge("name:AMC", "x/t"),
    makeEdge("x/gone", "x/t"),
    makeEdge("x/old", "x/other"),
    makeEdge("x/old", "x/gone"),
    makeEdge("x/gone", "x/old", { onCycle: true }),
  ],
  rejected: [makeEdge("x/late", "x/t", { status: "rejected", reasons: ["released after it"] })],
};

describe("a report", () => {
  const page = parsePage(toReportInput(rich));

  test("is one sound page: nothing loaded, nothing run, ids and links in order", () => {
    expectSound(page);
    const policy = withTag(page, "meta").find(
      (meta) => toAttribute(meta, "http-equiv") === "Content-Security-Policy",
    );
    expect(toAttribute(policy!, "content")).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/);
  });

  test("has every part, with landmarks, headings, captions and headings of rows and columns", () => {
    const sections = withTag(page, "section").map((section) => toAttribute(section, "id"));
    expect(sections).toEqual([
      "findings",
      "outcomes",
      "lineage",
      "intersections",
      "contamination",
      "topology",
      "timeline",
      "rankings",
      "edges",
      "similarity",
      "patterns",
      "licences",
      "unknown",
      "making",
    ]);
    expect(withTag(page, "main", "header", "nav", "footer", "h1")).toHaveLength(5);
    expect(withTag(page, "table")).toHaveLength(withTag(page, "caption").length);
    for (const heading of withTag(page, "th"))
      expect(["col", "row", "colgroup"]).toContain(toAttribute(heading, "scope"));
    for (const region of page.elements.filter((element) =>
      toAttribute(element, "class")?.startsWith("scroll"),
    ))
      expect([toAttribute(region, "tabindex"), toAttribute(region, "role")]).toEqual(["0", "region"]);
  });

  test("gives every figure a twin in words", () => {
    for (const figure of withTag(page, "figure")) {
      const details = figure.childNodes.filter((child) => child.nodeName === "details");
      expect(details).toHaveLength(1);
    }
    for (const svg of withTag(page, "svg").filter((svg) => toAttribute(svg, "role") === "img"))
      expect(toAttribute(svg, "aria-labelledby")).toMatch(/-title$/);
  });

  test("shows the paths, the evidence, and what is not known", () => {
    for (const text of [
      "x/bench → x/a → x/b → x/t",
      "x/bench → x/a ⇢ x/t",
      "made from x/a",
      "CoT distillation",
      "gated: asks for a login",
      "released 2020 or earlier",
      "released after it",
      "▲ high",
      "Included twice",
    ])
      expect(page.text).toContain(text);
  });

  test("is the same bytes for the same input", () => {
    expect(toHtmlReport(toReportInput(rich), createChartTools())).toBe(page.html);
  });

  test("leaves out what it was not given", () => {
    const bare = parsePage({
      ...toReportInput(rich),
      statistics: null,
      intersections: null,
      contamination: null,
      similarity: null,
      patterns: null,
      licences: null,
      findings: null,
      focus: [],
    });
    expectSound(bare);
    expect(withTag(bare, "section").map((section) => toAttribute(section, "id"))).toEqual([
      "outcomes",
      "edges",
      "unknown",
      "making",
    ]);
  });
});

test("no dataset, one dataset, any graph with cycles: all are sound", () => {
  expectSound(parsePage(toReportInput(makeGraph([]))));
  expectSound(parsePage(toReportInput(makeGraph([], ["x/alone"]))));
  fc.assert(
    fc.property(anyGraph, (small) => expectSound(parsePage(toReportInput(toSmallLineage(small))))),
    { numRuns: 15 },
  );
});

const hostile = [
  "</script><script>alert(1)</script>",
  "</style><img src=x onerror=alert(1)>",
  "</svg><script>alert(1)</script>",
  "\"' onload=alert(1) x='",
  "]]><!-- --!> <![CDATA[",
  "&lt;b&gt; &amp &#0; &notit;",
  "javascript:alert(1)",
  "a".repeat(290),
  "שלום عالم",
  "﷽﷽﷽﷽",
];

const anyText = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);
const anyId = anyText
  .map((text) => `name:${text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "").trim()}`)
  .filter((id) => DatasetId.safeParse(id).success);

/** A graph whose every foreign text is the one given. */
function toHostileGraph(id: string, text: string): LineageGraph {
  const dataset = makeDataset(id, {
    title: text,
    outcome: { kind: "unreadable", reason: "bad-response", detail: text },
    profile: { ...benchmark.profile, licenses: [text] },
    notes: [text],
  });
  const evidence = [
    { ...quote, document: { ...quote.document, url: text }, quote: { start: 0, end: 1, text } },
  ];
  const edge = makeEdge(id, "x/t", { evidence, reasons: [text], splits: [text], decidedBy: text });
  return {
    ...makeGraph([], ["x/t"]),
    datasets: [makeDataset("x/t", { isSeed: true }), dataset],
    edges: [
      edge,
      makeEdge(id, "x/u", {
        evidence: [{ kind: "asserted", by: text, reason: text, relation: "direct-inclusion" }],
      }),
      makeEdge("x/u", "x/t"),
    ],
    rejected: [edge],
  };
}

test("hostile names, quotes and reasons stand in the page as text", () => {
  fc.assert(
    fc.property(anyId, anyText, (id, text) => {
      const input = toReportInput(toHostileGraph(id, text), {
        title: text,
        making: { lines: [{ label: text, value: text }] },
      });
      expectSound(parsePage(input));
    }),
    { numRuns: 30 },
  );
  for (const text of hostile) {
    const page = parsePage(toReportInput(toHostileGraph(`name:${text}`, text), { title: text }));
    expectSound(page);
    if (!text.startsWith("]]>")) expect(page.text).toContain(text);
  }
});

test("addresses that are not of the web are no links", () => {
  const page = parsePage(toReportInput(toHostileGraph("name:x", "javascript:alert(1)")));
  expect(withTag(page, "a").filter((link) => toAttribute(link, "href")?.includes("alert"))).toEqual([]);
});

test("ten thousand datasets take seconds, and a page that opens", () => {
  const count = 10_000;
  const toId = (at: number) => `org-${at % 700}/dataset-${at}`;
  const arrows = Array.from({ length: count - 1 }, (_, at) => [
    `${toId(Math.floor(at / 3))} -> ${toId(at + 1)}`,
    `${toId(Math.floor(at / 2))} -> ${toId(at + 1)}`,
  ]).flat();
  const input = toReportInput(makeGraph(arrows, [toId(count - 1), toId(count - 2)]));
  const start = performance.now();
  const page = parsePage(input);
  expect(performance.now() - start).toBeLessThan(20_000);
  expectSound(page);
  expect(page.html.length).toBeLessThan(3_000_000);
  expect(page.text).toContain("more, not shown here");
}, 60_000);
