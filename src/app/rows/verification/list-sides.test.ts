import { expect, test } from "vitest";
import { makeDataset, makeGraph } from "../../../../test/support/lineage-fixture.ts";
import { toLineageIndex } from "../../../graph/index.ts";
import { listSides, parseGivenRows } from "./list-sides.ts";

const { profile } = makeDataset("x/any");
const graph = makeGraph([
  "x/bench -> x/old",
  "x/old -> x/mix",
  "x/new -> x/mix",
  "name:Exam -> x/old",
  "x/mix -> x/after",
]);
const bench = makeDataset("x/bench", { profile: { ...profile, kind: "benchmark", testSplit: "test" } });
const datasets = graph.datasets.map((dataset) => (dataset.id === "x/bench" ? bench : dataset));
const index = toLineageIndex({ ...graph, datasets });
const sides = (asked: string[], given: string[], allowsHub = false) =>
  listSides(index, { asked, given: given.map(parseGivenRows), allowsHub }).map(
    ({ dataset, split, isAsked, origin }) => [dataset, split, isAsked, origin],
  );

test("reads whose rows are where", () => {
  expect(parseGivenRows("org/name=data/a=b.jsonl")).toEqual({
    dataset: "org/name",
    split: undefined,
    place: "data/a=b.jsonl",
  });
  expect(parseGivenRows("org/name:test=x")).toMatchObject({ dataset: "org/name", split: "test" });
  expect(parseGivenRows("org/name:all=x")).toMatchObject({ split: null });
  expect(parseGivenRows("name:Exam=x")).toMatchObject({ dataset: "name:Exam", split: undefined });
  for (const text of ["path/only", "a b/c=x", "org/name=", ":test=x"])
    expect(() => parseGivenRows(text)).toThrow(/which dataset/);
});

test("takes what is asked about, what rows are given for, and what lies upstream", () => {
  expect(sides(["x/mix"], ["x/bench:test=a", "X/Mix=b", "x/mix=c", "z/other=d"])).toEqual([
    ["x/mix", undefined, true, "given"],
    ["x/bench", "test", false, "given"],
    ["z/other", undefined, false, "given"],
    ["x/new", null, false, "none"],
    ["x/old", null, false, "none"],
    ["name:Exam", null, false, "none"],
  ]);
});

test("asks about everything given when nothing is named", () => {
  expect(sides([], ["x/new=a", "z/other=b"])).toEqual([
    ["x/new", undefined, true, "given"],
    ["z/other", undefined, true, "given"],
  ]);
});

test("reads the rest from the hub where that is allowed, of a benchmark the split that is scored", () => {
  expect(sides(["x/mix"], ["x/new=a"], true)).toEqual([
    ["x/mix", null, true, "hub"],
    ["x/new", undefined, false, "given"],
    ["x/old", null, false, "hub"],
    ["name:Exam", null, false, "none"],
    ["x/bench", "test", false, "hub"],
  ]);
});

test("does not go on with a name that nobody knows", () => {
  expect(() => sides(["z/typo"], ["x/mix=a"])).toThrow("the graph does not know z/typo");
  expect(sides(["z/typo"], ["z/typo=a"])).toEqual([["z/typo", undefined, true, "given"]]);
});
