import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import {
  type Chart,
  countConfidence,
  countRelations,
  createPartFinder,
  joinPaths,
  schemes,
  toCompositionChart,
  toConfidenceChart,
  toInlineSvg,
  toLineageChart,
  toPathsChart,
  toRelationChart,
  toSvgFile,
  toTimelineChart,
  toTimelineCharts,
} from "../../src/formats/charts/index.ts";
import {
  toAnalysisGraph,
  toGraphStatistics,
  toIntersectionReport,
  toLineageIndex,
} from "../../src/graph/index.ts";
import type { LineageGraph } from "../../src/model/index.ts";
import { makeDataset, makeEdge, makeGraph } from "../support/lineage-fixture.ts";
import { anyGraph, toNodeId, toSmallLineage } from "../support/random-graphs.ts";
import { createChartTools } from "../support/report-fixture.ts";

const tools = createChartTools();
const limits = { maxDistance: 3, maxSiblings: 12, maxNodes: 72 };
const roleTexts = { subject: "subject", meeting: "meeting" };

function parseSvg(chart: Chart): string {
  const text = toSvgFile(chart);
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
  return text;
}

const countEdges = (chart: Chart) => parseSvg(chart).match(/<path class="edge/g)?.length ?? 0;

function drawLineage(graph: LineageGraph, target: string, changes: Partial<typeof limits> = {}) {
  const part = createPartFinder(graph).toPart(target, { ...limits, ...changes });
  return { part, chart: toLineageChart(part) };
}

describe("the lineage of one dataset", () => {
  test("has an edge drawn for every edge of the part, cycles and loops too", () => {
    fc.assert(
      fc.property(anyGraph, (small) => {
        const graph = toSmallLineage(small);
        const { part, chart } = drawLineage(graph, toNodeId(0), { maxDistance: 100 });
        const shown = new Set(part.nodes.map(({ id }) => id));
        expect(part.edges).toEqual(
          expect.arrayContaining(graph.edges.filter(({ downstream }) => shown.has(downstream))),
        );
        expect(countEdges(chart)).toBe(part.edges.length + part.groups.length);
      }),
    );
  });

  test("shows eleven of many siblings and groups the others, none lost", () => {
    const graph = makeGraph(Array.from({ length: 40 }, (_, at) => `x/u${at} -> x/target`));
    const { part, chart } = drawLineage(graph, "x/target");
    expect(part.nodes).toHaveLength(12);
    expect(part.groups.map(({ edges }) => edges.length)).toEqual([29]);
    expect(countEdges(chart)).toBe(12);
    expect(parseSvg(chart)).toContain("29 more datasets");
  });

  test("twelve siblings are not grouped", () => {
    const { part } = drawLineage(makeGraph(Array.from({ length: 12 }, (_, at) => `x/u${at} -> x/t`)), "x/t");
    expect([part.nodes.length, part.groups.length]).toEqual([13, 0]);
  });

  test("says at its edge what is upstream and not drawn", () => {
    const chain = makeGraph(["x/e -> x/d", "x/d -> x/c", "x/c -> x/b", "x/b -> x/a"]);
    const { part, chart } = drawLineage(chain, "x/a");
    expect(part.nodes.at(-1)).toMatchObject({ id: "x/d", hiddenUpstreams: 1 });
    expect(parseSvg(chart)).toContain(">+1<");
  });

  test("keeps to the number of nodes, whatever fans in", () => {
    const arrows = Array.from({ length: 12 }, (_, a) => [
      `x/a${a} -> x/t`,
      ...Array.from({ length: 12 }, (_, b) => `x/a${a}b${b} -> x/a${a}`),
    ]).flat();
    const { part, chart } = drawLineage(makeGraph(arrows), "x/t");
    expect(part.nodes.length).toBeLessThanOrEqual(limits.maxNodes);
    const inside = new Set(part.nodes.map(({ id }) => id));
    const told = part.nodes.reduce((sum, { hiddenUpstreams }) => sum + hiddenUpstreams, 0);
    const grouped = part.groups.reduce((sum, { edges }) => sum + edges.length, 0);
    const known = arrows.filter((arrow) => inside.has(arrow.split(" -> ")[1]!)).length;
    expect(part.edges.length + grouped + told).toBe(known);
    expect(countEdges(chart)).toBe(part.edges.length + part.groups.length);
  });

  test("a dataset alone is one box", () => {
    const { chart } = drawLineage(makeGraph([], ["x/alone"]), "x/alone");
    expect(countEdges(chart)).toBe(0);
    expect(parseSvg(chart)).toContain("alone");
  });

  test("outline and shape tell kinds apart without colour", () => {
    const graph = {
      ...makeGraph(["x/bench -> x/t", "x/root -> x/t", "name:AMC -> x/t", "x/gone -> x/t"]),
      datasets: [
        makeDataset("x/t"),
        makeDataset("x/root", { outcome: { kind: "root-no-statement" } }),
        makeDataset("name:AMC", { outcome: { kind: "not-on-hub" } }),
        makeDataset("x/gone", { outcome: { kind: "unreadable", reason: "gated", detail: "" } }),
        makeDataset("x/bench", {
          profile: { ...makeDataset("x/bench").profile, kind: "benchmark" },
        }),
      ],
    };
    const text = parseSvg(drawLineage(graph, "x/t").chart);
    for (const kind of ["benchmark", "root", "unresolved", "unreadable", "internal"])
      expect(text).toContain(`class="node ${kind} `);
  });
});

test("paths drawn together have each edge once", () => {
  fc.assert(
    fc.property(anyGraph, (small) => {
      const report = toIntersectionReport(toLineageIndex(toSmallLineage(small)), toNodeId(0));
      const paths = report.intersections.flatMap((each) => each.paths);
      const chart = toPathsChart({
        title: "t",
        paths,
        subject: toNodeId(0),
        meetings: report.intersections.map(({ ancestor }) => ancestor),
        roleTexts,
        findDataset: () => undefined,
      });
      const pairs = new Set(
        paths.flatMap(({ steps }) => steps.map((step) => `${step.upstream} ${step.downstream}`)),
      );
      expect(joinPaths(paths).steps).toHaveLength(pairs.size);
      expect(countEdges(chart)).toBe(pairs.size);
    }),
  );
});

describe("counts", () => {
  const edges = [
    makeEdge("x/a", "x/b", { confidence: 1 }),
    makeEdge("x/a", "x/c", { confidence: 0.3, status: "needs-review" }),
    makeEdge("x/b", "x/c", { confidence: 0.7, relation: "cot-distillation" }),
  ];

  test("every edge is in one step of confidence and one relation", () => {
    const total = (counts: ReturnType<typeof countRelations>) =>
      counts.reduce((sum, { accepted, review }) => sum + accepted + review, 0);
    expect([total(countRelations(edges)), total(countConfidence(edges))]).toEqual([3, 3]);
    expect(
      countConfidence(edges).flatMap(({ label, accepted, review }) => (accepted + review ? [label] : [])),
    ).toEqual(["0.3–0.4", "0.7–0.8", "0.9–1.0"]);
    expect(countRelations(edges).map(({ label }) => label)).toContain("CoT distillation");
  });

  test("a bar is drawn for every count that is not zero", () => {
    const countBars = (chart: Chart) => {
      const [plot = ""] = parseSvg(chart).split('<g transform="translate(40 ');
      return plot.match(/<rect /g)?.length;
    };
    expect([countBars(toRelationChart(edges, tools)), countBars(toConfidenceChart(edges, tools))]).toEqual([
      3, 3,
    ]);
  });

  test("nothing to count is an empty chart", () => {
    for (const chart of [
      toRelationChart([], tools),
      toConfidenceChart([], tools),
      toTimelineChart([], tools),
    ])
      parseSvg(chart);
  });
});

describe("domains and years", () => {
  const dataset = (id: string, year: number | null, isRoot: boolean) =>
    makeDataset(id, {
      outcome: { kind: isRoot ? "root-no-statement" : "traced" },
      released:
        year === null
          ? null
          : { interval: { earliest: `${year}-01-01`, latest: `${year}-12-31` }, source: "hub", reason: "" },
      profile: { ...makeDataset(id).profile, domains: ["math", "code"] },
    });
  const graph: LineageGraph = {
    ...makeGraph(["x/a -> x/b", "x/b -> x/c"]),
    datasets: [dataset("x/a", 2021, true), dataset("x/b", 2023, false), dataset("x/c", null, false)],
  };
  const { timeline, matrix } = toGraphStatistics(toAnalysisGraph(graph));

  test("panels share their years, with the gap between and the unknown one", () => {
    const panels = toTimelineCharts(timeline, tools);
    expect(panels.map(({ title }) => title)).toEqual(["math", "code", "general", "science"]);
    for (const panel of panels)
      for (const year of ["2021", "2022", "2023", "?"]) expect(parseSvg(panel)).toContain(`>${year}<`);
    expect(panels[0]!.description).toBe("2021: 1, 2023: 1, ?: 1");
  });

  test("the parts of a domain are drawn for each cell that has any", () => {
    const chart = toCompositionChart(matrix, tools);
    const [plot = ""] = parseSvg(chart).split('<g transform="translate(6 ');
    expect(plot.match(/<rect /g)).toHaveLength(matrix.filter(({ count }) => count > 0).length);
  });
});

test("the same chart gives the same bytes, and a page can hold it twice under two names", () => {
  const graph = makeGraph(["x/a -> x/b", "x/b -> x/a", "x/a -> x/a"]);
  const { chart } = drawLineage(graph, "x/a");
  expect(toSvgFile(drawLineage(graph, "x/a").chart)).toBe(toSvgFile(chart));
  expect(toSvgFile(toRelationChart(graph.edges, createChartTools()))).toBe(
    toSvgFile(toRelationChart(graph.edges, createChartTools())),
  );
  expect(String(toInlineSvg(chart, "one"))).toContain('id="one-title"');
  expect(String(toInlineSvg(chart, "two"))).not.toContain("one-");
});

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function toLuminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toContrast(a: string, b: string): number {
  const [dark = 0, bright = 0] = [toLuminance(a), toLuminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(schemes))("colours, %s", (_, colours) => {
  const fills = ["root-fill", "internal-fill", "benchmark-fill", "page", "panel"] as const;
  const inks = ["text", "muted", "link", "alarm", "caution", "calm"] as const;

  test("text can be read on what it stands on (4.5)", () => {
    for (const ink of inks)
      for (const ground of ["page", "panel"] as const)
        expect([ink, ground, toContrast(colours[ink], colours[ground]) >= 4.5]).toEqual([ink, ground, true]);
    for (const fill of fills)
      for (const ink of ["text", "muted"] as const)
        expect([ink, fill, toContrast(colours[ink], colours[fill]) >= 4.5]).toEqual([ink, fill, true]);
    for (const domain of ["math", "code", "general", "science"] as const)
      expect([domain, toContrast(colours["on-domain"], colours[domain]) >= 4.5]).toEqual([domain, true]);
  });

  test("lines and bars stand out from the page (3)", () => {
    const lines = [
      "edge",
      "root-line",
      "internal-line",
      "benchmark-line",
      "subject-line",
      "open-line",
      "alarm",
    ] as const;
    for (const line of [...lines, "math", "code", "general", "science"] as const)
      expect([line, toContrast(colours[line], colours.page) >= 3]).toEqual([line, true]);
  });
});
