import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { detectMapping } from "../adapters/index.ts";
import { createMemoryRunner } from "../jobs/memory-runner.ts";
import { type KeyTier, keyTiers } from "../keys/key-tier.ts";
import { toKeyText } from "../keys/to-key-text.ts";
import { findOverlap } from "../overlap/find-overlap.ts";
import { toOverlapVerdict } from "../overlap/overlap-verdict.ts";
import { describeRowFile, listShards, openRowInputs } from "../readers/index.ts";
import type { RowJob } from "../scan/row-job.ts";
import { stepKinds } from "../step-kinds.ts";
import { findRedundancy } from "./find-redundancy.ts";

const folder = mkdtempSync(join(tmpdir(), "stemma-redundancy-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Row {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
  readonly source?: string;
}

const { mapping } = detectMapping([{ instruction: "a", input: "b", output: "c" }]);

async function openJob(inputs: readonly (readonly Row[])[], targetBytes = 1e9): Promise<RowJob> {
  const paths = inputs.map((rows, index) => {
    const path = join(folder, `${index}.jsonl`);
    writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    return `input${index}=${path}`;
  });
  const opened = await openRowInputs(paths, { cwd: folder });
  const described = opened.map(({ name, files }) => ({ name, files: files.map(describeRowFile) }));
  const shards = await listShards(opened, { targetBytes });
  return {
    inputs: described,
    shards: shards.map(({ input, file, range }) => {
      const task = { file: described[input]!.files[file]!, range, mapping: { ...mapping, source: "source" } };
      return { input, file, task, bytes: 1 };
    }),
    runner: createMemoryRunner({ kinds: stepKinds }),
  };
}

const word = fc.constantFrom(
  "x",
  "X",
  " x",
  "x ",
  "x  y",
  "x y",
  "$\\frac12$",
  "$\\dfrac{1}{2}$",
  "1",
  "2",
  "",
);
const rowOf: fc.Arbitrary<Row> = fc.record(
  {
    instruction: fc.constantFrom("a", "a ", "b"),
    input: word,
    output: word,
    source: fc.constantFrom("s", "t"),
  },
  { requiredKeys: ["instruction", "input", "output"] },
);
const anyInputs = fc.array(fc.array(rowOf, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });

const toKey = (tier: KeyTier, { instruction, input, output }: Row) =>
  JSON.stringify([instruction, input, output].map((text) => toKeyText(tier, text)));

/** The same counts by comparing every row with every row before it. */
function countSlowly(inputs: readonly (readonly Row[])[], tier: KeyTier) {
  const rows = inputs.flatMap((own, input) => own.map((row) => ({ input, key: toKey(tier, row) })));
  const isFirst = rows.map(({ key }, index) => rows.findIndex((row) => row.key === key) === index);
  const bySource = inputs.map((own, input) => {
    const keys = new Set(own.map((row) => toKey(tier, row)));
    const owned = rows.filter((row, index) => row.input === input && isFirst[index]).length;
    return { unique: keys.size, ownDuplicates: own.length - keys.size, broughtIn: keys.size - owned };
  });
  const pairs = new Map<string, { keys: Set<string>; rows: number }>();
  for (const row of rows) {
    const owner = rows.find(({ key }) => key === row.key)!.input;
    if (owner === row.input) continue;
    const pair = pairs.get(`${owner} ${row.input}`) ?? { keys: new Set(), rows: 0 };
    pair.keys.add(row.key);
    pairs.set(`${owner} ${row.input}`, { ...pair, rows: pair.rows + 1 });
  }
  return { unique: isFirst.filter(Boolean).length, bySource, pairs };
}

test("counts what comparing every row with every other one counts", async () => {
  await fc.assert(
    fc.asyncProperty(anyInputs, async (inputs) => {
      const report = await findRedundancy(await openJob(inputs), {
        on: "triplet",
        tiers: keyTiers,
        examples: 0,
      });
      for (const tier of keyTiers) {
        const expected = countSlowly(inputs, tier);
        expect(report.keys[tier]!.unique).toBe(expected.unique);
        const wholes = report.bySource.filter(({ label }) => label === null);
        expect(wholes.slice(0, inputs.length).length).toBeGreaterThan(0);
        for (const [index, counts] of expected.bySource.entries()) {
          const found = report.bySource.find(
            ({ input, label }) => input === `input${index}` && label === null,
          );
          expect(found!.keys[tier]).toMatchObject(counts);
        }
        const pairs = report.pairs.filter(({ level }) => level === "input");
        const found = pairs
          .map(
            ({ first, second, keys }) =>
              [`${first.input} ${second.input}`.replaceAll("input", ""), keys[tier]] as const,
          )
          .filter(([, counts]) => counts!.rows > 0);
        const wanted = [...expected.pairs].map(
          ([name, { keys, rows }]) => [name, { unique: keys.size, rows }] as const,
        );
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
      }
    }),
    { numRuns: 40 },
  );
});

test("is the same report whatever the cuts", async () => {
  await fc.assert(
    fc.asyncProperty(anyInputs, fc.integer({ min: 30, max: 300 }), async (inputs, targetBytes) => {
      const request = { on: "pair", tiers: keyTiers, examples: 3 } as const;
      const whole = await findRedundancy(await openJob(inputs), request);
      const cut = await findRedundancy(await openJob(inputs, targetBytes), request);
      expect(cut).toEqual(whole);
    }),
    { numRuns: 25 },
  );
});

test("names the rows of the largest groups, and tells labels apart", async () => {
  const row = (instruction: string, source: string): Row => ({ instruction, input: "", output: "1", source });
  const inputs = [
    [row("a", "s"), row("b", "s"), row("a", "t")],
    [row("c", "s"), row("a", "s"), row("b ", "s")],
  ];
  const request = { on: "triplet", tiers: ["raw", "norm"], examples: 1 } as const;
  const {
    examples,
    pairs,
    bySource,
    inputs: accounts,
  } = await findRedundancy(await openJob(inputs, 10), request);
  const file = (index: number) => join(folder, `${index}.jsonl`);
  const first = { input: "input0", file: file(0), row: 0 };
  const places = [first, { ...first, row: 2 }, { input: "input1", file: file(1), row: 1 }];
  expect(examples.raw).toEqual([{ copies: 3, rows: places }]);
  expect(bySource.map(({ input, label, rows }) => [input, label, rows])).toEqual([
    ["input0", null, 3],
    ["input0", "s", 2],
    ["input0", "t", 1],
    ["input1", null, 3],
  ]);
  const named = (name: { input: string; label: string | null }) => `${name.input}:${name.label ?? ""}`;
  expect(
    pairs.map(({ level, first: one, second, keys }) => [level, named(one), named(second), keys.norm]),
  ).toEqual([
    ["input", "input0:", "input1:", { unique: 2, rows: 2 }],
    ["label", "input0:s", "input0:t", { unique: 1, rows: 1 }],
    ["label", "input0:s", "input1:s", { unique: 2, rows: 2 }],
  ]);
  expect(accounts.map(({ rows, broken, unmapped }) => [rows, broken, unmapped])).toEqual([
    [3, 0, 0],
    [3, 0, 0],
  ]);
});

test("an overlap is what sets of keys share, both ways", async () => {
  await fc.assert(
    fc.asyncProperty(anyInputs, async (inputs) => {
      fc.pre(inputs.length >= 2);
      const report = await findOverlap(await openJob(inputs, 200), { scopes: ["triplet"], tiers: keyTiers });
      const pairs = inputs.flatMap((_, a) =>
        inputs.slice(a + 1).map((__, later) => [a, a + 1 + later] as const),
      );
      expect(report.pairs.map(({ a, b }) => [a, b])).toEqual(
        pairs.map((pair) => pair.map((one) => `input${one}`)),
      );
      for (const [index, [a, b]] of pairs.entries()) {
        for (const tier of keyTiers) {
          const [keysA, keysB] = [a, b].map((one) => inputs[one]!.map((row) => toKey(tier, row)));
          const shared = new Set(keysA!.filter((key) => keysB!.includes(key)));
          const counts = { uniqueA: new Set(keysA).size, uniqueB: new Set(keysB).size, shared: shared.size };
          expect(report.pairs[index]!.keys.triplet![tier]).toEqual({
            ...counts,
            aInB: shared.size / counts.uniqueA,
            bInA: shared.size / counts.uniqueB,
            rowsOfA: keysA!.filter((key) => shared.has(key)).length,
            rowsOfB: keysB!.filter((key) => shared.has(key)).length,
            verdict: toOverlapVerdict(counts),
          });
        }
      }
    }),
    { numRuns: 40 },
  );
});

test.each([
  [{ uniqueA: 5, uniqueB: 5, shared: 5 }, "equal"],
  [{ uniqueA: 5, uniqueB: 9, shared: 5 }, "subset"],
  [{ uniqueA: 9, uniqueB: 5, shared: 5 }, "superset"],
  [{ uniqueA: 100, uniqueB: 300, shared: 95 }, "near-subset"],
  [{ uniqueA: 300, uniqueB: 100, shared: 95 }, "near-superset"],
  [{ uniqueA: 100, uniqueB: 100, shared: 95 }, "near-equal"],
  [{ uniqueA: 1000, uniqueB: 3000, shared: 949 }, "overlap"],
  [{ uniqueA: 5, uniqueB: 5, shared: 0 }, "disjoint"],
] as const)("%j is %s", (counts, verdict) => {
  expect(toOverlapVerdict(counts)).toBe(verdict);
});
