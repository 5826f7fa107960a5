import fc from "fast-check";
import { expect, test } from "vitest";
import { Domain, StemmaError } from "../../model/index.ts";
import { shareDomains } from "./share-domains.ts";

const pool = fc.record({
  domains: fc.uniqueArray(fc.constantFrom(...Domain.options), { maxLength: 3 }),
  rows: fc.nat({ max: 100_000 }),
});
const shares = fc.dictionary(
  fc.constantFrom(...Domain.options),
  fc.double({ min: 0.05, max: 1, noNaN: true }),
);

test("no domain has more than its share, and no pool more than its rows", () => {
  fc.assert(
    fc.property(fc.array(pool, { minLength: 1, maxLength: 6 }), shares, (pools, limits) => {
      let taken: readonly number[];
      try {
        taken = shareDomains(pools, limits);
      } catch (error) {
        expect(error).toBeInstanceOf(StemmaError);
        return;
      }
      const total = taken.reduce((sum, rows) => sum + rows, 0);
      for (const [index, { rows }] of pools.entries()) expect(taken[index]).toBeLessThanOrEqual(rows);
      for (const [domain, share] of Object.entries(limits)) {
        const own = pools.reduce(
          (sum, { domains }, at) => sum + (domains.includes(domain as Domain) ? taken[at]! : 0),
          0,
        );
        expect(own).toBeLessThanOrEqual(share * total + 1e-6);
      }
    }),
    { numRuns: 300 },
  );
});

test("what is within its share stays whole", () => {
  const pools = [
    { domains: ["math" as const], rows: 900 },
    { domains: ["code" as const], rows: 100 },
  ];
  expect(shareDomains(pools, {})).toEqual([900, 100]);
  expect(shareDomains(pools, { math: 0.9, code: 0.1 })).toEqual([900, 100]);
  expect(shareDomains(pools, { math: 0.5 })).toEqual([100, 100]);
  expect(() => shareDomains(pools, { math: 0.4, code: 0.4 })).toThrow("the domain shares leave no row");
});
