import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parquetReadObjects } from "hyparquet";
import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import {
  exportGraph,
  graphFormats,
  loadConfiguration,
  publishedSchemas,
  toJsonSchema,
} from "../../src/app/index.ts";
import { parseGraph } from "../../src/formats/index.ts";
import { LineageGraph } from "../../src/model/index.ts";
import { runHere } from "./run-here.ts";
import { bundledSnapshot, makeWorkplace } from "./run-stemma.ts";

const { run: runProcess, folder, store } = makeWorkplace();
const run = (...command: readonly string[]) => runHere(folder, ...command);
const seeds = ["qihoo360/Light-R1-SFTData", "zwhe99/DeepMath-103K"];
const [seed = ""] = seeds;
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
for (const published of publishedSchemas) ajv.addSchema(toJsonSchema(published), published.name);

let graph: LineageGraph;
beforeAll(async () => {
  const traced = await run("trace", ...seeds, "--snapshot", bundledSnapshot, "--json", "--store", store);
  graph = LineageGraph.parse(JSON.parse(traced.stdout));
}, 60_000);

function inStore(...command: readonly string[]) {
  return run(...command, "--store", store);
}

function expectValid(name: string, data: unknown) {
  ajv.validate(name, data);
  expect(ajv.errors ?? []).toEqual([]);
}

function toPairs({ edges }: Pick<LineageGraph, "edges">): string[] {
  return edges.map((edge) => `${edge.upstream} -> ${edge.downstream} ${edge.relation} ${edge.splits}`).sort();
}

async function loadGraph(at: string): Promise<LineageGraph> {
  const configuration = loadConfiguration({ flags: { store: at }, env: {}, cwd: folder });
  const { content } = await exportGraph.run({ format: "json" }, { configuration });
  return LineageGraph.parse(JSON.parse(content ?? ""));
}

const jsonOf = (text: string) => JSON.parse(text);
const countOf = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

/** What each format says of the same graph: edges, and datasets where it lists them. */
const readers: Readonly<Record<string, (text: string) => { edges: number; nodes?: number }>> = {
  json: (text) => ({ edges: jsonOf(text).edges.length, nodes: jsonOf(text).datasets.length }),
  mermaid: (text) => ({ edges: countOf(text, /-\.?->/g), nodes: countOf(text, /^ {2}d\d+\[/gm) }),
  dot: (text) => ({ edges: countOf(text, /^ {2}n\d+ -> n\d+ \[/gm) }),
  graphml: (text) => ({ edges: countOf(text, /<edge /g), nodes: countOf(text, /<node /g) }),
  gexf: (text) => ({ edges: countOf(text, /<edge /g), nodes: countOf(text, /<node /g) }),
  cytoscape: (text) => ({
    edges: jsonOf(text).elements.edges.length,
    nodes: jsonOf(text).elements.nodes.length,
  }),
  csv: (text) => ({ edges: parseGraph([{ name: "edges.csv", text }], "csv").graph.edges.length }),
  "prov-json": (text) => ({ edges: countDerivations(Object.values(jsonOf(text).wasDerivedFrom)) }),
  "prov-jsonld": (text) => ({ edges: countOf(text, /"prov:Derivation"|"Derivation"/g) }),
  openlineage: (text) => ({
    edges: text
      .trimEnd()
      .split("\n")
      .reduce((sum, line) => sum + jsonOf(line).inputs.length, 0),
  }),
  cyclonedx: (text) => ({
    edges: jsonOf(text).dependencies.reduce(
      (sum: number, { dependsOn = [] }: { dependsOn?: string[] }) => sum + dependsOn.length,
      0,
    ),
    nodes: jsonOf(text).components.length,
  }),
};

function countDerivations(derivations: readonly object[]): number {
  return derivations.filter((each) => !("prov:type" in each && /Quotation/.test(JSON.stringify(each))))
    .length;
}

describe("export", () => {
  test.each(Object.keys(readers))(
    "%s has every edge, and every dataset where it lists them",
    async (name) => {
      const { stdout, exitCode } = await inStore("export", name, "--json");
      expect(exitCode).toBe(0);
      const read = readers[name]?.(stdout);
      expect(read?.edges).toBe(graph.edges.length);
      if (read?.nodes !== undefined) expect(read.nodes).toBe(graph.datasets.length);
    },
  );

  test("parquet goes into files, all its tables into a folder, and never over a file", async () => {
    const out = join(folder, "tables/");
    const { stdout } = await runProcess("export", "parquet", "--out", out, "--json", "--store", store);
    expectValid("export-summary.v1", JSON.parse(stdout));
    const bytes = new Uint8Array(readFileSync(join(out, "edges.parquet")));
    expect(await parquetReadObjects({ file: bytes.buffer })).toHaveLength(graph.edges.length);
    const before = readFileSync(join(out, "nodes.parquet"));
    const again = await inStore("export", "parquet", "--out", out);
    expect([again.exitCode, again.stderr]).toEqual([2, expect.stringContaining("--force")]);
    expect((await inStore("export", "parquet", "--out", out, "--force")).exitCode).toBe(0);
    expect(readFileSync(join(out, "nodes.parquet"))).toEqual(before);
    expect(readdirSync(out).sort()).toEqual(["edges.parquet", "evidence.parquet", "nodes.parquet"]);
    expect((await inStore("export", "parquet")).exitCode).toBe(2);
  });

  test("croissant is of one dataset, a file for each into a folder", async () => {
    const { stdout } = await inStore("export", "croissant", seed);
    expect(JSON.parse(stdout)).toMatchObject({ "@type": "sc:Dataset" });
    expect((await inStore("export", "croissant")).exitCode).toBe(2);
    const out = join(folder, "croissants/");
    await inStore("export", "croissant", ...seeds, "--out", out);
    expect(readdirSync(out)).toHaveLength(2);
  });

  test("datasets cut the graph down: up, down or both ways", async () => {
    const read = async (...flags: readonly string[]) => {
      const { stdout } = await inStore("export", "json", "AI-MO/NuminaMath-CoT", ...flags);
      return LineageGraph.parse(JSON.parse(stdout)).datasets.map(({ id }) => id);
    };
    const [up, down, both] = [
      await read(),
      await read("--direction", "down"),
      await read("--direction", "both"),
    ];
    expect(up).not.toContain(seed);
    expect(down).toContain(seed);
    expect(new Set(both)).toEqual(new Set([...up, ...down]));
  });

  test("an unknown format lists those there are; every one that is listed is tested here", async () => {
    const { exitCode, stderr } = await inStore("export", "excel");
    expect(exitCode).toBe(2);
    for (const { name } of graphFormats) expect(stderr).toContain(name);
    const tested = [...Object.keys(readers), "parquet", "croissant"];
    expect(graphFormats.map(({ name }) => name).sort()).toEqual(tested.sort());
  });
});

describe("card", () => {
  const card = "---\r\nlicense: mit\r\n---\r\n# Ours\r\n\r\nText.\r\n";

  test("shows the change first, makes it once, and the second time changes no byte", async () => {
    const path = join(folder, "README.md");
    writeFileSync(path, card, { mode: 0o600 });
    const shown = await inStore("export", "card", seed, "--card", path);
    expect(shown.stdout).toMatch(/^\+source_datasets:$/m);
    expect(readFileSync(path, "utf8")).toBe(card);
    const written = await inStore("export", "card", seed, "--card", path, "--write", "--json");
    expectValid("card-summary.v1", JSON.parse(written.stdout));
    const once = readFileSync(path);
    expect(once.toString()).toContain("<!-- stemma:lineage:start -->");
    expect(once.toString().startsWith("---\r\nlicense: mit\r\nsource_datasets:\r\n")).toBe(true);
    const again = await inStore("export", "card", seed, "--card", path, "--write");
    expect(again.stderr).toContain("has this already");
    expect(readFileSync(path)).toEqual(once);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("bytes that are no UTF-8 stay as they are", async () => {
    const path = join(folder, "latin.md");
    writeFileSync(path, Buffer.from([0x23, 0x20, 0xe4, 0x0a]));
    const { exitCode, stderr } = await inStore("export", "card", seed, "--card", path, "--write");
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("UTF-8")]);
    expect([...readFileSync(path)]).toEqual([0x23, 0x20, 0xe4, 0x0a]);
  });
});

describe("import", () => {
  test.each([
    ["json", ["lineage.json"]],
    ["graphml", ["lineage.graphml"]],
    ["cytoscape", ["lineage.cyjs"]],
    ["csv", ["nodes.csv", "edges.csv", "evidence.csv"]],
  ])(
    "what %s exported gives the same edges in a fresh store, stated by a person; twice adds nothing",
    async (name, files) => {
      const out = join(folder, `round-${name}/`);
      await inStore("export", name, "--out", out);
      const fresh = join(folder, `round-${name}.db`);
      const paths = files.map((file) => join(out, file));
      const { exitCode, stdout } = await run("import", ...paths, "--store", fresh, "--json");
      expect(exitCode).toBe(0);
      expectValid("import-summary.v1", JSON.parse(stdout));
      const imported = await loadGraph(fresh);
      expect(toPairs(imported)).toEqual(toPairs(graph));
      expect(imported.datasets.map(({ id }) => id)).toEqual(graph.datasets.map(({ id }) => id));
      for (const { evidence } of imported.edges)
        expect(evidence.map(({ kind }) => kind)).toEqual(["asserted"]);
      const again = await run("import", out, "--store", fresh, "--json");
      expect(JSON.parse(again.stdout).edges).toMatchObject({ added: 0, known: graph.edges.length });
      expect(await loadGraph(fresh)).toEqual(imported);
    },
  );

  test("into the store it came from it adds nothing and decides nothing", async () => {
    const copy = join(folder, "copy.db");
    for (const end of ["", "-wal", "-shm"])
      if (existsSync(`${store}${end}`)) cpSync(`${store}${end}`, `${copy}${end}`);
    const path = join(folder, "own.json");
    await inStore("export", "json", "--out", path);
    expect((await run("import", path, "--store", copy)).exitCode).toBe(0);
    expect(await loadGraph(copy)).toEqual(graph);
  });

  test("every broken record is told with its place, the sound ones are taken over, and the exit code says so (4)", async () => {
    const path = join(folder, "odd.csv");
    const rows = ["upstream,downstream", "a/b,c/d", "a/b,c/d", "c/d,c/d", ",c/d", "\u202egnp,c/d", "e/f,a/b"];
    writeFileSync(path, `${rows.join("\n")}\n`);
    const fresh = join(folder, "odd.db");
    const { exitCode, stdout, stderr } = await runProcess("import", "odd.csv", "--store", fresh);
    expect([exitCode, stderr]).toEqual([4, expect.stringContaining("3 of 4 edges added")]);
    expect(stdout).toMatch(/odd\.csv +4 .*to itself/);
    expect(stdout).toMatch(/odd\.csv +5 .*without its upstream/);
    expect(stdout).not.toContain("\u202e");
    const { edges } = await loadGraph(fresh);
    expect(edges.map(({ upstream, downstream }) => `${upstream} -> ${downstream}`)).toEqual([
      "e/f -> a/b",
      "a/b -> c/d",
      "name:gnp -> c/d",
    ]);
    expect(edges[0]?.evidence).toMatchObject([{ reason: "imported from odd.csv, line 7" }]);
    const table = await run("import", path, "--store", fresh, "--dry-run", "--format", "agent");
    expect(table.stdout).toContain("recorded again");
  });

  test("a dry run writes nothing, not even a store", async () => {
    const path = join(folder, "plain.json");
    writeFileSync(path, '{"nodes":[{"id":"a/alone"}],"edges":[["a/b","c/d"]]}');
    const fresh = join(folder, "dry.db");
    const { stdout } = await run("import", path, "--dry-run", "--store", fresh, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ isDryRun: true, datasets: { added: 1 }, edges: { added: 1 } });
    expect(existsSync(fresh)).toBe(false);
  });

  test("an imported edge can be taken out by hand, and does not come back", async () => {
    const path = join(folder, "plain2.json");
    writeFileSync(path, '{"nodes":[],"edges":[["a/b","c/d"],["a/x","c/d"]]}');
    const fresh = join(folder, "removed.db");
    await run("import", path, "--store", fresh, "--reviewer", "Ada");
    await run("remove", "edge", "a/b", "c/d", "--reason", "wrong", "--store", fresh, "--reviewer", "Ada");
    const again = await run("import", path, "--store", fresh, "--reviewer", "Ada");
    expect([again.exitCode, again.stdout]).toEqual([4, expect.stringContaining("as rejected")]);
    expect((await loadGraph(fresh)).edges.map(({ upstream }) => upstream)).toEqual(["a/x"]);
  });

  test.each([
    ["half.json", '{"nodes":[', 8, "no JSON", []],
    ["other.json", '{"a":1}', 8, "no graph", []],
    ["note.txt", "hello", 2, "no graph was recognised", []],
    ["bomb.graphml", '<!DOCTYPE a [<!ENTITY b "c">]><graphml/>', 8, "entit", ["--as", "graphml"]],
  ])(
    "%s is refused as a whole with a reason, and no store is made",
    async (name, text, code, reason, flags) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      const fresh = join(folder, `${name}.db`);
      const { exitCode, stderr, stdout } = await run("import", path, "--store", fresh, ...flags);
      expect([exitCode, stdout]).toEqual([code, ""]);
      expect(stderr).toContain(reason);
      expect(existsSync(fresh)).toBe(false);
    },
  );

  test("a file that is not there and a format that is none are told", async () => {
    expect((await inStore("import", join(folder, "none.json"))).exitCode).toBe(2);
    const { exitCode, stderr } = await inStore("import", store, "--as", "excel");
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("reference-layout")]);
  });
});

describe("report", () => {
  interface Element {
    readonly nodeName: string;
    readonly childNodes?: readonly Element[];
    readonly attrs?: readonly { readonly name: string; readonly value: string }[];
    readonly value?: string;
  }

  function listElements(root: Element): Element[] {
    return [root, ...(root.childNodes ?? []).flatMap(listElements)];
  }

  test("draws the edges of its data, says how it was made, and writes the drawings", async () => {
    const out = join(folder, "report.html");
    const figures = join(folder, "figures");
    const flags = ["--out", out, "--charts", figures, "--title", "Ours & <yours>", "--json"];
    const { exitCode, stdout } = await runProcess("report", seed, ...flags, "--store", store);
    expect(exitCode).toBe(0);
    const summary = JSON.parse(stdout);
    expectValid("report-summary.v1", summary);
    const html = readFileSync(out, "utf8");
    const page = listElements(parse(html) as unknown as Element);
    const text = page.map(({ value }) => value ?? "").join("");
    expect(text).toContain("Ours & <yours>");
    expect(text).toMatch(/from the snapshot “|from the snapshot "/);
    const direct = graph.edges.filter(({ downstream }) => downstream === seed);
    expect(direct.length).toBeGreaterThan(3);
    for (const { upstream } of direct) expect(html).toContain(`${upstream} → ${seed}`);
    expect(summary.charts.length).toBeGreaterThan(5);
    const [drawing = ""] = readdirSync(figures).sort();
    const svg = readFileSync(join(figures, drawing), "utf8");
    for (const { upstream } of direct) expect(svg).toContain(`${upstream} → ${seed}`);
    expect((await inStore("report", "--out", out)).exitCode).toBe(2);
    expect(readFileSync(out, "utf8")).toBe(html);
  });

  test("of a graph without seeds it is about what nothing was built on", async () => {
    const path = join(folder, "chain.json");
    writeFileSync(path, '{"nodes":[],"edges":[["a/b","c/d"],["c/d","e/f"]]}');
    const fresh = join(folder, "chain.db");
    await run("import", path, "--store", fresh);
    const { stdout } = await run("report", "--store", fresh, "--out", join(folder, "chain.html"), "--json");
    expect(JSON.parse(stdout)).toMatchObject({ focus: ["e/f"], datasets: 3, edges: 2 });
  });

  test("an empty place, an unknown dataset: told, and nothing is written", async () => {
    const out = join(folder, "nowhere", "report.html");
    expect((await inStore("report", "--out", out)).exitCode).toBe(8);
    mkdirSync(join(folder, "place"));
    const unknown = await inStore("report", "no/such", "--out", join(folder, "place", "r.html"));
    expect([unknown.exitCode, readdirSync(join(folder, "place"))]).toEqual([2, []]);
  });
});
