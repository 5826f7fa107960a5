import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeDataset, makeEdge, makeGraph } from "../../../test/support/lineage-fixture.ts";
import { acyclicGraph, brutePaths, toNodeId } from "../../../test/support/random-graphs.ts";
import { type Edge, type LineageGraph, Relation } from "../../model/index.ts";
import { toLineageIndex } from "../lineage-index.ts";
import { toSimilarityReport } from "../similarity/index.ts";
import { explainSharedRows, predictSharedRows, type RowParty, SharedRowsPrediction } from "./index.ts";

const whole = (...ids: string[]): RowParty[] => ids.map((dataset) => ({ dataset, split: null }));

function toGraph(
  edges: readonly Edge[],
  benchmarks: Readonly<Record<string, string | null>> = {},
): LineageGraph {
  const ids = new Set(edges.flatMap(({ upstream, downstream }) => [upstream, downstream]));
  const { profile } = makeDataset("x/any");
  const datasets = [...ids].map((id) =>
    id in benchmarks
      ? makeDataset(id, { profile: { ...profile, kind: "benchmark", testSplit: benchmarks[id] ?? null } })
      : makeDataset(id),
  );
  return { schemaVersion: 1, seeds: [], datasets, edges: [...edges], rejected: [] };
}

const predict = (graph: LineageGraph, parties: readonly RowParty[]) =>
  predictSharedRows(toLineageIndex(graph), parties);
const names = (graph: LineageGraph, parties: readonly RowParty[]) =>
  predict(graph, parties).map(({ a, b, prediction }) => [
    parties[a]?.dataset,
    parties[b]?.dataset,
    prediction.origin,
  ]);

describe("predictSharedRows", () => {
  test("finds descent and common descent, and nothing between strangers", () => {
    const graph = makeGraph(["x/root -> x/a", "x/root -> x/b", "x/a -> x/child", "y/other -> y/more"]);
    expect(names(graph, whole("x/a", "x/b", "x/child", "y/more", "z/unknown"))).toEqual([
      ["x/a", "x/child", "x/a"],
      ["x/a", "x/b", "x/root"],
      ["x/b", "x/child", "x/root"],
    ]);
  });

  test("orders by relation, then by confidence, then by length", () => {
    const way = (name: string, changes: Partial<Edge>) => makeEdge("x/root", `x/${name}`, changes);
    const graph = toGraph([
      way("generated", { relation: "synthetic-generation" }),
      way("evolved", { relation: "semantic-evolution" }),
      way("distilled", { relation: "cot-distillation" }),
      way("fused", { relation: "structured-fusion" }),
      way("included", {}),
      way("doubtful", { confidence: 0.85 }),
      makeEdge("x/included", "x/grandchild"),
    ]);
    const parties = whole(
      "x/root",
      ...["generated", "evolved", "distilled", "fused", "included", "doubtful"].map((name) => `x/${name}`),
      "x/grandchild",
    );
    const found = predict(graph, parties).filter(({ a }) => a === 0);
    expect(found.map(({ b, prediction }) => [parties[b]?.dataset, prediction.keeps])).toEqual([
      ["x/included", "triplet"],
      ["x/doubtful", "triplet"],
      ["x/fused", "triplet"],
      ["x/grandchild", "triplet"],
      ["x/distilled", "pair"],
      ["x/evolved", "none"],
      ["x/generated", "none"],
    ]);
  });

  test("gives the ways it rests on and the formula's value", () => {
    const graph = toGraph([
      makeEdge("x/root", "x/a", { confidence: 0.8 }),
      makeEdge("x/root", "x/mid", { relation: "cot-distillation" }),
      makeEdge("x/mid", "x/b"),
      makeEdge("x/own", "x/b"),
    ]);
    const [pair] = predict(graph, whole("x/a", "x/b"));
    const weight = 0.5;
    expect(pair?.prediction.likelihood).toBeCloseTo(
      0.9 * 0.8 * (0.6 * 0.9) * (0.9 * 0.9) * ((1 + weight) / 2),
      12,
    );
    expect(pair?.prediction).toMatchObject({
      origin: "x/root",
      weight,
      keeps: "pair",
      toA: { ids: ["x/root", "x/a"] },
      toB: { ids: ["x/root", "x/mid", "x/b"] },
    });
    expect(SharedRowsPrediction.parse(pair?.prediction)).toEqual(pair?.prediction);
  });

  test("predicts nothing for a split that the path does not carry", () => {
    const graph = toGraph([makeEdge("x/bench", "x/train", { splits: ["train"] })], { "x/bench": "test" });
    const of = (split: string | null) =>
      predict(graph, [{ dataset: "x/bench", split }, ...whole("x/train")]).map(
        ({ prediction }) => prediction.likelihood,
      );
    expect(of("test")).toEqual([]);
    expect(of("train")).toHaveLength(1);
    expect(of(null)).toEqual(of("train"));
    expect(
      predict(graph, [
        { dataset: "x/bench", split: "train" },
        { dataset: "x/bench", split: "test" },
      ]),
    ).toEqual([]);
  });

  test("is less sure of a benchmark whose split nobody states", () => {
    const likelihood = (edge: Partial<Edge>, split: string | null) =>
      predict(toGraph([makeEdge("x/bench", "x/train", edge)], { "x/bench": "test" }), [
        { dataset: "x/bench", split },
        ...whole("x/train"),
      ])[0]?.prediction.likelihood ?? 0;
    const stated = likelihood({ splits: ["test"] }, "test");
    expect(likelihood({}, "test")).toBeCloseTo(stated / 2, 12);
    expect(likelihood({}, null)).toBeCloseTo(stated / 2, 12);
    expect(likelihood({}, "train")).toBeCloseTo(stated, 12);
  });

  test("takes no common ancestor for one when the two took different splits of it", () => {
    const below = (splitsA: string[], splitsB: string[]) =>
      predict(
        toGraph([
          makeEdge("x/root", "x/a", { splits: splitsA }),
          makeEdge("x/root", "x/b", { splits: splitsB }),
        ]),
        whole("x/a", "x/b"),
      );
    expect(below(["train"], ["test"])).toEqual([]);
    expect(below(["train[:80%]"], ["train", "test"])).toHaveLength(1);
    expect(below([], ["test"])).toHaveLength(1);
  });

  test("does not lead round a split by way of the other dataset's own ancestors", () => {
    const graph = toGraph([
      makeEdge("x/root", "x/bench"),
      makeEdge("x/root", "x/copy"),
      makeEdge("x/copy", "x/bench"),
      makeEdge("x/bench", "x/train", { splits: ["train"] }),
    ]);
    expect(predict(graph, [{ dataset: "x/bench", split: "test" }, ...whole("x/train")])).toEqual([]);
  });

  test("ends on cycles", () => {
    const graph = makeGraph(["x/a -> x/b", "x/b -> x/c", "x/c -> x/a", "x/c -> x/d"]);
    const found = predict(graph, whole("x/a", "x/b", "x/d"));
    expect(found).toHaveLength(3);
    expect(found[0]?.prediction.toB.ids.length).toBe(2);
  });

  test("equals the best over all pairs of paths", () => {
    const shares = {
      "direct-inclusion": 0.9,
      "structured-fusion": 0.8,
      "cot-distillation": 0.6,
      "semantic-evolution": 0.3,
      "synthetic-generation": 0.2,
    };
    const labels = fc.array(
      fc.tuple(fc.constantFrom(...Relation.options), fc.double({ min: 0.05, max: 1, noNaN: true })),
      { minLength: 20, maxLength: 20 },
    );
    fc.assert(
      fc.property(acyclicGraph, labels, (small, marks) => {
        const arrows = [...new Map(small.edges.map((edge) => [edge.join(), edge])).values()];
        const carried = new Map<string, number>();
        const edges = arrows.map(([from, to], at) => {
          const [relation, confidence] = marks[at]!;
          carried.set(`${from},${to}`, shares[relation] * confidence);
          return makeEdge(toNodeId(from), toNodeId(to), { relation, confidence });
        });
        const nodes = Array.from({ length: small.nodeCount }, (_, node) => node);
        const index = toLineageIndex({
          ...toGraph(edges),
          datasets: nodes.map((node) => makeDataset(toNodeId(node))),
        });
        const found = predictSharedRows(index, whole(...nodes.map(toNodeId)));
        const weights = toSimilarityReport(index, { maxPairs: 1000, maxShared: 99 }).pairs;
        const toShare = (path: readonly number[]) =>
          path.slice(1).reduce((product, node, at) => product * carried.get(`${path[at]},${node}`)!, 1);
        for (const a of nodes)
          for (const b of nodes.filter((node) => node > a)) {
            const shared =
              weights.find((pair) => pair.a === toNodeId(a) && pair.b === toNodeId(b))?.shared ?? [];
            const values = nodes.flatMap((x) =>
              brutePaths(small, x, a).flatMap((pathA) =>
                brutePaths(small, x, b)
                  .filter(
                    (pathB) => pathA[1] !== pathB[1] && !pathA.includes(b) && !pathB.slice(1).includes(a),
                  )
                  .map((pathB) => {
                    const of = shared.find(({ ancestor }) => ancestor === toNodeId(x));
                    const weight = Math.min(of?.weightA ?? Number.NaN, of?.weightB ?? Number.NaN);
                    return toShare(pathA) * toShare(pathB) * ((1 + weight) / 2);
                  }),
              ),
            );
            const pair = found.find((one) => one.a === a && one.b === b);
            expect(pair === undefined).toBe(values.length === 0);
            if (pair !== undefined) expect(pair.prediction.likelihood).toBeCloseTo(Math.max(...values), 10);
          }
        const order = found.map(({ prediction }) => prediction.likelihood);
        expect(order).toEqual(order.toSorted((x, y) => y - x));
      }),
      { numRuns: 60 },
    );
  });
});

describe("explainSharedRows", () => {
  const explain = (arrows: readonly string[], a: string, b: string) =>
    explainSharedRows(toLineageIndex(makeGraph(arrows)), { a, b });

  test("lists the nearest common ancestors with the paths to both", () => {
    const found = explain(
      [
        "x/old -> x/math",
        "x/math -> x/a",
        "x/math -> x/mid",
        "x/mid -> x/b",
        "x/aime -> x/a",
        "x/aime -> x/b",
      ],
      "x/a",
      "x/b",
    );
    expect(found.kind).toBe("common-ancestor");
    expect(
      found.origins.map(({ dataset, toB }) => [dataset, toB.paths.map(({ ids }) => ids.join(" "))]),
    ).toEqual([
      ["x/aime", ["x/aime x/b"]],
      ["x/math", ["x/math x/mid x/b"]],
    ]);
  });

  test("says which of the two is upstream, and when nothing is known", () => {
    expect(explain(["x/a -> x/mid", "x/mid -> x/b"], "x/b", "x/a")).toMatchObject({
      kind: "upstream",
      origins: [
        {
          dataset: "x/a",
          toA: { paths: [{ ids: ["x/a", "x/mid", "x/b"] }] },
          toB: { paths: [{ ids: ["x/a"] }] },
        },
      ],
    });
    expect(explain(["x/a -> x/b", "y/a -> y/b"], "x/b", "y/b")).toEqual({
      kind: "no-path-known",
      origins: [],
      unknown: [],
    });
    expect(explain(["x/a -> x/b"], "x/b", "y/none")).toMatchObject({
      kind: "no-path-known",
      unknown: ["y/none"],
    });
    expect(explain(["x/a -> x/b"], "x/b", "X/B")).toMatchObject({ kind: "same-dataset" });
  });
});
