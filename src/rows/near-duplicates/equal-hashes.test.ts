import fc from "fast-check";
import { expect, test } from "vitest";
import { createHashGrouping, toBucketLinks } from "./equal-hashes.ts";

const word = fc.constantFrom(0, 1, 64, 128, 0xffffffff);

test("equal hashes are found, whatever table an earlier call left behind", () => {
  for (const width of [2, 4]) {
    const grouping = createHashGrouping(width);
    const hash = fc.array(word, { minLength: width, maxLength: width });
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 60 }), (hashes) => {
        const texts = hashes.map((words) => words.join());
        const firsts = grouping.group(Int32Array.from(hashes.flat()));
        expect([...firsts]).toEqual(texts.map((text) => texts.indexOf(text)));
      }),
    );
  }
});

test("links hold the buckets of two and more, rows ascending, buckets by their first row", () => {
  const firsts = Int32Array.of(0, 1, 2, 1, 0, 5, 1);
  expect(toBucketLinks(firsts, (index) => index * 10)).toEqual({
    rows: Int32Array.of(0, 10, 30, 40, 60),
    buckets: Int32Array.of(0, 1, 1, 0, 1),
    bucketCount: 2,
  });
});
