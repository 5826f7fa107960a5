import { describe, expect, test } from "vitest";
import { makeDataset, makeEdge, makeGraph } from "../../../test/support/lineage-fixture.ts";
import {
  type Dataset,
  type Edge,
  type GateMeasurements,
  GateReport,
  type Mixture,
  Policy,
} from "../../model/index.ts";
import { toLineageIndex } from "../lineage-index.ts";
import { checkMixture } from "./index.ts";

function makeMixture(...ids: readonly (string | readonly [string, string])[]): Mixture {
  const entries = ids.map((given, at) => {
    const [id, split] = typeof given === "string" ? [given, null] : given;
    return { id, line: at + 1, column: null, weight: null, split, raw: id };
  });
  return { source: "mix.txt", format: "list", entries };
}

const asBenchmark = (id: string) =>
  makeDataset(id, { profile: { ...makeDataset(id).profile, kind: "benchmark", testSplit: "test" } });
const withLicence = (id: string, licence: string) =>
  makeDataset(id, { profile: { ...makeDataset(id).profile, licenses: [licence] } });

interface Setting {
  readonly edges?: readonly Edge[];
  readonly datasets?: readonly Dataset[];
  readonly policy: Readonly<Record<string, unknown>>;
  readonly measurements?: GateMeasurements;
}

function check(mixture: Mixture, { edges = [], datasets = [], policy, measurements }: Setting): GateReport {
  const graph = makeGraph(edges.map(({ upstream, downstream }) => `${upstream} -> ${downstream}`));
  const own = new Map([...graph.datasets, ...datasets].map((dataset) => [dataset.id, dataset]));
  const index = toLineageIndex({ ...graph, datasets: [...own.values()], edges: [...edges] });
  const report = checkMixture({
    index,
    mixture,
    policy: Policy.parse({ version: 1, ...policy }),
    today: "2026-05-01",
    ...(measurements === undefined ? {} : { measurements }),
  });
  expect(GateReport.parse(report)).toEqual(report);
  return report;
}

const leak = [
  makeEdge("b/bench", "x/one"),
  makeEdge("x/one", "x/two"),
  makeEdge("x/two", "x/three"),
  makeEdge("b/train", "x/clean", { splits: ["train"] }),
];
const benchmarks = [asBenchmark("b/bench"), asBenchmark("b/train")];
const noPath = { "no-path-to": { benchmarks: "all" } };

describe("no-path-to", () => {
  test("finds a leak three steps up and names the entry and the path", () => {
    const report = check(makeMixture("x/clean", "x/three"), {
      edges: leak,
      datasets: benchmarks,
      policy: noPath,
    });
    expect(report).toMatchObject({ isViolated: true, rules: ["no-path-to"], warnings: [] });
    expect(report.violations).toMatchObject([
      {
        rule: "no-path-to",
        entry: 1,
        dataset: "x/three",
        other: "b/bench",
        message: "possibly the test split (no split is stated) of b/bench reaches x/three in 3 steps",
        paths: [{ ids: ["b/bench", "x/one", "x/two", "x/three"] }],
        pathCount: "1",
      },
    ]);
  });

  test("only warns of an unknown split when told to, and never of a train split", () => {
    const policy = { "no-path-to": { benchmarks: "all", "unknown-split": "warn" } };
    const report = check(makeMixture("x/clean", "x/three"), { edges: leak, datasets: benchmarks, policy });
    expect(report).toMatchObject({ isViolated: false, violations: [], warnings: [{ dataset: "x/three" }] });
  });

  test("leaves what waits for review to the rule on unknowns", () => {
    const edges = [makeEdge("b/bench", "x/a", { splits: ["test"], status: "needs-review" })];
    const setting = { edges, datasets: benchmarks };
    expect(check(makeMixture("x/a"), { ...setting, policy: noPath })).toMatchObject({
      isViolated: false,
      warnings: [{ message: expect.stringContaining("waits for review") }],
    });
    expect(check(makeMixture("x/a"), { ...setting, policy: { ...noPath, unknown: "fail" } }).isViolated).toBe(
      true,
    );
  });

  test("shows the path that it rests on, not a shorter one under review", () => {
    const edges = [
      makeEdge("b/bench", "x/one"),
      makeEdge("x/one", "x/two"),
      makeEdge("b/bench", "x/two", { splits: ["test"], status: "needs-review" }),
    ];
    const setting = { edges, datasets: benchmarks };
    const certain = ["b/bench", "x/one", "x/two"];
    const found = check(makeMixture("x/two"), { ...setting, policy: noPath });
    expect(found.violations).toMatchObject([{ paths: [{ ids: certain }], pathCount: "2" }]);
    expect(found.violations[0]?.message).toMatch(/^possibly the test split .* in 2 steps$/);
    const lenient = { "no-path-to": { benchmarks: "all", "unknown-split": "warn" } };
    const warned = check(makeMixture("x/two"), { ...setting, policy: lenient });
    expect(warned).toMatchObject({ violations: [], warnings: [{ paths: [{ ids: certain }] }] });
    const strict = check(makeMixture("x/two"), { ...setting, policy: { ...lenient, unknown: "fail" } });
    expect(strict.violations).toMatchObject([{ message: expect.stringContaining("waits for review") }]);
  });

  test("reads the split that the mixture itself takes of a benchmark", () => {
    const setting = { edges: leak, datasets: benchmarks, policy: noPath };
    expect(check(makeMixture(["b/bench", "train"]), setting).isViolated).toBe(false);
    expect(check(makeMixture(["b/bench", "test"]), setting).violations).toMatchObject([
      { message: "b/bench is a benchmark, and the test split is trained on", paths: [{ ids: ["b/bench"] }] },
    ]);
  });

  test("keeps to the benchmarks named and excepted", () => {
    const check3 = (benchmark: Readonly<Record<string, unknown>>) =>
      check(makeMixture("x/three"), {
        edges: leak,
        datasets: benchmarks,
        policy: { "no-path-to": benchmark },
      });
    expect(check3({ benchmarks: ["b/train"] }).isViolated).toBe(false);
    expect(check3({ benchmarks: ["B/Bench"] }).isViolated).toBe(true);
    expect(check3({ benchmarks: "all", except: ["b/bench"] }).isViolated).toBe(false);
  });
});

test("no-undocumented-upstream tells what nobody can read from what was not read yet", () => {
  const datasets = [
    makeDataset("x/gated", { outcome: { kind: "unreadable", reason: "gated", detail: "" } }),
    makeDataset("x/down", { outcome: { kind: "unreadable", reason: "network", detail: "" } }),
    makeDataset("x/far", { outcome: { kind: "cut-off", reason: "distance" } }),
    makeDataset("x/old", { outcome: { kind: "cut-off", reason: "released-2020-or-earlier" } }),
    makeDataset("x/root", { outcome: { kind: "root-no-statement" } }),
  ];
  const edges = ["name:A book", ...datasets.map(({ id }) => id)].map((id) => makeEdge(id, "x/t"));
  const report = check(makeMixture("x/t"), { edges, datasets, policy: { "no-undocumented-upstream": true } });
  expect(report.violations.map(({ other }) => other)).toEqual(["name:A book", "x/gated"]);
  expect(report.warnings.map(({ other }) => other)).toEqual(["x/down", "x/far"]);
  expect(report.violations[0]?.paths).toMatchObject([{ ids: ["name:A book", "x/t"] }]);
});

test("licence asks for a class along the whole path", () => {
  const edges = [makeEdge("x/nc", "x/a"), makeEdge("x/mit", "x/b"), makeEdge("x/blank", "x/c")];
  const datasets = [
    withLicence("x/nc", "cc-by-nc-4.0"),
    ...["x/mit", "x/a", "x/b", "x/c"].map((id) => withLicence(id, "mit")),
  ];
  const mixture = makeMixture("x/a", "x/b", "x/c");
  const commercial = check(mixture, { edges, datasets, policy: { licence: "commercial-ok" } });
  expect(commercial.violations).toMatchObject([
    { entry: 0, dataset: "x/a", other: "x/nc", paths: [{ ids: ["x/nc", "x/a"] }] },
  ]);
  expect(commercial.warnings).toMatchObject([{ entry: 2, dataset: "x/c", other: "x/blank" }]);
  const research = check(mixture, { edges, datasets, policy: { licence: "research-only" } });
  expect(research).toMatchObject({ violations: [], warnings: [{ dataset: "x/c" }] });
});

test("max-intersections and max-supersets count per entry", () => {
  const edges = [
    makeEdge("x/r1", "x/light"),
    makeEdge("x/r1", "x/t"),
    makeEdge("x/light", "x/t"),
    makeEdge("x/light", "x/u"),
  ];
  const mixture = makeMixture("x/t", "x/light", "x/u");
  expect(check(mixture, { edges, policy: { "max-intersections": 0 } }).violations).toMatchObject([
    { entry: 0, other: "x/r1", pathCount: "2" },
  ]);
  expect(check(mixture, { edges, policy: { "max-intersections": 1 } }).isViolated).toBe(false);
  const supersets = check(mixture, { edges, policy: { "max-supersets": 0 } }).violations;
  expect(supersets.map(({ entry, dataset, other }) => [entry, dataset, other])).toEqual([
    [0, "x/t", "x/r1"],
    [1, "x/light", "x/t"],
    [1, "x/light", "x/u"],
  ]);
  expect(check(mixture, { edges, policy: { "max-supersets": 1 } }).violations).toHaveLength(2);
});

test("limits on shares take the numbers given and say what was not measured", () => {
  const policy = { "max-redundancy": "1%", "max-contamination": 0 };
  const measurements = {
    redundancy: [{ dataset: "x/a", share: 0.053 }],
    contamination: [{ dataset: "X/a", benchmark: "b/bench", share: 0.3795 }],
  };
  const datasets = [makeDataset("x/a"), makeDataset("x/b")];
  const report = check(makeMixture("x/a", "x/b"), { datasets, policy, measurements });
  expect(report.violations.map(({ message }) => message)).toEqual([
    "5.3% of the rows of x/a are redundant, 1% allowed",
    "37.95% of b/bench stand in x/a, 0% allowed",
  ]);
  expect(report.warnings.map(({ entry, message }) => [entry, message])).toEqual([
    [1, "the redundancy of x/b was not measured"],
    [1, "the contamination of x/b was not measured"],
  ]);
});

test("an entry that the graph does not know is said once", () => {
  const policy = { ...noPath, licence: "commercial-ok", unknown: "fail" };
  const { violations } = check(makeMixture("x/nowhere"), { policy });
  expect(violations).toMatchObject([{ rule: "no-path-to", entry: 0, dataset: "x/nowhere" }]);
});

describe("accepted findings", () => {
  const accept = (changes: Readonly<Record<string, unknown>>) => ({
    ...noPath,
    accept: [
      { rule: "no-path-to", dataset: "x/three", reason: "cleaned by hand", until: "2026-05-01", ...changes },
    ],
  });
  const run = (policy: Readonly<Record<string, unknown>>) =>
    check(makeMixture("x/three"), { edges: leak, datasets: benchmarks, policy });

  test("count until their day, that day included", () => {
    expect(run(accept({}))).toMatchObject({
      isViolated: false,
      accepted: [{ finding: { other: "b/bench" } }],
    });
    expect(run(accept({ until: "2026-04-30" }))).toMatchObject({
      isViolated: true,
      accepted: [],
      expired: [{ until: "2026-04-30" }],
    });
  });

  test("cover one benchmark where they name it, and are told when they cover nothing", () => {
    expect(run(accept({ other: "B/bench" })).isViolated).toBe(false);
    expect(run(accept({ other: "b/train" }))).toMatchObject({
      isViolated: true,
      unused: [{ other: "b/train" }],
    });
  });
});

describe("Policy", () => {
  const messages = (policy: Readonly<Record<string, unknown>>) =>
    Policy.safeParse(policy).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

  test.each([
    [{}, "version: write version: 1"],
    [{ version: 1, unknown: "maybe" }, "unknown: write unknown: warn or fail"],
    [{ version: 1, licence: "free" }, "licence: write licence: commercial-ok or research-only"],
    [{ version: 1, "max-redundancy": "much" }, "max-redundancy: write a share as 0.01 or 1%"],
    [{ version: 1, "max-redundancy": 5 }, "max-redundancy: a share is at most 1 (100%)"],
    [{ version: 1, "max-supersets": 1.5 }, "max-supersets: write a whole number"],
    [
      { version: 1, "no-path-to": { benchmarks: "some" } },
      "no-path-to.benchmarks: write benchmarks: all, or a list of dataset ids",
    ],
    [
      { version: 1, accept: [{ rule: "licence", dataset: "a/b", reason: "", until: "2026-01-01" }] },
      "accept.0.reason: say why it is accepted",
    ],
    [
      { version: 1, accept: [{ rule: "licence", dataset: "a/b", reason: "ok", until: "May" }] },
      "accept.0.until: write the day as YYYY-MM-DD",
    ],
  ])("says what is wrong with %j", (policy, message) => {
    expect(messages(policy)).toContain(message);
  });

  test("refuses a rule that it does not know", () => {
    expect(messages({ version: 1, "no-path": {} })?.[0]).toContain("no-path");
  });
});
