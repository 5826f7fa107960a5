import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runHere } from "../cli/run-here.ts";

const folder = fileURLToPath(new URL("verification/input", import.meta.url));
const redundancy = async (...options: string[]) => {
  const { stdout, exitCode } = await runHere(
    folder,
    "rows",
    "redundancy",
    "--on",
    "pair",
    "--keys",
    "norm",
    ...options,
    "--json",
  );
  expect(exitCode).toBe(0);
  return JSON.parse(stdout).attribution;
};

test("equal rows of datasets are laid to the paths that connect them", async () => {
  const { graph, pairs } = await redundancy(
    ...[
      "shop/orders-faq=orders-faq.jsonl",
      "shop/support-mix=support-mix.jsonl",
      "shop/claims=returns-faq.jsonl",
    ],
    ...["shop/strays=strays.jsonl", "archive=orders-faq.jsonl", "--graph", "lineage.json"],
  );
  expect(graph).toBe("lineage.json");
  const ids = (leg: { paths: { ids: string[] }[] }) => leg.paths.map((path) => path.ids.join(" "));
  const told = pairs.map(({ first, second, lineage }: never) => {
    const { kind, origins, unknown } = lineage as { kind: string; origins: never[]; unknown: string[] };
    return [
      first,
      second,
      kind,
      origins.map(({ dataset, toA, toB }) => [dataset, ids(toA), ids(toB)]),
      unknown,
    ];
  });
  expect(told).toEqual([
    [
      ...["shop/orders-faq", "shop/support-mix", "upstream"],
      [["shop/orders-faq", ["shop/orders-faq"], ["shop/orders-faq shop/support-mix"]]],
      [],
    ],
    ["shop/orders-faq", "shop/strays", "no-path-known", [], []],
    ["shop/orders-faq", "archive", "no-path-known", [], ["archive"]],
    [
      ...["shop/support-mix", "shop/claims", "common-ancestor"],
      [["shop/returns-faq", ["shop/returns-faq shop/support-mix"], ["shop/returns-faq shop/claims"]]],
      [],
    ],
  ]);
});

test("a graph that has to do with none of the inputs is left out", async () => {
  expect(await redundancy("orders-faq.jsonl", "strays.jsonl")).toBeNull();
  expect(await redundancy("shop/orders-faq=orders-faq.jsonl", "shop/strays=strays.jsonl")).toBeNull();
});
