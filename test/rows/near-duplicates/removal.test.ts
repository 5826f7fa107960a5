import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listTokens, type ShingleUnit } from "../../../src/kernels/index.ts";
import { createWorkerPool } from "../../../src/rows/jobs/worker-pool.ts";
import {
  type NearDuplicateOptions,
  parseNearDuplicateOptions,
} from "../../../src/rows/near-duplicates/near-duplicate-settings.ts";
import { removeNearDuplicates } from "../../../src/rows/near-duplicates/remove-near-duplicates.ts";
import { stepWorker } from "../../../src/rows/step-kinds.ts";
import { type JobOptions, openJob, type Row } from "./rows-job.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-near-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function remove(rows: readonly Row[], options: NearDuplicateOptions, job: JobOptions = {}) {
  const settings = parseNearDuplicateOptions(options);
  const removal = await removeNearDuplicates(await openJob(folder, { "rows.jsonl": rows }, job), {
    settings,
    clusters: 1000,
  });
  return { report: removal.report, entries: [...removal.listEntries()] };
}

const toText = ({ instruction, input = "" }: Row) =>
  (input === "" ? instruction : `${instruction}\n${input}`).trim().replace(/\s+/g, " ");

/** The shingles as texts, without any hash. */
function toShingles(text: string, { unit = "word", ngram = 8 }: NearDuplicateOptions): ReadonlySet<string> {
  const tokens = listTokens(text, unit as ShingleUnit);
  const count = tokens.length === 0 ? 0 : Math.max(1, tokens.length - ngram + 1);
  return new Set(
    Array.from({ length: count }, (_, from) => JSON.stringify(tokens.slice(from, from + ngram))),
  );
}

function toJaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((shingle) => b.has(shingle)).length;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

/** What is kept for each row, without signatures and bands. */
function bruteForce(rows: readonly Row[], options: NearDuplicateOptions) {
  const texts = rows.map(toText);
  const firsts = texts.map((text) => texts.indexOf(text));
  const distinct = firsts.flatMap((first, row) => (first === row ? [row] : []));
  const shingles = texts.map((text) => toShingles(text, options));
  const areSimilar = (a: number, b: number) =>
    toJaccard(shingles[a]!, shingles[b]!) >= (options.threshold ?? 0.7);
  const pairs = distinct.flatMap((later) =>
    distinct
      .filter((earlier) => earlier < later && areSimilar(later, earlier))
      .map((earlier) => [later, earlier]),
  );
  const kept = rows.map((_, row) => row);
  if (options.keep === "greedy") {
    for (const row of distinct) {
      const similar = pairs.find(([later, earlier]) => later === row && kept[earlier!] === earlier);
      kept[row] = similar?.[1] ?? row;
    }
  } else {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [a, b] of pairs) {
        const least = Math.min(kept[a!]!, kept[b!]!);
        changed ||= kept[a!] !== least || kept[b!] !== least;
        kept[a!] = least;
        kept[b!] = least;
      }
    }
  }
  return {
    exact: distinct.length,
    pairs: pairs.length,
    kept: firsts.map((first) => kept[first]!),
  };
}

// Every value of a signature is a band: what shares one shingle in two is found with all but certainty.
const surely: NearDuplicateOptions = { ngram: 2, threshold: 0.5, permutations: 48, bands: 48, rows: 1 };

const word = fc.constantFrom("a", "b", "c", "d", "E", "f", "ß", "数", "。");
const text = fc.array(word, { maxLength: 9 }).map((words) => words.join(" "));
const row = fc.record({
  instruction: text,
  input: fc.oneof({ weight: 3, arbitrary: fc.constant("") }, text),
});

describe("removal", () => {
  test.each(["first", "greedy"])("keeps what a comparison of all pairs keeps: %s", async (keep) => {
    for (const unit of ["word", "alnum", "char"]) {
      const options = { ...surely, unit, keep, ...(unit === "char" ? { ngram: 3 } : {}) };
      await fc.assert(
        fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), async (rows) => {
          const expected = bruteForce(rows, options);
          const { report, entries } = await remove(rows, options);
          const kept = rows.map((_, index) => index);
          for (const entry of entries) kept[entry.row] = entry.kept.row;
          expect(kept).toEqual(expected.kept);
          expect(report).toMatchObject({
            rows: rows.length,
            exact: { survivors: expected.exact },
            near: { pairs: expected.pairs, pairsAreAll: true, survivors: new Set(expected.kept).size },
          });
        }),
        { numRuns: 40 },
      );
    }
  });

  test("gives for every dropped row its true similarity to the row that matched it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 25 }), async (rows) => {
        const { report, entries } = await remove(rows, surely);
        for (const { row: dropped, stage, matched, similarity } of entries) {
          const [own, other] = [toText(rows[dropped]!), toText(rows[matched.row]!)];
          expect(stage === "exact").toBe(own === other);
          const jaccard = toJaccard(toShingles(own, surely), toShingles(other, surely));
          expect(similarity).toBeCloseTo(stage === "exact" ? 1 : jaccard, 12);
        }
        const members = report.clusters!.flatMap(({ representative, members: own }) =>
          own.map((member) => ({ ...member, kept: representative })),
        );
        const sorted = members.toSorted((one, next) => one.row - next.row);
        expect(sorted).toEqual(entries.map(({ source: _, ...entry }) => entry));
      }),
      { numRuns: 40 },
    );
  });

  test("does not depend on shards or workers", async () => {
    const words = Array.from({ length: 12 }, (_, index) => `w${index}`);
    const rows = Array.from({ length: 300 }, (_, index) => ({
      instruction: words.map((one, place) => (index % (place + 7) === 0 ? `${one}x` : one)).join(" "),
      source: `s${index % 3}`,
    }));
    const strip = ({ report: { inputs, ...report }, entries }: Awaited<ReturnType<typeof remove>>) => ({
      report,
      entries,
      rows: inputs.map((input) => input.rows),
    });
    const options = { ngram: 3, threshold: 0.5 };
    const expected = strip(await remove(rows, options));
    expect(expected.report.near.survivors).toBeLessThan(expected.report.exact.survivors);
    expect(strip(await remove(rows, options, { targetBytes: 2000 }))).toEqual(expected);
    for (const workers of [1, 2]) {
      const runner = createWorkerPool({ folder: join(folder, `work${workers}`), workers, entry: stepWorker });
      const found = await remove(rows, options, { targetBytes: 5000, runner }).finally(() => runner.close());
      expect(strip(found)).toEqual(expected);
    }
  });
});

describe("recall of the default bands", () => {
  /** Texts of 100 words, each after the first with so many of them replaced that its similarity to the first is known. */
  function plant(group: number, replaced: number): Row[] {
    const words = Array.from({ length: 107 }, (_, place) => `g${group}w${place}`);
    const changed = words.map((one, place) => (place >= 107 - replaced ? `${one}x` : one));
    return [{ instruction: words.join(" ") }, { instruction: changed.join(" ") }];
  }

  test("finds 999 of 1000 pairs at the threshold, and none below it", async () => {
    // 100 shingles each; r changed words at the end leave 100 - r of them in both: J = (100 - r) / (100 + r).
    const at = Array.from({ length: 1000 }, (_, group) => plant(group, 17)).flat();
    const below = Array.from({ length: 300 }, (_, group) => plant(group + 1000, 18)).flat();
    const { report } = await remove([...at, ...below], {});
    expect(report.near.pairs).toBeGreaterThanOrEqual(995);
    expect(report.near.pairs).toBeLessThanOrEqual(1000);
    expect(report.near.comparisons).toBeGreaterThan(1200);
  });

  test("estimates are those of signatures, and none means every pair that collides", async () => {
    const rows = Array.from({ length: 200 }, (_, group) => plant(group, 10)).flat();
    const estimated = await remove(rows, { verify: "estimate" });
    const similarities = estimated.entries.map(({ similarity }) => similarity!);
    expect(similarities.every((one) => Number.isInteger(one * 128) && one >= 0.7)).toBe(true);
    const mean = similarities.reduce((sum, one) => sum + one, 0) / similarities.length;
    expect(mean).toBeCloseTo(90 / 110, 1);
    const unseen = await remove(rows, { verify: "none", bands: 128, rows: 1 });
    expect(unseen.report.near).toMatchObject({ survivors: 200, pairs: 200 });
    expect(unseen.entries.every(({ similarity }) => similarity === null)).toBe(true);
  });
});

describe("texts of many scripts", () => {
  const chinese =
    "小明有十五个苹果,他给了小红三个苹果,又给了小刚四个苹果。妈妈下午从市场回来,再给他七个苹果。请问小明现在还剩下几个苹果?请写出计算的过程和答案。";
  const japanese =
    "太郎さんは毎朝七時に起きて、八時に学校へ行きます。学校は家から歩いて二十分かかります。太郎さんは何時に学校に着きますか。";
  const cases: [string, string, string][] = [
    ["Chinese", chinese, chinese.replace("答案", "结果")],
    ["Japanese", japanese, japanese.replace("二十分", "三十分")],
    [
      "emoji",
      "one 😀 two 👩‍👩‍👧 three 🇩🇪 four ❤️ five six seven eight nine ten eleven twelve thirteen fourteen fifteen end",
      "one 😀 two 👩‍👩‍👧 three 🇩🇪 four ❤️ five six seven eight nine ten eleven twelve thirteen fourteen fifteen fin",
    ],
    [
      "combining marks",
      "e\u0301te\u0301 a\u0300 la plage avec les enfants du voisin qui rient et crient tout le jour sans repos vraiment",
      "e\u0301te\u0301 a\u0300 la plage avec les enfants du voisin qui rient et crient tout le jour sans repos aucun",
    ],
  ];
  test.each(cases)("%s near-duplicates are found by word and by alnum", async (_, one, other) => {
    const unlike = {
      instruction: "Quite another question about the weather in the mountains of the far north today.",
    };
    for (const unit of ["word", "alnum"]) {
      const { report, entries } = await remove([{ instruction: one }, unlike, { instruction: other }], {
        unit,
      });
      expect(report.near).toMatchObject({ pairs: 1, survivors: 2 });
      expect(entries[0]).toMatchObject({ row: 2, matched: { row: 0 }, stage: "near" });
      const options = { unit, ngram: 8 };
      const jaccard = toJaccard(toShingles(one, options), toShingles(other, options));
      expect(entries[0]!.similarity).toBeCloseTo(jaccard, 12);
    }
  });

  test("a text without a token is similar to nothing, but equal to its copy", async () => {
    const rows = ["?!", "...", " ?! ", "¿¡"].map((instruction) => ({ instruction }));
    const { report } = await remove(rows, { unit: "alnum" });
    expect(report).toMatchObject({ exact: { survivors: 3 }, near: { survivors: 3, tokenless: 3, pairs: 0 } });
  });
});
