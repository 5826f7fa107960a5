import fc from "fast-check";
import { parquetReadObjects } from "hyparquet";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import {
  exportFormats,
  findingsFormats,
  parseGraph,
  type TableName,
  tableNames,
  toCardSection,
  toExportFormat,
} from "../../src/formats/index.ts";
import { type CheckResult, LineageGraph } from "../../src/model/index.ts";
import { anyGraph, anyId, anyText } from "./hostile-graph.ts";

const numRuns = 40;

function toText(name: string, graph: LineageGraph, table?: TableName): string {
  const dataset = graph.datasets[0]?.id ?? "";
  return String(
    toExportFormat(name).toContent(graph, { dataset, ...(table === undefined ? {} : { table }) }),
  );
}

/** Every text and attribute of a document, by a parser that is strict about XML 1.0. */
function readXmlTexts(xml: string): string[] {
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", (text) => texts.push(text));
  parser.on("opentag", ({ attributes }) => texts.push(...Object.values(attributes).map(String)));
  parser.write(xml).close();
  return texts;
}

/** RFC 4180 and nothing else: it fails on a bare quote and on rows of unlike length. */
function readCsv(text: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (match === null) throw new Error(`no cell at ${at}: ${text.slice(at, at + 40)}`);
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") rows.push([]);
  }
  rows.pop();
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  return rows;
}

/** Addresses of links, and nodes that only markup in a name can have made, by the parser of GitHub's dialect. */
function readMarkdown(text: string): { links: string[]; markup: string[] } {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const links: string[] = [];
  const markup: string[] = [];
  const open: Nodes[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "link") links.push(node.url);
    if (
      /^(?:html|image|code|inlineCode|emphasis|delete|footnote|definition|blockquote|thematicBreak)/.test(
        node.type,
      )
    ) {
      markup.push(node.type);
    }
    if ("children" in node) open.push(...node.children);
  }
  return { links, markup };
}

/** What a writer may make of a text that the format cannot hold. */
const toClean = (text: string) => text.toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, "\ufffd");

/** Lists stand in their cell as JSON, which spells out most of what a text cannot hold. */
const toHeldList = (list: readonly string[]): string[] => JSON.parse(toClean(JSON.stringify(list)));

test("the same graph gives the same bytes in whatever order it comes", () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const turned = { ...graph, datasets: graph.datasets.toReversed(), edges: graph.edges.toReversed() };
      for (const { name } of exportFormats.filter(({ needs }) => needs === null)) {
        expect(toText(name, turned)).toBe(toText(name, graph));
      }
    }),
    { numRuns: 20 },
  );
});

test.each(["graphml", "gexf"])("%s is XML that says what was put in", (name) => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const texts = readXmlTexts(toText(name, graph));
      for (const { id, title } of graph.datasets) {
        expect(texts).toContain(toClean(id));
        if (title) expect(texts).toContain(toClean(title));
      }
    }),
    { numRuns },
  );
});

test.each(["cytoscape", "prov-json", "prov-jsonld", "croissant", "cyclonedx", "openlineage"])(
  "%s is JSON that no page can be broken with, and names every dataset",
  (name) => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const text = toText(name, graph);
        expect(text).not.toMatch(/<\/|<!--|[\u2028\u2029]/);
        const lines = name === "openlineage" ? text.trimEnd().split("\n") : [text];
        const values = JSON.stringify(lines.map((line) => JSON.parse(line)));
        const ids = name === "croissant" ? graph.datasets.slice(0, 1) : graph.datasets;
        if (name === "openlineage") return;
        for (const { id } of ids) expect(values).toContain(JSON.stringify(id).slice(1, -1));
      }),
      { numRuns },
    );
  },
);

test("IRIs in provenance hold nothing that an IRI may not, and keep datasets apart", () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const document = JSON.parse(toText("prov-jsonld", graph));
      const iris: string[] = [];
      JSON.stringify(document["@graph"], (key, value) => {
        if (key === "@id") iris.push(value);
        return value;
      });
      for (const iri of iris) expect(iri).not.toMatch(/[\p{C}\p{Z}<>"{}|\\^`]/u);
      const datasets = document["@graph"].filter((node: { "@type": string[] }) =>
        node["@type"].includes("stemma:Dataset"),
      );
      expect(new Set(datasets.map((node: { "@id": string }) => node["@id"])).size).toBe(
        graph.datasets.length,
      );
    }),
    { numRuns },
  );
});

test("DOT: every quote that opens closes, on its own line", () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      for (const line of toText("dot", graph).trimEnd().split("\n")) {
        const bare = line.replace(/"(?:[^"\\\n]|\\.)*"/g, "_");
        expect(bare).toMatch(/^(?:digraph lineage \{|\}| {2}\w+(?: -> \w+)? \[(?:\w+=_(?:, )?)+\];)$/);
      }
    }),
    { numRuns },
  );
});

test("Mermaid: one line per dataset and edge", () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      for (const line of toText("mermaid", graph).trimEnd().split("\n").slice(1)) {
        expect(line).toMatch(/^ {2}(?:d\d+\["[^"\]]*"\]|d\d+ -\.?->?\|[\w-]+\| d\d+)$/);
      }
    }),
    { numRuns },
  );
});

test("CSV is RFC 4180, no cell of it is a formula, and it comes back", () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      for (const table of tableNames) {
        const [header = [], ...rows] = readCsv(toText("csv", graph, table));
        for (const cell of rows.flat()) {
          if (!/^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/.test(cell))
            expect(cell).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/);
        }
        expect(header[0]).toBe(table === "nodes" ? "id" : "upstream");
      }
      const files = tableNames.map((table) => ({ name: `${table}.csv`, text: toText("csv", graph, table) }));
      expectSame(graph, parseGraph(files));
    }),
    { numRuns },
  );
});

test("GraphML comes back", () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      expectSame(graph, parseGraph([{ name: "x.graphml", text: toText("graphml", graph) }]));
    }),
    { numRuns },
  );
});

test("JSON comes back to the last unit", () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      LineageGraph.parse(graph);
      const { lineage, problems } = parseGraph([{ name: "x.json", text: JSON.stringify(graph) }]);
      expect(lineage).toEqual(graph);
      expect(problems).toEqual([]);
    }),
    { numRuns },
  );
});

test("Parquet holds what CSV holds, with nulls where nothing is known", async () => {
  await fc.assert(
    fc.asyncProperty(anyGraph, async (graph) => {
      for (const table of tableNames) {
        const content = toExportFormat("parquet").toContent(graph, { table });
        if (typeof content === "string") throw new Error("bytes were expected");
        const rows = await parquetReadObjects({ file: content.buffer });
        const [header = [], ...lines] = readCsv(toText("csv", graph, table));
        expect(rows.map((row) => Object.keys(row))).toEqual(lines.map(() => header));
        for (const [index, row] of rows.entries()) {
          const cells = header.map((name) => toCell(row[name]));
          expect(cells).toEqual(
            lines[index]?.map((cell) =>
              cell.replace(/^'(?='*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n])/, ""),
            ),
          );
        }
      }
    }),
    { numRuns: 30 },
  );
});

function toCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? toClean(value) : String(value);
}

/** Datasets with what the tables say of them, edges with theirs; texts as the format can hold them. */
function expectSame(graph: LineageGraph, { graph: found, problems }: ReturnType<typeof parseGraph>): void {
  expect(problems).toEqual([]);
  const nodes = new Map(found.nodes.map((node) => [node.id, node]));
  for (const { id, title, profile } of graph.datasets) {
    expect(nodes.get(toClean(id))).toMatchObject({
      title: toClean(title ?? "") === "" ? null : toClean(title ?? ""),
      domains: profile.domains,
      kind: profile.kind,
      licenses: toHeldList(profile.licenses),
      released: { earliest: "2024-01-01", latest: "2024-01-31" },
    });
  }
  const key = (edge: { upstream: string; downstream: string }) =>
    `${toClean(edge.downstream)}\n${toClean(edge.upstream)}`;
  const edges = new Map(found.edges.map((edge) => [key(edge), edge]));
  expect(found.edges).toHaveLength(graph.edges.length);
  for (const edge of graph.edges) {
    expect(edges.get(key(edge))).toMatchObject({
      relation: edge.relation,
      status: edge.status,
      confidence: edge.confidence,
      splits: toHeldList(edge.splits),
    });
  }
}

const anyResult: fc.Arbitrary<CheckResult> = fc
  .record({
    texts: fc.array(anyText, { minLength: 3, maxLength: 3 }),
    ids: fc.tuple(anyId, anyId),
    source: fc.option(anyText),
  })
  .map(({ texts: [message = "", rule = "", help = ""], ids: [upstream, downstream], source }) => ({
    mixture: { source, format: "list" },
    policy: { source, rules: [{ id: rule, summary: message, help, level: "error" }] },
    entries: [{ id: downstream, line: 3, column: null, weight: null, split: null, raw: message }],
    findings: [null, "2027-01-01"].map((acceptedUntil) => ({
      rule,
      level: "error" as const,
      entryIndex: 0,
      dataset: upstream,
      message,
      advice: help,
      pathCount: "1",
      path: [{ upstream, downstream, relation: "direct-inclusion" as const, split: message }],
      acceptedUntil,
    })),
    counts: { error: 1, warning: 0, note: 0, accepted: 1 },
  }));

test("findings: each format parses, and no name gets out of its place", () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      const texts = new Map(findingsFormats.map(({ name, toText }) => [name, toText(result)]));
      expect(readXmlTexts(texts.get("junit")!)).toContain(toClean(result.findings[0]!.message));
      const sarif = texts.get("sarif")!;
      expect(JSON.parse(sarif).runs[0].results).toHaveLength(2);
      expect(sarif).not.toMatch(/<\/|<!--|[\u2028\u2029]/);
      const plain = texts.get("text")!.trimEnd().split("\n");
      expect(plain).toHaveLength(7);
      expect(plain.join("")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      const markdown = texts.get("markdown")!;
      const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
      expect(rows).toHaveLength(4);
      for (const row of rows) expect(row.match(/\|/g)).toHaveLength(6);
      expect(markdown).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e]/u);
      expect(readMarkdown(markdown)).toEqual({ links: [], markup: [] });
    }),
    { numRuns },
  );
});

test("the card's section stays a table", () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      for (const { id } of graph.datasets) {
        const section = toCardSection(graph, id);
        const rows = section.split("\n").filter((line) => line.startsWith("|"));
        for (const row of rows) expect(row.match(/\|/g)).toHaveLength(6);
        const { links, markup } = readMarkdown(section);
        expect(markup).toEqual([]);
        const own = /^https:\/\/(?:huggingface\.co\/datasets\/|github\.com\/|e\.org\/|example\.org\/)/;
        for (const link of links) expect(link).toMatch(own);
      }
    }),
    { numRuns },
  );
});
