import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeEdge, makeGraph } from "../../../test/support/lineage-fixture.ts";
import {
  acyclicGraph,
  anyGraph,
  bruteReach,
  toNodeId,
  toSmallLineage,
} from "../../../test/support/random-graphs.ts";
import { Relation } from "../../model/index.ts";
import { toLineageIndex } from "../lineage-index.ts";
import { FamilyReport, listRelationSequences, RelationSequence, toFamilyReport } from "./index.ts";

describe("toFamilyReport", () => {
  const families = (arrows: readonly string[]) => toFamilyReport(toLineageIndex(makeGraph(arrows)));

  test("assigns a mixture to the family that most of it comes from", () => {
    const found = families(["r/a -> x/b", "r/a -> x/mix", "x/b -> x/mix", "r/z -> x/mix", "r/z -> x/y"]);
    expect(found).toEqual({
      schemaVersion: 1,
      families: [
        {
          root: "r/a",
          members: [
            { id: "x/b", share: 1 },
            { id: "x/mix", share: expect.closeTo(2 / 3) },
          ],
        },
        { root: "r/z", members: [{ id: "x/y", share: 1 }] },
      ],
      loneRoots: 0,
      islands: 1,
    });
  });

  test("lets the first id decide between equal shares", () => {
    expect(families(["r/b -> x/t", "r/a -> x/t"])).toMatchObject({
      families: [{ root: "r/a", members: [{ id: "x/t", share: 0.5 }] }],
      loneRoots: 1,
    });
  });

  test("is a partition into groups that hang together, on any graph", () => {
    fc.assert(
      fc.property(anyGraph, (small) => {
        const found = toFamilyReport(toLineageIndex(toSmallLineage(small)));
        expect(FamilyReport.parse(found)).toEqual(found);
        const members = found.families.flatMap((family) => [
          family.root,
          ...family.members.map(({ id }) => id),
        ]);
        expect(new Set(members).size).toBe(members.length);
        expect(members.length + found.loneRoots).toBe(small.nodeCount);
        for (const family of found.families) {
          const inside = new Set([family.root, ...family.members.map(({ id }) => id)]);
          const edges = small.edges.filter(
            ([from, to]) => inside.has(toNodeId(from)) && inside.has(toNodeId(to)),
          );
          const reach = bruteReach({ ...small, edges });
          const root = Number(family.root.slice(3));
          for (const { id, share } of family.members) {
            expect(reach[root]![Number(id.slice(3))]).toBe(true);
            expect(share).toBeGreaterThan(0);
            expect(share).toBeLessThanOrEqual(1 + 1e-12);
          }
        }
      }),
    );
  });
});

describe("listRelationSequences", () => {
  test("counts chains and gives examples", () => {
    const edges = [
      makeEdge("x/book", "x/qa", { relation: "synthetic-generation" }),
      makeEdge("x/qa", "x/cot", { relation: "cot-distillation" }),
      makeEdge("x/qa", "x/cot2", { relation: "cot-distillation" }),
      makeEdge("x/cot", "x/mix", { relation: "structured-fusion" }),
    ];
    const found = listRelationSequences(toLineageIndex({ ...makeGraph([]), edges }), {
      minCount: 1,
      maxExamples: 1,
    });
    expect(found.map(({ relations, count, datasets }) => [relations, count, datasets])).toEqual([
      [["synthetic-generation", "cot-distillation"], "2", 2],
      [["cot-distillation", "structured-fusion"], "1", 1],
      [["synthetic-generation", "cot-distillation", "structured-fusion"], "1", 1],
    ]);
    expect(found[0]?.examples.map(({ ids }) => ids)).toEqual([["x/book", "x/qa", "x/cot"]]);
  });

  test("counts exactly where chains are many, and leaves cycles out", () => {
    const layers = Array.from({ length: 4 }, (_, layer) =>
      Array.from(
        { length: 9 },
        (_, pair) => `x/l${layer}n${Math.floor(pair / 3)} -> x/l${layer + 1}n${pair % 3}`,
      ),
    ).flat();
    const found = listRelationSequences(toLineageIndex(makeGraph([...layers, "x/p -> x/q", "x/q -> x/p"])), {
      maxLength: 4,
    });
    expect(found.map(({ relations, count }) => [relations.length, count])).toEqual([
      [4, "243"],
      [3, "162"],
      [2, "81"],
    ]);
  });

  test("agrees with chains counted one by one", () => {
    const relations = fc.array(fc.constantFrom(...Relation.options), { minLength: 18, maxLength: 18 });
    fc.assert(
      fc.property(acyclicGraph, relations, (small, kinds) => {
        const pairs = new Map(small.edges.map((pair, at) => [pair.join(), { pair, relation: kinds[at]! }]));
        const edges = [...pairs.values()].map(({ pair: [from, to], relation }) =>
          makeEdge(toNodeId(from), toNodeId(to), { relation }),
        );
        const found = listRelationSequences(toLineageIndex({ ...toSmallLineage(small), edges }), {
          minCount: 1,
        });
        expect(RelationSequence.array().parse(found)).toEqual(found);
        const counts = new Map<string, number>();
        for (const a of edges)
          for (const b of edges.filter(({ upstream }) => upstream === a.downstream)) {
            const two = `${a.relation} ${b.relation}`;
            counts.set(two, (counts.get(two) ?? 0) + 1);
            for (const c of edges.filter(({ upstream }) => upstream === b.downstream))
              counts.set(`${two} ${c.relation}`, (counts.get(`${two} ${c.relation}`) ?? 0) + 1);
          }
        expect(
          Object.fromEntries(found.map((sequence) => [sequence.relations.join(" "), Number(sequence.count)])),
        ).toEqual(Object.fromEntries(counts));
        for (const { relations: wanted, examples } of found)
          for (const { steps } of examples) expect(steps.map(({ relation }) => relation)).toEqual(wanted);
      }),
    );
  });
});
