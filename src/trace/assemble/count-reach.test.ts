import fc from "fast-check";
import { expect, it } from "vitest";
import { countReach } from "./count-reach.ts";
import { findCycles } from "./cycles.ts";
import { toDistances } from "./graph-shape.ts";

type Upstreams = ReadonlyMap<string, readonly string[]>;

function count(upstreams: Upstreams, isKept: (id: string) => boolean = () => true): Map<string, number> {
  const cycles = findCycles([...upstreams.keys()], (id) => upstreams.get(id) ?? []);
  return countReach(upstreams, cycles, { has: isKept });
}

/** One search per dataset. */
function countOneByOne(upstreams: Upstreams): Map<string, number> {
  const downstreams = new Map<string, string[]>();
  for (const [downstream, list] of upstreams) {
    for (const upstream of list) {
      downstreams.set(upstream, [...(downstreams.get(upstream) ?? []), downstream]);
      if (!downstreams.has(downstream)) downstreams.set(downstream, []);
    }
  }
  return new Map([...downstreams.keys()].map((id) => [id, toDistances([id], downstreams).size]));
}

function toUpstreams(edges: readonly (readonly [number, number])[]): Upstreams {
  const upstreams = new Map<string, string[]>();
  for (const [up, down] of edges) {
    if (up !== down) upstreams.set(`${down}`, [...(upstreams.get(`${down}`) ?? []), `${up}`]);
  }
  return upstreams;
}

it("counts what a search from every dataset finds, on cycles too", () => {
  const node = fc.integer({ min: 0, max: 12 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(node, node), { selector: String, maxLength: 30 }), (edges) => {
      const upstreams = toUpstreams(edges);
      expect(count(upstreams)).toEqual(countOneByOne(upstreams));
    }),
  );
});

it("counts over several rounds: a wide graph with a cycle in it", () => {
  const edges = Array.from({ length: 3_000 }, (_, number) => [number >> 2, number + 1] as const);
  const upstreams = toUpstreams([...edges, [2_900, 3]]);
  expect(count(upstreams)).toEqual(countOneByOne(upstreams));
});

it("leaves out edges into what is not in the graph", () => {
  const upstreams = toUpstreams([
    [0, 1],
    [0, 2],
  ]);
  expect(count(upstreams, (id) => id !== "2").get("0")).toBe(2);
});
