import { expect, test } from "vitest";
import { makeDataset, makeEdge, makeGraph } from "../../../test/support/lineage-fixture.ts";
import type { LineageGraph } from "../../model/index.ts";
import { exportFormats, toExportFormat } from "../index.ts";

const document = {
  url: "https://example.org/card",
  kind: "hub-card",
  revision: null,
  sha256: "c0ffee",
} as const;
const edge = makeEdge("o/up", "o/down", {
  relation: "cot-distillation",
  status: "needs-review",
  confidence: 0.625,
  splits: ["train-split"],
  evidence: [
    {
      kind: "quote",
      document,
      quote: { start: 3, end: 9, text: "we distil it" },
      section: [],
      mention: "up",
      relation: "cot-distillation",
      method: "rules-1/x",
    },
  ],
});
const graph: LineageGraph = {
  ...makeGraph([]),
  datasets: ["o/down", "o/up"].map((id) => {
    const dataset = makeDataset(id, { outcome: { kind: "root-no-statement" } });
    return { ...dataset, profile: { ...dataset.profile, domains: ["science"], licenses: ["apache-2.0"] } };
  }),
  edges: [edge],
  rejected: [makeEdge("o/rejected", "o/down")],
};

const all = ["o/up", "o/down", "cot-distillation"];
const judged = [...all, "needs-review", "0.625", "train-split"];
const described = ["root-no-statement", "apache-2.0"];

test.each([
  ["mermaid", [...all, "-.->"]],
  ["dot", [...judged, ...described, "dashed"]],
  ["graphml", [...judged, ...described, "science", "we distil it"]],
  ["gexf", [...judged, ...described, "science", 'kind="cot-distillation" weight="0.625"']],
  ["cytoscape", [...judged, ...described, "science", "we distil it"]],
  ["prov-json", [...judged, ...described, "science", "we distil it", "c0ffee"]],
  ["prov-jsonld", [...judged, ...described, "science", "we distil it", "c0ffee"]],
  [
    "croissant",
    [...judged, "https://spdx.org/licenses/Apache-2.0.html", "science", "we distil it", "c0ffee"],
  ],
  ["openlineage", [...judged, ...described, "science", "we distil it"]],
  ["cyclonedx", [...judged, "root-no-statement", "Apache-2.0", "science", "we distil it"]],
])("%s carries what its row in the reference says, and no rejected edge", (name, expected) => {
  const text = String(toExportFormat(name).toContent(graph, { dataset: "O/Down" }));
  for (const part of expected) expect(text).toContain(part);
  expect(text).not.toContain("o/rejected");
});

test("the tables of edges and evidence, line by line", () => {
  const write = (table: "edges" | "evidence") =>
    String(toExportFormat("csv").toContent(graph, { table })).split("\r\n");
  expect(write("edges")[1]).toBe(
    'o/up,o/down,cot-distillation,needs-review,0.625,"[""train-split""]",confidence,[],in-order,false,1',
  );
  expect(write("evidence")[1]).toBe(
    "o/up,o/down,0,quote,cot-distillation,https://example.org/card,hub-card,,c0ffee,3,9,we distil it,[],up,rules-1/x,,,,[],,",
  );
});

test("a formula does not reach a spreadsheet", () => {
  const hostile = { ...graph, datasets: [makeDataset("o/up", { title: "=HYPERLINK(1)" })] };
  expect(String(toExportFormat("csv").toContent(hostile, { table: "nodes" }))).toContain(",'=HYPERLINK(1),");
});

test("an empty graph is written by every format", () => {
  const empty = { ...makeGraph([]), datasets: [makeDataset("o/one")] };
  for (const format of exportFormats) {
    expect(
      format.toContent(
        { ...empty, datasets: [], ...(format.needs === "dataset" ? empty : {}) },
        { dataset: "o/one" },
      ),
    ).toBeDefined();
  }
});

test("what is missing is said", () => {
  expect(() => toExportFormat("svg")).toThrow('no export format is called "svg"');
  expect(() => toExportFormat("croissant").toContent(graph, {})).toThrow("none was named");
  expect(() => toExportFormat("croissant").toContent(graph, { dataset: "o/none" })).toThrow(
    "no dataset o/none",
  );
});
