import { describe, expect, test } from "vitest";
import { makeEdge, makeGraph } from "../../../../test/support/lineage-fixture.ts";
import { findDirectEdge, predictSharedRows, toLineageIndex } from "../../../graph/index.ts";
import { Evidence, StemmaError } from "../../../model/index.ts";
import type { PairCount, VerifiedDataset } from "./rows-verification.ts";
import { type PairRun, type PlannedPair, runPairs } from "./run-pairs.ts";

const graph = makeGraph(["x/root -> x/a", "x/root -> x/b", "x/a -> x/child"]);
const distilled = {
  ...graph,
  edges: [...graph.edges, makeEdge("x/b", "x/far", { relation: "synthetic-generation" })],
};
const index = toLineageIndex(distilled);

const toDataset = (dataset: string): VerifiedDataset => ({
  dataset,
  split: null,
  isAsked: true,
  isInGraph: true,
  origin: "given",
  files: [`${dataset}.jsonl`],
  bytes: 10,
  account: null,
  mapping: null,
  problem: null,
});
const datasets = ["x/a", "x/b", "x/child", "x/far", "y/alone"].map(toDataset);
const parties = datasets.map(({ dataset, split }) => ({ dataset, split }));

function plan(isAll: boolean): PlannedPair[] {
  const predicted = predictSharedRows(index, parties);
  const isPredicted = (a: number, b: number) => predicted.some((pair) => pair.a === a && pair.b === b);
  const others = parties.flatMap((_, a) =>
    parties.flatMap((__, b) => (a < b && isAll && !isPredicted(a, b) ? [{ a, b, prediction: null }] : [])),
  );
  return [...predicted, ...others].map((pair) => ({
    ...pair,
    edge: findDirectEdge(index, parties[pair.a]!, parties[pair.b]!) ?? null,
  }));
}

const mapping = { input: "", adapter: "given", parts: [], looked: 10, fits: 10, alternatives: [], strip: [] };
const toAccount = (name: string) => ({
  ...{
    name,
    rows: 10,
    unmapped: 0,
    broken: 0,
    notes: [],
    firstBroken: [],
    firstUnmapped: [],
    unmappedAs: [],
  },
  files: [
    {
      file: `${name}.jsonl`,
      bytes: 10,
      sha256: "ab",
      hashedBy: "computed" as const,
      revision: null,
      rows: 10,
      broken: 0,
    },
  ],
});

/** Ten rows each; which pairs share how many pairs is given. */
function scanOf(shared: Readonly<Record<string, number>>, unreadable: readonly string[] = []) {
  const read: string[] = [];
  const name = (position: number) => datasets[position]?.dataset ?? "";
  const scanner: PairRun["scanner"] = {
    async readRows(position) {
      if (unreadable.includes(name(position)))
        throw new StemmaError("corrupt", `${name(position)} is cut off`);
      read.push(name(position));
      return { account: toAccount(name(position)), mapping, files: [`${name(position)}.jsonl`], bytes: 10 };
    },
    async compare(a, b) {
      const count = (tier: string, scope: string, value: number): PairCount => ({
        tier,
        scope,
        uniqueA: 9,
        uniqueB: 8,
        shared: value,
        aInB: value / 9,
        bInA: value / 8,
      });
      const value = shared[`${name(a)} ${name(b)}`] ?? 0;
      return [count("norm", "pair", Math.trunc(value)), count("strong", "question", Math.ceil(value))];
    },
  };
  return { scanner, read };
}

const run = (scanner: PairRun["scanner"], options: Partial<PairRun> = {}) =>
  runPairs({
    datasets,
    pairs: plan(true),
    scanner,
    foundBy: { tier: "norm", scope: "pair" },
    budget: { pairs: null, rows: null },
    ...options,
  });
const outcomes = ({ pairs }: Awaited<ReturnType<typeof runPairs>>) =>
  Object.fromEntries(
    pairs.map(({ a, b, outcome, notScanned, edge }) => [
      `${datasets[a]?.dataset} ${datasets[b]?.dataset}`,
      [outcome, notScanned ?? edge?.standing ?? null].join(" ").trim(),
    ]),
  );

describe("runPairs", () => {
  test("tells found from not found, predicted or not, and what that makes of an edge", async () => {
    const ran = await run(scanOf({ "x/a x/child": 3, "x/child y/alone": 1, "x/a x/b": 2 }).scanner);
    expect(outcomes(ran)).toEqual({
      "x/a x/child": "predicted-and-found both",
      "x/a x/b": "predicted-and-found",
      "x/b x/child": "predicted-not-found",
      "x/b x/far": "predicted-not-found documented",
      "x/a x/far": "predicted-not-found",
      "x/child x/far": "predicted-not-found",
      "x/a y/alone": "not-predicted-not-found",
      "x/b y/alone": "not-predicted-not-found",
      "x/child y/alone": "found-not-predicted observed",
      "x/far y/alone": "not-predicted-not-found",
    });
    expect(ran).toMatchObject({ rowsRead: 50, lookups: 200 });
  });

  test("an edge that says rows were taken over is contradicted only when nothing at all is shared", async () => {
    const contradicted = await run(scanOf({}).scanner);
    expect(outcomes(contradicted)["x/a x/child"]).toBe("predicted-not-found contradicted");
    const weak = await run(scanOf({ "x/a x/child": 0.5 }).scanner);
    expect(outcomes(weak)["x/a x/child"]).toBe("predicted-not-found documented");
  });

  test("gives what was counted as evidence, the upstream first", async () => {
    const turned = plan(false).map((pair) => ({ ...pair, a: pair.b, b: pair.a }));
    const { pairs } = await run(scanOf({ "x/child x/a": 3 }).scanner, { pairs: turned });
    const edge = pairs.find(({ edge: one }) => one?.downstream === "x/child")?.edge;
    expect(edge?.evidence.map((item) => Evidence.parse(item))).toEqual([
      {
        kind: "rows",
        measure: "unique pairs of x/a found in x/child, norm",
        count: 3,
        of: 8,
        inputs: ["x/a.jsonl sha256:ab", "x/child.jsonl sha256:ab"],
      },
      {
        kind: "rows",
        measure: "unique pairs of x/child found in x/a, norm",
        count: 3,
        of: 9,
        inputs: ["x/child.jsonl sha256:ab", "x/a.jsonl sha256:ab"],
      },
    ]);
  });

  test("stops at the budget of pairs, and begins no dataset beyond that of rows", async () => {
    const few = scanOf({});
    const byPairs = await run(few.scanner, { budget: { pairs: 2, rows: null } });
    expect(byPairs.pairs.map(({ notScanned }) => notScanned)).toEqual([
      null,
      null,
      ...Array(8).fill("pair-budget"),
    ]);
    expect(few.read).toEqual(["x/a", "x/child", "x/b"]);
    const rows = scanOf({});
    const byRows = await run(rows.scanner, { budget: { pairs: null, rows: 25 } });
    expect(rows.read).toEqual(["x/a", "x/child", "x/b"]);
    expect(byRows.pairs.filter(({ notScanned }) => notScanned === null)).toHaveLength(3);
    expect(byRows.pairs.filter(({ notScanned }) => notScanned === "row-budget")).toHaveLength(7);
  });

  test("goes on when a dataset cannot be read, and says why", async () => {
    const ran = await run(scanOf({ "x/b x/far": 1 }, ["x/child"]).scanner);
    expect(ran.pairs.filter(({ notScanned }) => notScanned === "unreadable")).toHaveLength(4);
    expect(ran.datasets[2]).toMatchObject({ account: null, problem: "x/child is cut off" });
    expect(outcomes(ran)["x/b x/far"]).toBe("predicted-and-found both");
  });

  test("scans nothing for a dataset without rows", async () => {
    const without = datasets.map((dataset, at) =>
      at === 0 ? { ...dataset, origin: "none" as const } : dataset,
    );
    const { scanner, read } = scanOf({});
    const ran = await run(scanner, { datasets: without, pairs: plan(false) });
    expect(ran.pairs.filter(({ notScanned }) => notScanned === "no-rows")).toHaveLength(3);
    expect(read).not.toContain("x/a");
  });
});
