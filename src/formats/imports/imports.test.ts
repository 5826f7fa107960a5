import { expect, test } from "vitest";
import { makeGraph } from "../../../test/support/lineage-fixture.ts";
import { StemmaError } from "../../model/index.ts";
import { parseGraph } from "../index.ts";

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const brief = ({ file, line, path, effect, reason }: ReturnType<typeof parseGraph>["problems"][number]) =>
  [file, line ?? path, effect, reason].join(" ");

function toCode(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof StemmaError) return error.code;
    throw error;
  }
  return "read";
}

test("the published layout keeps what is recorded and tells what is odd", () => {
  const meta = {
    source: "Paper; Blog",
    confidence: 0.9,
    relationship: "CoT Distillation",
    evidence: "we distil",
    exists: false,
  };
  const edge = { target: "a/mix", source: "Some Corpus", meta_info: JSON.stringify(meta) };
  const data = [
    {
      name: "a/mix",
      categories: ["Math", "law"],
      year: "2024-07",
      exists_on_hf: "exists",
      is_terminal_node: false,
    },
    {
      name: "b/root",
      categories: "CODE",
      hf_year: "2020-01",
      exists_on_hf: "exists",
      is_terminal_node: true,
      terminal_reason: "Dataset created before or in 2020 (x)",
    },
  ];
  const files = [
    {
      name: "graph.jsonl",
      text: `${line(edge)}${line(edge)}{broken\n${line({ target: "a/mix", source: "a/mix", meta_info: "{}" })}`,
    },
    { name: "data.jsonl", text: data.map(line).join("") },
  ];
  const { format, graph, problems } = parseGraph(files);
  expect(format).toBe("reference-layout");
  expect(
    graph.nodes.map(({ id, domains, onHub, tracingEnded, isListed, released }) => ({
      id,
      domains,
      onHub,
      tracingEnded,
      isListed,
      released,
    })),
  ).toEqual([
    {
      id: "a/mix",
      domains: ["math"],
      onHub: true,
      tracingEnded: null,
      isListed: true,
      released: { earliest: "2024-07-01", latest: "2024-07-31" },
    },
    {
      id: "b/root",
      domains: ["code"],
      onHub: true,
      tracingEnded: "released-2020-or-earlier",
      isListed: true,
      released: { earliest: "2020-01-01", latest: "2020-01-31" },
    },
    {
      id: "name:Some Corpus",
      domains: [],
      onHub: false,
      tracingEnded: null,
      isListed: false,
      released: null,
    },
  ]);
  expect(graph.edges).toHaveLength(2);
  expect(graph.edges[0]).toMatchObject({
    upstream: "name:Some Corpus",
    downstream: "a/mix",
    relation: "cot-distillation",
    confidence: 0.9,
    evidence: ["we distil"],
    documents: ["Paper", "Blog"],
    place: { file: "graph.jsonl", line: 1 },
  });
  expect(problems.map(brief)).toEqual([
    'data.jsonl 1 kept "law" is no domain that is known',
    "graph.jsonl 3 rejected a line that is no JSON object",
    "graph.jsonl 1 kept name:Some Corpus is no dataset that the record lists",
    "graph.jsonl 2 kept name:Some Corpus -> a/mix is recorded again",
    "graph.jsonl 4 rejected an edge from a/mix to itself",
  ]);
});

test("tables name the line of every row that cannot stand", () => {
  const edges = [
    "upstream,downstream,relation,confidence",
    'a/one,a/two,"direct-inclusion",0.5',
    "a/one,,direct-inclusion,0.5",
    "a/one,a/two",
    "a/two,a/three,magic,7",
    "..,a/two,direct-inclusion,",
    'a/four,"a/fi',
  ].join("\n");
  const { graph, problems } = parseGraph([{ name: "edges.csv", text: edges }]);
  expect(graph.edges.map(({ upstream, downstream }) => `${upstream} ${downstream}`)).toEqual([
    "a/one a/two",
    "a/two a/three",
    "name:. a/two",
  ]);
  expect(problems.filter(({ reason }) => !reason.includes("no dataset that")).map(brief)).toEqual([
    "edges.csv 3 rejected an edge without its downstream",
    "edges.csv 4 rejected a row of 2 cells under a header of 4",
    'edges.csv 5 kept "magic" is no relation that is known',
    "edges.csv 5 kept a confidence of 7 is not between 0 and 1",
    "edges.csv 7 rejected a row whose quotes do not match",
  ]);
});

test("a plain graph of anybody is read, its broken records are named by their path", () => {
  const text = JSON.stringify({
    nodes: ["a/one", { name: "a/two" }, 7, "A/ONE"],
    edges: [["a/one", "a/two"], { source: "a/two", target: "a/one" }, "x"],
  });
  const { graph, problems } = parseGraph([{ name: "graph.json", text }]);
  expect(graph.nodes.map(({ id }) => id)).toEqual(["a/one", "a/two"]);
  expect(graph.edges).toHaveLength(2);
  expect(problems.map(brief)).toEqual([
    "graph.json nodes[2] rejected a dataset that is neither a text nor an object",
    "graph.json nodes[3] rejected A/ONE is listed twice; the first record is kept",
    "graph.json edges[2] rejected an edge that is neither a pair nor an object",
  ]);
});

test("Stemma's own JSON comes back whole, and record by record when one of them is damaged", () => {
  const graph = makeGraph(["a/one -> a/two", "a/two -> a/three"]);
  const whole = parseGraph([{ name: "lineage.json", text: JSON.stringify(graph) }]);
  expect(whole.lineage).toEqual(graph);
  expect(whole.graph.edges).toHaveLength(2);
  const damaged = { ...graph, edges: [{ ...graph.edges[0], confidence: 3 }, graph.edges[1]] };
  const partly = parseGraph([{ name: "lineage.json", text: JSON.stringify(damaged) }]);
  expect(partly.lineage).toBeNull();
  expect(partly.graph.edges).toHaveLength(1);
  expect(partly.problems[0]).toMatchObject({ effect: "rejected", path: "edges[0]" });
});

test("hostile XML is refused with its line", () => {
  const bomb =
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><graphml>&b;</graphml>';
  const deep = `<graphml>${"<graph>".repeat(100)}`;
  const texts = [bomb, deep, "<graphml><node id=</graphml>", "<graphml>&unknown;</graphml>", "<graphml>"];
  expect(texts.map((text) => toCode(() => parseGraph([{ name: "x.graphml", text }])))).toEqual(
    texts.map(() => "corrupt"),
  );
});

test("what is no graph is an error that says what was looked for", () => {
  expect(() => parseGraph([{ name: "x.txt", text: "hello" }])).toThrow("no graph was recognised in x.txt");
  expect(toCode(() => parseGraph([]))).toBe("usage");
  expect(toCode(() => parseGraph([{ name: "x", text: "" }], "yaml"))).toBe("usage");
  expect(toCode(() => parseGraph([{ name: "x", text: "{" }], "json"))).toBe("corrupt");
  expect(toCode(() => parseGraph([{ name: "x", text: `${"[".repeat(200_000)}` }], "json"))).toBe("corrupt");
});

test("a chain of 10,000 datasets is read", () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => `a/s${index},a/s${index + 1}\n`);
  const text = `source,target\n${rows.join("")}`;
  expect(parseGraph([{ name: "chain.csv", text }]).graph.edges).toHaveLength(10_000);
});
