import { describe, expect, test } from "vitest";
import { makeDataset, makeEdge, makeGraph } from "../../../test/support/lineage-fixture.ts";
import { toLineageIndex } from "../../graph/index.ts";
import { type Dataset, type Edge, type Outcome, toIdKey } from "../../model/index.ts";
import { type ChoiceOptions, chooseSources } from "./choose-sources.ts";

const math = { domains: ["math" as const] };

function choose(
  edges: readonly Edge[],
  {
    options = {},
    changes = {},
  }: { options?: ChoiceOptions; changes?: Record<string, Partial<Dataset>> } = {},
) {
  const ids = [...new Set(edges.flatMap((edge) => [edge.upstream, edge.downstream]))].sort();
  const datasets = ids.map((id) => {
    const dataset = makeDataset(id);
    return { ...dataset, profile: { ...dataset.profile, ...math }, ...changes[id] };
  });
  const index = toLineageIndex({ ...makeGraph([]), datasets, edges: [...edges] });
  const { sources, excluded } = chooseSources(index, options);
  return {
    sources: sources.map(({ dataset, role, reuse }) => [dataset, role, reuse]),
    excluded: excluded.map(({ dataset, reason }) => [dataset, reason]),
  };
}

function withOutcome(outcome: Outcome): Partial<Dataset> {
  return { outcome };
}

const edges = [
  makeEdge("r/one", "x/a"),
  makeEdge("r/two", "x/a"),
  makeEdge("r/two", "x/b"),
  makeEdge("r/two", "x/b", { relation: "synthetic-generation" }),
  makeEdge("x/a", "x/b"),
];

describe("chooseSources", () => {
  test("takes the roots, most reused first; a pair that is recorded twice is one use", () => {
    expect(choose(edges)).toEqual({
      sources: [
        ["r/two", "root", 2],
        ["r/one", "root", 1],
      ],
      excluded: [],
    });
  });

  test("an unreadable dataset never counts as a root, one of 2020 or earlier does", () => {
    const changes = {
      "r/one": withOutcome({ kind: "unreadable", reason: "gated", detail: "gated" }),
      "r/two": withOutcome({ kind: "cut-off", reason: "released-2020-or-earlier" }),
    };
    expect(choose(edges, { changes })).toEqual({
      sources: [["r/two", "root", 2]],
      excluded: [["r/one", "unreadable"]],
    });
    const cut = { "r/two": withOutcome({ kind: "cut-off", reason: "budget" }) };
    expect(choose(edges, { changes: cut }).excluded).toEqual([["r/two", "cut-off"]]);
  });

  test("says why a root is not taken", () => {
    const toProfile = (id: string, profile: Partial<Dataset["profile"]>) => ({
      profile: { ...makeDataset(id).profile, ...math, ...profile },
    });
    const reason = (profile: Partial<Dataset["profile"]>, options?: ChoiceOptions) =>
      choose(edges, { changes: { "r/one": toProfile("r/one", profile) }, ...(options && { options }) })
        .excluded[0];
    expect(reason({ kind: "corpus" })).toEqual(["r/one", "corpus"]);
    expect(reason({ kind: "benchmark" })).toEqual(["r/one", "benchmark-only"]);
    expect(reason({ domains: [] })).toEqual(["r/one", "niche"]);
    expect(reason({ domains: ["code"] }, { domains: ["math"] })).toEqual(["r/one", "domain"]);
    expect(choose(edges, { options: { minReuse: 2 } }).excluded).toEqual([["r/one", "few-uses"]]);
    expect(choose(edges, { options: { maxSources: 1 } }).excluded).toEqual([["r/one", "rank"]]);
    expect(choose(edges, { options: { licence: "commercial-ok" } }).excluded).toEqual([
      ["r/one", "licence"],
      ["r/two", "licence"],
    ]);
  });

  test("a dataset that nothing is built on, and one off the hub, are told", () => {
    const alone = [makeEdge("r/one", "x/a"), makeEdge("name:a list", "x/a")];
    const changes = { "name:a list": withOutcome({ kind: "not-on-hub" }) };
    expect(choose(alone, { changes })).toEqual({
      sources: [["r/one", "root", 1]],
      excluded: [["name:a list", "not-on-hub"]],
    });
    const options = { rowsById: new Map([[toIdKey("name:a list"), "list.jsonl"]]) };
    expect(choose(alone, { changes, options }).sources).toContainEqual(["name:a list", "root", 1]);
  });

  test("datasets inside the graph are added only when asked for", () => {
    expect(choose(edges, { options: { maxInternal: 1 } }).sources).toEqual([
      ["r/two", "root", 2],
      ["r/one", "root", 1],
      ["x/a", "internal", 1],
    ]);
  });

  test("a benchmark to be clean of is taken only by its training split", () => {
    const held = [makeEdge("openai/gsm8k", "x/a"), makeEdge("b/bench", "x/a")];
    const options = { benchmarks: ["openai/gsm8k", "b/bench"] };
    expect(choose(held, { options })).toEqual({
      sources: [["openai/gsm8k", "root", 1]],
      excluded: [["b/bench", "decontaminated"]],
    });
  });
});
