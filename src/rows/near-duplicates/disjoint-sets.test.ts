import fc from "fast-check";
import { expect, test } from "vitest";
import { DisjointSets } from "./disjoint-sets.ts";

const count = 30;
const member = fc.nat({ max: count - 1 });

test("sets are those of a flood fill and named by their least member", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(member, member), { maxLength: 40 }), (pairs) => {
      const sets = new DisjointSets(count);
      const names = Array.from({ length: count }, (_, index) => index);
      for (const [a, b] of pairs) {
        const wereApart = names[a] !== names[b];
        expect(sets.join(a, b)).toBe(wereApart);
        const [least, other] = [Math.min(names[a]!, names[b]!), Math.max(names[a]!, names[b]!)];
        for (let index = 0; index < count; index++) if (names[index] === other) names[index] = least;
      }
      expect(names.map((_, index) => sets.find(index))).toEqual(names);
    }),
  );
});
