import { beforeAll, describe, expect, test } from "vitest";
import { LineageGraph } from "../../src/model/index.ts";
import { bundledSnapshot, type Ended, makeWorkplace } from "./run-stemma.ts";

const mixture = "qihoo360/Light-R1-SFTData";
const { run, runWith, store } = makeWorkplace();
const inStore = (...command: readonly string[]) => run(...command, "--store", store);

let traced: Ended;
beforeAll(async () => {
  traced = await inStore("trace", mixture, "--snapshot", bundledSnapshot);
});

describe("trace", () => {
  test("prints the tree on stdout and talks on stderr", () => {
    expect(traced.stdout.split("\n")[0]).toBe(mixture);
    expect(traced.stdout).toMatch(/├─ open-thoughts\/OpenThoughts-114k +direct-inclusion +\d\.\d\d/);
    expect(traced.stdout).toContain("↑ shown above");
    expect(traced.stdout).not.toContain(store);
    expect(traced.stderr).toContain(`store:   ${store}`);
    expect(traced.stderr).toContain(`next:    stemma show ${mixture} --why`);
  });

  test("a second run reads nothing again", async () => {
    const again = await inStore("trace", mixture, "--snapshot", bundledSnapshot);
    expect(again.stdout).toBe(traced.stdout);
    expect(again.stderr).toContain("all known before");
  });

  test("as JSON is the canonical lineage graph, whatever the concurrency and with a model's key at hand", async () => {
    const trace = (concurrency: string, env: Record<string, string>) => {
      const fresh = ["--store", `${store}.${concurrency}`, "--concurrency", concurrency];
      return runWith({ env }, "trace", mixture, "--snapshot", bundledSnapshot, "--json", ...fresh);
    };
    const key = { OPENAI_API_KEY: "sk-unused", OPENAI_BASE_URL: "http://127.0.0.1:9" };
    const [one, many] = await Promise.all([trace("1", {}), trace("12", key)]);
    expect(one.stdout).toBe(many.stdout);
    const graph = LineageGraph.parse(JSON.parse(one.stdout));
    expect(graph.seeds).toEqual([mixture]);
    expect(graph.edges.length).toBeGreaterThan(10);
  });

  test("stops at the depth asked for and says so", async () => {
    const shallow = await run(
      "trace",
      mixture,
      "--snapshot",
      bundledSnapshot,
      "--depth",
      "1",
      "--store",
      `${store}.shallow`,
    );
    expect(shallow.stdout).toContain("cut off: depth limit");
  });
});

describe("show", () => {
  test("prints what the dataset is and its tree", async () => {
    const { stdout, exitCode } = await inStore("show", "open-thoughts/OpenThoughts-114k", "--depth", "1");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("BAAI/TACO");
    expect(stdout).toMatch(/released|release date unknown/);
    expect(stdout).toMatch(/more edges? behind it/);
  });

  test("--why prints quotes with document, section and features", async () => {
    const { stdout } = await inStore("show", "open-thoughts/OpenThoughts-114k", "--depth", "1", "--why");
    expect(stdout).toMatch(/“[^”]+”/);
    expect(stdout).toContain("hub-card https://huggingface.co/datasets/open-thoughts/OpenThoughts-114k");
    expect(stdout).toMatch(/confidence 0\.\d\d from /);
  });

  test("--down prints what was built on it, and --mermaid a flowchart", async () => {
    const { stdout } = await inStore("show", "openai/gsm8k", "--down");
    expect(stdout).toContain(mixture);
    const diagram = await inStore("show", "openai/gsm8k", "--down", "--mermaid");
    expect(diagram.stdout).toMatch(/^flowchart TD\n/);
  });

  test("finds an id in another case and suggests one for a typo", async () => {
    expect((await inStore("show", "OPENAI/GSM8K")).exitCode).toBe(0);
    const typo = await inStore("show", "openai/gms8k");
    expect(typo.exitCode).toBe(2);
    expect(typo.stderr).toContain("did you mean openai/gsm8k");
    expect(typo.stdout).toBe("");
  });
});

describe("list", () => {
  test("lists what fits, quietly as ids, for programs as tab-separated text, as JSON", async () => {
    const [human, quiet, agent, all] = await Promise.all([
      inStore("list", "gsm8k"),
      inStore("list", "gsm8k", "-q"),
      inStore("list", "gsm8k", "--format", "agent"),
      inStore("list", "gsm8k", "--json"),
    ]);
    expect(human.stdout).toMatch(/^id +kind/);
    expect(human.stderr).toContain('matching "gsm8k"');
    expect(quiet.stdout).toBe("openai/gsm8k\n");
    expect(quiet.stderr).toBe("");
    expect(agent.stdout.split("\n")[0]).toBe("id\tkind\tfrom\tinto\treleased\toutcome");
    const json = JSON.parse(all.stdout);
    expect(json.datasets[0]).toMatchObject({ id: "openai/gsm8k", kind: "benchmark" });
  });

  test("takes the width of COLUMNS", async () => {
    const { stdout } = await runWith({ env: { COLUMNS: "60" } }, "list", "--store", store);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

describe("path", () => {
  test("prints every path, shortest first", async () => {
    const { stdout, stderr, exitCode } = await inStore("path", "openai/gsm8k", mixture);
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")[0]).toBe("openai/gsm8k");
    expect(stdout).toContain("↓  ");
    expect(stderr).toMatch(/\d+ paths? from openai\/gsm8k to qihoo360\/Light-R1-SFTData/);
  });

  test("turns the question round when that is the direction, and says when there is none", async () => {
    const turned = await inStore("path", mixture, "openai/gsm8k", "-q");
    expect(turned.stdout).toMatch(/^openai\/gsm8k -> /);
    const none = await inStore("path", "camel-ai/biology", "openai/gsm8k");
    expect(none.stdout).toBe("");
    expect(none.stderr).toContain("no path leads from");
  });
});

test("verify finds every quote", async () => {
  const { exitCode, stderr, stdout } = await inStore("verify");
  expect(exitCode).toBe(0);
  expect(stdout).toBe("");
  const [, found, all] = /(\d+) of (\d+) quotes found/.exec(stderr) ?? [];
  expect(found).toBe(all);
  expect(Number(all)).toBeGreaterThan(10);
});

test("add and remove put a person's word over the documents", async () => {
  const reason = ["--reason", "seen in the build script", "--reviewer", "Ada"];
  await inStore("add", "dataset", "our/source", ...reason);
  await inStore("add", "edge", "our/source", mixture, "--relation", "structured-fusion", ...reason);
  const added = await inStore("show", mixture, "--why", "--depth", "1");
  expect(added.stdout).toMatch(/our\/source +structured-fusion/);
  expect(added.stdout).toContain("added by Ada: seen in the build script");
  await inStore("remove", "edge", "our/source", mixture, ...reason);
  const rejected = await inStore("remove", "edge", "open-thoughts/OpenThoughts-114k", mixture, ...reason);
  expect(rejected.stdout).toContain("rejected: open-thoughts/OpenThoughts-114k");
  const after = await inStore("show", mixture, "--depth", "1");
  expect(after.stdout).not.toContain("our/source");
  expect(after.stdout).not.toContain("open-thoughts/OpenThoughts-114k");
  expect(after.stderr).toContain("ruled-out");
  await inStore("add", "alias", "our/short-name", "openai/gsm8k", ...reason);
  expect((await inStore("show", "our/short-name")).stdout).toContain("openai/gsm8k");
});

test("add and remove need a reason and an edge that is there", async () => {
  const noReason = await inStore("add", "dataset", "our/new");
  expect(noReason.exitCode).toBe(2);
  expect(noReason.stderr).toContain("--reason");
  const noEdge = await inStore("remove", "edge", "openai/gsm8k", "camel-ai/biology", "--reason", "x");
  expect(noEdge.exitCode).toBe(2);
  expect(noEdge.stderr).toContain("there is no edge from openai/gsm8k");
});

test("doctor tells of tokens without showing them", async () => {
  const secret = "hf_verysecretvalue";
  const { stdout, stderr, exitCode } = await runWith(
    { env: { HF_TOKEN: secret, GITHUB_TOKEN: "ghp_alsosecret" } },
    "doctor",
    "--store",
    store,
  );
  expect(exitCode).toBe(0);
  expect(stdout).toContain("present, from HF_TOKEN");
  expect(stdout).toContain("sound:");
  expect(stdout + stderr).not.toContain(secret);
  expect(stdout + stderr).not.toContain("alsosecret");
});

test("config show names the origin of every value", async () => {
  const { stdout } = await runWith(
    { env: { HF_ENDPOINT: "https://hub.example" } },
    "config",
    "show",
    "--origin",
    "--store",
    store,
  );
  expect(stdout).toMatch(/hub-endpoint +https:\/\/hub\.example +environment HF_ENDPOINT/);
  expect(stdout).toMatch(/store +\S+ +flag --store/);
  expect(stdout).toMatch(/concurrency +6 +default/);
});

test("demo explains a lineage without a store or a network", async () => {
  const { stdout, exitCode } = await run("demo");
  expect(exitCode).toBe(0);
  expect(stdout).toContain("Where does qihoo360/Light-R1-SFTData come from?");
  expect(stdout).toContain("Every edge has its proof.");
  expect(stdout).toContain("Benchmarks upstream");
  expect(stdout).toContain("Next:");
});
