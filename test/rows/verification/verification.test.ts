import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Evidence } from "../../../src/model/index.ts";
import { runHere } from "../../cli/run-here.ts";

const input = fileURLToPath(new URL("input", import.meta.url));
const names = [
  "orders-faq",
  "returns-faq",
  "support-mix",
  "support-thoughts",
  "reworded",
  "claims",
  "strays",
];
const splits = ["shop/quiz:train=quiz-train.jsonl", "shop/quiz:test=quiz-test.jsonl"];
const giveRows = (places: readonly string[]) => places.flatMap((place) => ["--data", place]);
const given = giveRows([...names.map((name) => `shop/${name}=${name}.jsonl`), ...splits]);
const withMissing = names.map((name) => `shop/${name}=${name === "returns-faq" ? "missing" : name}.jsonl`);
const verify = (...options: string[]) =>
  runHere(input, "rows", "verify", "--graph", "lineage.json", "--offline", ...options);

interface Case {
  readonly name: string;
  readonly options: readonly string[];
  readonly exitCode: number;
}

const cases: readonly Case[] = [
  { name: "all", options: [...given, "--all"], exitCode: 0 },
  { name: "one-dataset", options: ["shop/support-mix", ...given], exitCode: 0 },
  { name: "triplets-as-they-are", options: [...given, "--on", "triplet", "--found-at", "raw"], exitCode: 0 },
  { name: "budget-of-pairs", options: [...given, "--pairs", "3"], exitCode: 7 },
  { name: "budget-of-rows", options: [...given, "--rows", "9"], exitCode: 7 },
  { name: "unreadable", options: giveRows([...withMissing, ...splits]), exitCode: 4 },
];

test.each(cases)("$name", async ({ name, options, exitCode }) => {
  const ended = await verify(...options, "--format", "agent");
  const expected = new URL(`expected/${name}.tsv`, import.meta.url);
  expect(ended.stdout).toBe(readFileSync(expected, "utf8"));
  expect(ended.exitCode).toBe(exitCode);
});

test("what was counted is evidence in the form that edges have", async () => {
  const { stdout } = await verify(...given, "--all", "--json");
  const { pairs, datasets, outcomes, saved } = JSON.parse(stdout);
  const edges = pairs.flatMap(({ edge }: { edge: unknown }) => edge ?? []);
  const of = (standing: string) => edges.filter((edge: { standing: string }) => edge.standing === standing);
  expect(of("contradicted")).toMatchObject([
    {
      upstream: "shop/returns-faq",
      downstream: "shop/claims",
      evidence: [
        { count: 0, of: 3 },
        { count: 0, of: 2 },
      ],
    },
  ]);
  expect(of("both")[0]).toMatchObject({
    upstream: "shop/orders-faq",
    downstream: "shop/support-mix",
    evidence: [
      {
        kind: "rows",
        measure: "unique pairs of shop/orders-faq found in shop/support-mix, norm",
        count: 3,
        of: 4,
      },
      {},
    ],
  });
  for (const { evidence } of edges) for (const item of evidence) expect(Evidence.parse(item)).toEqual(item);
  expect(datasets[2].account.files[0].sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(of("both")[0].evidence[0].inputs[1]).toBe(
    `support-mix.jsonl sha256:${datasets[2].account.files[0].sha256}`,
  );
  expect(outcomes).toMatchObject({ "not-scanned": 4, "found-not-predicted": 2 });
  expect(saved).toMatchObject({ pairs: 0, lookups: 0, datasets: [] });
});

test("says what the graph spared", async () => {
  const { stdout, stderr } = await verify("shop/support-mix", ...given, "--json");
  const { saved, datasets } = JSON.parse(stdout);
  const name = (position: number) => `${datasets[position].dataset}:${datasets[position].split}`;
  expect(saved.datasets.map(name)).toEqual(["shop/strays:null", "shop/quiz:test"]);
  expect(saved).toMatchObject({ pairs: 2, rows: null, pairsUncounted: 2 });
  expect(saved.bytes).toBe(datasets[saved.datasets[0]].bytes + datasets[saved.datasets[1]].bytes);
  expect(stderr).toContain("2 datasets never read");
});

test("needs something to verify, and a graph that knows it", async () => {
  expect(await verify()).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("there is no dataset to verify"),
  });
  expect(await verify("shop/unknown")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("does not know shop/unknown"),
  });
  expect(await verify("--data", "orders-faq.jsonl")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("org/name=PATH"),
  });
});
