import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeGraph } from "../../../test/support/lineage-fixture.ts";
import { anyGraph, bruteReach, toNodeId, toSmallLineage } from "../../../test/support/random-graphs.ts";
import type { LineageGraph } from "../../model/index.ts";
import { toLineageIndex } from "../lineage-index.ts";
import { LicenceReport, toLicenceReport } from "./index.ts";

type Stated = Readonly<Record<string, string | readonly string[]>>;

function withLicences(graph: LineageGraph, stated: Stated, gated: readonly string[] = []): LineageGraph {
  const datasets = graph.datasets.map((dataset) => ({
    ...dataset,
    gated: gated.includes(dataset.id),
    profile: { ...dataset.profile, licenses: [stated[dataset.id] ?? []].flat() },
  }));
  return { ...graph, datasets };
}

function report(arrows: readonly string[], stated: Stated, gated?: readonly string[]) {
  const found = toLicenceReport(toLineageIndex(withLicences(makeGraph(arrows), stated, gated)), "x/t");
  expect(LicenceReport.parse(found)).toEqual(found);
  return found;
}

const chain = ["x/old -> x/mid", "x/mid -> x/t"];

describe("toLicenceReport", () => {
  test("is commercial-ok when everything upstream is, and carries the conditions down", () => {
    const found = report(chain, { "x/t": "mit", "x/mid": "cc-by-4.0", "x/old": "cc0-1.0" });
    expect(found).toMatchObject({ class: "commercial-ok", weakest: null, unknown: [], conflicts: [] });
    expect(found.conditions).toEqual([
      { condition: "keep the licence text and the copyright notice", from: ["x/t"] },
      { condition: "name the author and link the licence", from: ["x/mid"] },
    ]);
    expect(found.notice).toContain("not legal advice");
  });

  test("names the weakest link with its path and what the dataset claims beyond it", () => {
    const found = report(chain, { "x/t": "apache-2.0", "x/mid": "mit", "x/old": "CC BY-NC 4.0" });
    expect(found).toMatchObject({
      class: "research-only",
      weakest: { dataset: "x/old", path: { ids: ["x/old", "x/mid", "x/t"] }, isAncestor: true },
      overclaims: [{ ancestor: "x/old", message: "apache-2.0 allows commercial use, CC BY-NC 4.0 does not" }],
    });
  });

  test.each([
    [undefined, "no licence is stated"],
    ["my-licence", 'the licence "my-licence" is not known'],
    ["other", "Stated as “other” does not say what is allowed"],
    ["llama3.3", "Llama 3.3 Community License sets conditions"],
    [["mit", "made up"], 'the licence "made up" is not known'],
  ])("with %j upstream it is unknown and says why", (stated, reason) => {
    const found = report(chain, { "x/t": "mit", "x/mid": "mit", ...(stated && { "x/old": stated }) });
    expect(found).toMatchObject({ class: "unknown", unknown: [{ dataset: "x/old" }] });
    expect(found.weakest?.reason).toContain(reason);
  });

  test("a ban weighs more than what is not known", () => {
    expect(report(chain, { "x/mid": "made up", "x/old": "cc-by-nc-4.0" }).class).toBe("research-only");
  });

  test("two share-alike licences conflict, two versions of one do not", () => {
    const arrows = ["x/a -> x/t", "x/b -> x/t"];
    const two = report(arrows, { "x/t": "mit", "x/a": "cc-by-sa-4.0", "x/b": "odbl" });
    expect(two).toMatchObject({
      class: "conflicting",
      conflicts: [{ kind: "share-alike", dataset: "x/a", other: "x/b" }],
      weakest: { dataset: "x/b", path: { ids: ["x/b", "x/t"] } },
    });
    const versions = { "x/t": "cc-by-sa-4.0", "x/a": "cc-by-sa-4.0", "x/b": "cc-by-sa-3.0" };
    expect(report(arrows, versions)).toMatchObject({ class: "commercial-ok", conflicts: [], overclaims: [] });
  });

  test("what may not be adapted conflicts with being built on, but not on its own", () => {
    expect(report(chain, { "x/t": "mit", "x/mid": "mit", "x/old": "cc-by-nd-4.0" })).toMatchObject({
      class: "conflicting",
      conflicts: [{ kind: "no-derivatives", dataset: "x/old", paths: [{ ids: ["x/old", "x/mid", "x/t"] }] }],
    });
    expect(report(chain, { "x/t": "cc-by-nd-4.0", "x/mid": "mit", "x/old": "mit" }).class).toBe(
      "commercial-ok",
    );
  });

  test("says that another licence was asked for", () => {
    const found = report(chain, { "x/t": "mit", "x/mid": "mit", "x/old": "cc-by-sa-4.0" });
    expect(found.overclaims).toMatchObject([{ ancestor: "x/old" }]);
    expect(found.class).toBe("commercial-ok");
  });

  test("a gate is a condition of its own", () => {
    const all = { "x/t": "mit", "x/mid": "mit", "x/old": "mit" };
    expect(report(chain, all, ["x/mid"]).conditions).toContainEqual({
      condition: "accept the conditions of its gate on the hub",
      from: ["x/mid"],
    });
  });

  test("takes the catalogue's word where the card has none", () => {
    const graph = makeGraph(["openai/gsm8k -> x/t"]);
    const found = toLicenceReport(toLineageIndex(withLicences(graph, { "x/t": "mit" })), "x/t");
    expect(found.licences[1]).toMatchObject({
      dataset: "openai/gsm8k",
      source: "catalogue",
      stated: ["mit"],
    });
  });

  test("never allows more than any ancestor, on any graph", () => {
    const names = ["mit", "cc-by-nc-4.0", "made up", "cc-by-sa-4.0", "odbl", "cc-by-nd-4.0"];
    const choices = fc.array(fc.constantFrom(...names), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(anyGraph, choices, (small, licences) => {
        const stated = Object.fromEntries(licences.map((name, node) => [toNodeId(node), name]));
        const index = toLineageIndex(withLicences(toSmallLineage(small), stated));
        const reach = bruteReach(small);
        const ancestors = Array.from({ length: small.nodeCount }, (_, node) => node).filter(
          (node) => node > 0 && reach[node]![0],
        );
        const all = [0, ...ancestors].map((node) => licences[node]!);
        const isClosed = ancestors.some((node) => licences[node] === "cc-by-nd-4.0");
        const isTorn = all.includes("cc-by-sa-4.0") && all.includes("odbl");
        const open = all.includes("made up") ? "unknown" : "commercial-ok";
        const expected = all.includes("cc-by-nc-4.0") ? "research-only" : open;
        expect(toLicenceReport(index, toNodeId(0)).class).toBe(isClosed || isTorn ? "conflicting" : expected);
      }),
    );
  });
});
