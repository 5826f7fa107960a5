import fc from "fast-check";
import { describe, expect, test } from "vitest";
import printed from "../../../test/paper/printed-paths.json" with { type: "json" };
import { makeDataset, makeEdge, makeGraph } from "../../../test/support/lineage-fixture.ts";
import { acyclicGraph, brutePaths, toNodeId, toSmallLineage } from "../../../test/support/random-graphs.ts";
import type { Edge, LineageGraph } from "../../model/index.ts";
import { toLineageIndex } from "../lineage-index.ts";
import {
  type ContaminationOptions,
  ContaminationReport,
  toContaminationReport,
  toExposure,
} from "./index.ts";

function withBenchmarks(graph: LineageGraph, ids: readonly string[], testSplit: string | null = "test") {
  const datasets = graph.datasets.map((dataset) =>
    ids.includes(dataset.id)
      ? { ...dataset, profile: { ...dataset.profile, kind: "benchmark" as const, testSplit } }
      : dataset,
  );
  return { ...graph, datasets };
}

function report(edges: readonly Edge[], benchmarks: readonly string[], options?: ContaminationOptions) {
  const ids = new Set(edges.flatMap((edge) => [edge.upstream, edge.downstream]));
  const graph = {
    ...makeGraph([]),
    datasets: [...ids].sort().map((id) => makeDataset(id)),
    edges: [...edges],
  };
  return toContaminationReport(toLineageIndex(withBenchmarks(graph, benchmarks)), options);
}

const cellOf = (found: ContaminationReport, dataset: string, benchmark = "b/bench") =>
  found.cells.find((cell) => cell.dataset === dataset && cell.benchmark === benchmark);

describe("toExposure", () => {
  test.each([
    [[], "test", "possible"],
    [["train"], "test", "clear"],
    [["train", "test"], "test", "test-split"],
    [["Test[:50%]"], "test", "test-split"],
    [["train+test"], "test", "test-split"],
    [["test"], "validation", "clear"],
    [["train"], null, "clear"],
    [["train", "dev"], null, "possible"],
    [["test"], null, "test-split"],
    [["all"], "test", "possible"],
  ] as const)("%j of a benchmark scored on %s is %s", (splits, testSplit, exposure) => {
    expect(toExposure(splits, { testSplit, isOnlySplit: false })).toBe(exposure);
  });
});

describe("toContaminationReport", () => {
  test("carries an alarm down unless only other splits were taken", () => {
    const found = report(
      [
        makeEdge("b/bench", "x/train-only", { splits: ["train"] }),
        makeEdge("x/train-only", "x/below"),
        makeEdge("b/bench", "x/tested", { splits: ["test"] }),
        makeEdge("x/tested", "x/below-tested", { splits: ["train"] }),
        makeEdge("b/bench", "x/unknown"),
      ],
      ["b/bench"],
    );
    expect(found.cells.map(({ dataset, exposure, severity }) => [dataset, exposure, severity])).toEqual([
      ["x/below", "clear", "info"],
      ["x/below-tested", "test-split", "high"],
      ["x/tested", "test-split", "high"],
      ["x/train-only", "clear", "info"],
      ["x/unknown", "possible", "medium"],
    ]);
    expect(found.benchmarks).toMatchObject([{ id: "b/bench", severity: "high", reached: 5, alarmed: 3 }]);
    expect(found.datasets.find(({ id }) => id === "x/below")).toEqual({
      id: "x/below",
      severity: "info",
      alarms: 0,
    });
  });

  test("an edge under review lowers the alarm by one step", () => {
    const review = { status: "needs-review" as const };
    const found = report(
      [
        makeEdge("b/bench", "x/a", { splits: ["test"], ...review }),
        makeEdge("b/bench", "x/b"),
        makeEdge("x/b", "x/c", review),
      ],
      ["b/bench"],
    );
    expect(cellOf(found, "x/a")).toMatchObject({ exposure: "test-split", severity: "medium" });
    expect(cellOf(found, "x/c")).toMatchObject({ exposure: "possible", severity: "low" });
  });

  test("lists alarming paths and counts the others beside", () => {
    const found = report(
      [
        makeEdge("b/bench", "x/a", { splits: ["train"] }),
        makeEdge("b/bench", "x/b"),
        makeEdge("x/a", "x/t"),
        makeEdge("x/b", "x/t"),
      ],
      ["b/bench"],
      { datasets: ["x/t"] },
    );
    expect(cellOf(found, "x/t")).toMatchObject({ pathCount: "1", clearPathCount: "1", isComplete: true });
    expect(cellOf(found, "x/t")?.paths.map((path) => path.ids)).toEqual([["b/bench", "x/b", "x/t"]]);
  });

  test("whatever is taken of a benchmark without another split is its test split", () => {
    const found = report(
      [makeEdge("apple/GSM-Symbolic", "x/a"), makeEdge("openai/gsm8k", "x/a")],
      ["apple/GSM-Symbolic", "openai/gsm8k"],
    );
    expect(cellOf(found, "x/a", "apple/GSM-Symbolic")?.exposure).toBe("test-split");
    expect(cellOf(found, "x/a", "openai/gsm8k")?.exposure).toBe("possible");
  });

  test("keeps versions apart and says what they have in common", () => {
    const found = report(
      [makeEdge("p/LiveCodeBench-v5", "x/a"), makeEdge("p/LiveCodeBench-v6", "x/b")],
      ["p/LiveCodeBench-v5", "p/LiveCodeBench-v6"],
    );
    expect(found.cells.map(({ benchmark, dataset }) => [benchmark, dataset])).toEqual([
      ["p/LiveCodeBench-v5", "x/a"],
      ["p/LiveCodeBench-v6", "x/b"],
    ]);
    expect(found.benchmarks.map(({ family, version }) => [family, version])).toEqual([
      ["livecodebench", "v5"],
      ["livecodebench", "v6"],
    ]);
  });

  test("a chosen benchmark is an alarm itself, and a mixture has a row for every dataset", () => {
    const found = report([makeEdge("b/bench", "x/a"), makeEdge("x/root", "x/free")], ["b/bench"], {
      datasets: ["b/bench", "x/free"],
    });
    expect(found.datasets).toEqual([
      { id: "b/bench", severity: "medium", alarms: 1 },
      { id: "x/free", severity: null, alarms: 0 },
    ]);
    expect(cellOf(found, "b/bench")).toMatchObject({ distance: 0, paths: [{ ids: ["b/bench"] }] });
  });

  test("a benchmark on a cycle reaches the cycle and what leaves it", () => {
    const found = report(
      [makeEdge("b/bench", "x/a"), makeEdge("x/a", "b/bench"), makeEdge("x/a", "x/t")],
      ["b/bench"],
      { datasets: ["x/a", "x/t"] },
    );
    expect(found.cells.map(({ dataset, pathCount }) => [dataset, pathCount])).toEqual([
      ["x/a", "1"],
      ["x/t", "1"],
    ]);
  });

  test("follows a chain of 10,000 datasets", () => {
    const edges = Array.from({ length: 10_000 }, (_, step) => makeEdge(`x/d${step}`, `x/d${step + 1}`));
    expect(report(edges, ["x/d0"]).cells).toHaveLength(10_000);
    expect(cellOf(report(edges, ["x/d0"], { datasets: ["x/d10000"] }), "x/d10000", "x/d0")?.distance).toBe(
      10_000,
    );
  });

  test("agrees with every path counted one by one", () => {
    const kinds = fc.array(
      fc.record({
        splits: fc.constantFrom<string[]>([], ["train"], ["test"], ["train", "test"]),
        status: fc.constantFrom("accepted" as const, "needs-review" as const),
      }),
      { minLength: 18, maxLength: 18 },
    );
    fc.assert(
      fc.property(acyclicGraph, kinds, (small, styles) => {
        const seen = new Map(small.edges.map((pair, at) => [pair.join(), { pair, style: styles[at]! }]));
        const edges = [...seen.values()].map(({ pair: [from, to], style }) =>
          makeEdge(toNodeId(from), toNodeId(to), style),
        );
        const graph = withBenchmarks({ ...toSmallLineage(small), edges }, [toNodeId(0)]);
        const found = toContaminationReport(toLineageIndex(graph), {
          datasets: graph.datasets.map(({ id }) => id),
          maxPaths: 10_000,
        });
        expect(ContaminationReport.parse(found)).toEqual(found);
        for (let node = 1; node < small.nodeCount; node++) {
          const paths = brutePaths(small, 0, node).map((path) =>
            path.slice(1).map((to, step) => seen.get(`${path[step]},${to}`)!.style),
          );
          const cell = cellOf(found, toNodeId(node), toNodeId(0));
          const clear = paths.filter(([first]) => first!.splits.join() === "train").length;
          expect(cell === undefined).toBe(paths.length === 0);
          if (cell === undefined) continue;
          expect([Number(cell.pathCount), Number(cell.clearPathCount)]).toEqual([
            paths.length - clear,
            clear,
          ]);
          const ranks = paths.map((path) => {
            const [{ splits }] = path as [(typeof path)[number]];
            if (splits.join() === "train") return 3;
            return (
              Number(!splits.includes("test")) + Number(path.some(({ status }) => status !== "accepted"))
            );
          });
          expect(cell.severity).toBe(["high", "medium", "low", "info"][Math.min(...ranks)]);
          expect(cell.paths).toHaveLength(cell.exposure === "clear" ? clear : paths.length - clear);
        }
      }),
    );
  });
});

test("finds every contamination path that the paper prints", () => {
  const rows = printed.filter(({ table }) => table === "contamination paths");
  const edges = new Map(
    printed.flatMap(({ path }) =>
      path.slice(1).map((to, step) => [`${path[step]} ${to}`, makeEdge(path[step]!, to)] as const),
    ),
  );
  const benchmarks = [...new Set(rows.map(({ path }) => path[0]!))];
  const found = report([...edges.values()], benchmarks, {
    datasets: [...new Set(rows.map(({ path }) => path.at(-1)!))],
    maxPaths: 1000,
  });
  expect(rows.length).toBeGreaterThan(30);
  for (const { path } of rows) {
    const cell = cellOf(found, path.at(-1)!, path[0]!);
    expect(cell?.paths.map(({ ids }) => ids.join(" "))).toContain(path.join(" "));
  }
});
