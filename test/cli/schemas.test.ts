import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import { publishedSchemas, toJsonSchema } from "../../src/app/index.ts";
import { bundledSnapshot, makeWorkplace } from "./run-stemma.ts";

const { run, store, folder } = makeWorkplace();
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
for (const published of publishedSchemas) ajv.addSchema(toJsonSchema(published), published.name);

let graph: { datasets: unknown[]; rejected: unknown[]; edges: { evidence: unknown[] }[] };
let review: unknown;
let queue: { items: unknown[] };
beforeAll(async () => {
  const inStore = ["--store", store];
  const traced = await run(
    "trace",
    "qihoo360/Light-R1-SFTData",
    "--snapshot",
    bundledSnapshot,
    "--json",
    ...inStore,
  );
  graph = JSON.parse(traced.stdout);
  const added = await run("add", "dataset", "our/mixture", "--reason", "new", "--json", ...inStore);
  review = JSON.parse(added.stdout);
  queue = JSON.parse((await run("review", "list", "--scope", "all", "--json", ...inStore)).stdout);
});

function expectValid(name: string, data: unknown) {
  ajv.validate(name, data);
  expect(ajv.errors ?? []).toEqual([]);
}

test("what trace prints fits lineage-graph, dataset and edge", () => {
  expectValid("lineage-graph.v1", graph);
  for (const dataset of graph.datasets) expectValid("dataset.v1", dataset);
  for (const edge of graph.edges) expectValid("edge.v1", edge);
  expect(graph.edges.length).toBeGreaterThan(10);
});

test("what add prints fits review-event", () => {
  expectValid("review-event.v1", review);
});

test("what review list prints fits review-item", () => {
  expect(queue.items.length).toBe(graph.edges.length + graph.rejected.length);
  for (const item of queue.items) expectValid("review-item.v1", item);
});

const light = "qihoo360/Light-R1-SFTData";
const scores = join(folder, "scores.csv");
test.each([
  ["graph-statistics.v1", ["stats"]],
  ["common-ancestors.v1", ["common", light, "openai/gsm8k"]],
  ["contamination-report.v1", ["contamination"]],
  ["intersection-reports.v1", ["intersections", light]],
  ["similarity-report.v1", ["similar"]],
  ["patterns.v1", ["patterns"]],
  ["licence-reports.v1", ["licence", light]],
  ["recommendations.v1", ["recommend"]],
  ["rank-aggregation.v1", ["rank", scores]],
  ["graph-diff.v1", ["diff", "2999-01-01", "now"]],
  ["runs.v1", ["runs"]],
])("%s fits what %j prints", async (name, command) => {
  writeFileSync(scores, "dataset,a,b\nx/a,1,\nx/b,2,3\n");
  const { stdout, stderr, exitCode } = await run(...command, "--json", "--store", store);
  expect([exitCode, stderr.includes("error")]).toEqual([0, false]);
  const data = JSON.parse(stdout);
  expectValid(name, data);
  const { [Object.keys(data).at(-1) ?? ""]: _, ...less } = data;
  expect(ajv.validate(name, less)).toBe(false);
});

test("the schemas refuse what is no such thing", () => {
  expect(ajv.validate("lineage-graph.v1", { ...graph, schemaVersion: 2 })).toBe(false);
  expect(ajv.validate("edge.v1", { ...graph.edges[0], confidence: 1.5 })).toBe(false);
});
