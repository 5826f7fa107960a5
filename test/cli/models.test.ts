import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createReadingResponder,
  type ModelStandIn,
  slow,
  standInKeys,
  startModelStandIn,
  toTextAnswer,
} from "../stand-ins/models/index.ts";
import { bundledSnapshot, makeWorkplace } from "./run-stemma.ts";

const { run, runWith, folder } = makeWorkplace();
const seed = "simplescaling/s1K-1.1";
let standIn: ModelStandIn;
let env: Record<string, string>;

beforeAll(async () => {
  standIn = await startModelStandIn({ responder: createReadingResponder() });
  env = {
    OPENAI_BASE_URL: standIn.baseUrls.openai,
    OPENAI_API_KEY: standInKeys.openai,
    GOOGLE_GENERATIVE_AI_BASE_URL: standIn.baseUrls.google,
    GEMINI_API_KEY: standInKeys.google,
  };
});
afterAll(() => standIn.close());

function trace(name: string, ...flags: readonly string[]) {
  const store = join(folder, `${name}.db`);
  const command = ["trace", seed, "--snapshot", bundledSnapshot, "--store", store, "--json", ...flags];
  return runWith({ env }, ...command);
}

async function readLedger(name: string) {
  const { stdout } = await run("models", "ledger", "--json", "--store", join(folder, `${name}.db`));
  return JSON.parse(stdout);
}

test("a key alone changes nothing: rules read, and no model is asked", async () => {
  const { exitCode, stderr } = await trace("rules");
  expect([0, 4]).toContain(exitCode);
  expect(stderr).not.toContain("models:");
  expect(standIn.journal.entries).toEqual([]);
  expect((await readLedger("rules")).total.calls).toBe(0);
});

test("a dry run says what models would cost, asks none and writes no store", async () => {
  const { stdout, exitCode } = await trace("dry", "--agents", "model", "--dry-run");
  const estimate = JSON.parse(stdout);
  expect(exitCode).toBe(0);
  expect(estimate.roles.map(({ role }: { role: string }) => role)).toEqual([
    "sourcing",
    "extracting",
    "tracing",
    "aggregation",
  ]);
  expect(estimate.total.inputTokens).toBeGreaterThan(1000);
  expect(estimate.total.costUsd).toBeGreaterThan(estimate.total.readingUsd);
  expect(standIn.journal.entries).toEqual([]);
  expect((await run("list", "--store", join(folder, "dry.db"))).exitCode).not.toBe(0);
});

describe("models reading", () => {
  test("the roles are the paper's models, and the ledger books every request", async () => {
    const { stderr } = await trace("first", "--agents", "model");
    const asked = new Set(standIn.journal.requests.map(({ api, model }) => `${api}/${model}`));
    expect(asked).toContain("openai/gpt-5.1");
    expect(asked).toContain("google/gemini-2.5-pro");
    expect(stderr).toMatch(/language models read: sourcing openai\/gpt-5\.1.*US dollars at most/);
    expect(stderr).toMatch(/models: {2}\d+ model calls, [\d,]+ tokens in, [\d,]+ out, 0\.\d{4} US dollars/);
    const { total, groups } = await readLedger("first");
    expect(total.requests).toBe(standIn.journal.entries.length);
    expect(groups.map(({ group }: { group: string }) => group)).toContain("tracing");
    const since = await run("diff", "2999-01-01", "now", "--store", join(folder, "first.db"));
    expect(since.stderr).toContain("nothing changed");
  });

  test("the same trace again in a fresh store: no request, equal bytes, whatever the concurrency", async () => {
    const before = standIn.journal.entries.length;
    const again = await trace("second", "--agents", "model", "--concurrency", "1");
    const first = await trace("first", "--agents", "model");
    expect(again.stdout).toBe(first.stdout);
    expect(standIn.journal.entries.length).toBe(before);
    const { total } = await readLedger("second");
    expect(total).toMatchObject({ requests: 0, inputTokens: 0, costUsd: 0 });
    expect(total.cached).toBe(total.calls);
  });

  test("a store that rules have read is read again by models, and not the other way round", async () => {
    const first = await trace("first");
    const after = await trace("rules", "--agents", "model");
    expect(after.stdout).toBe(first.stdout);
  });

  test("edges that only a model states need a person; those with the rules' word gain confidence", async () => {
    const graph = JSON.parse((await trace("first", "--agents", "model")).stdout);
    const edges: { features: Record<string, number>; status: string }[] = graph.edges;
    const stated = (feature: string) => edges.filter(({ features }) => features[feature] === 1);
    expect(stated("modelAgrees").length).toBeGreaterThan(0);
    expect(stated("modelOnly").filter(({ status }) => status === "accepted")).toEqual([]);
  });

  test("a budget of tokens is not passed, ends the run (7), and the next run goes on", async () => {
    const cache = ["--cache", join(folder, "cut-cache")];
    const cut = await trace("cut", "--agents", "model", "--max-tokens", "24000", ...cache);
    expect(cut.exitCode).toBe(7);
    const { total } = await readLedger("cut");
    expect(total.inputTokens + total.outputTokens).toBeLessThanOrEqual(24_000);
    const rest = await trace("cut", "--agents", "model", ...cache);
    expect(rest.stdout).toBe((await trace("first", "--agents", "model")).stdout);
  });

  test("what fits no schema is set aside whole and shown, and the rules' reading stands", async () => {
    standIn.setResponder(async () => toTextAnswer("The dataset seems to be a mixture."));
    const cache = ["--cache", join(folder, "wordy-cache")];
    const { stdout } = await trace("wordy", "--agents", "model", ...cache);
    standIn.setResponder(createReadingResponder());
    const rules = JSON.parse((await trace("plain")).stdout);
    const pairs = (graph: { edges: { upstream: string; downstream: string }[] }) =>
      graph.edges.map(({ upstream, downstream }) => `${upstream} -> ${downstream}`);
    expect(pairs(JSON.parse(stdout))).toEqual(pairs(rules));
    const store = ["--store", join(folder, "wordy.db")];
    const quarantine = await run("models", "quarantine", ...store);
    expect(quarantine.stdout).toContain("The dataset seems to be a mixture.");
    expect((await readLedger("wordy")).total.quarantined).toBeGreaterThan(0);
  });
});

test("killed again and again, it pays for one request more per kill at most, and gives the same bytes (trust R-01)", async () => {
  const reading = createReadingResponder();
  standIn.setResponder(slow(25, reading));
  const places = ["--cache", join(folder, "killed-cache"), "--store", join(folder, "killed.db")];
  const command = ["trace", seed, "--snapshot", bundledSnapshot, "--json", "--agents", "model", ...places];
  const before = standIn.journal.entries.length;
  let kills = 0;
  for (const delayMs of [900, 1300, 1800, 2400]) {
    const onStart = (kill: (signal: NodeJS.Signals) => void) => setTimeout(() => kill("SIGKILL"), delayMs);
    const { exitCode } = await runWith({ env, onStart }, ...command, "--model-concurrency", "1");
    if (exitCode === null) kills++;
  }
  const ended = await runWith({ env }, ...command, "--model-concurrency", "1");
  const sent = standIn.journal.entries.length - before;
  standIn.setResponder(reading);
  expect(kills).toBeGreaterThan(0);
  const undisturbed = await trace("first", "--agents", "model");
  expect(ended.stdout).toBe(undisturbed.stdout);
  const { total } = await readLedger("first");
  expect(sent).toBeGreaterThanOrEqual(total.requests);
  expect(sent).toBeLessThanOrEqual(total.requests + kills);
});

describe("what is missing", () => {
  test("a key that is missing is told before anything is read (5)", async () => {
    const ended = await runWith({}, "trace", seed, "--agents", "model", "--snapshot", bundledSnapshot);
    expect(ended.exitCode).toBe(5);
    expect(ended.stderr).toContain("set OPENAI_API_KEY");
  });

  test("a limit of cost needs a price (2)", async () => {
    const local = ["--model", "compatible/llama3.3", "--max-cost", "1"];
    const ended = await trace("local", "--agents", "model", ...local);
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain("--max-tokens");
  });

  test("a model of no known provider is a wrong use (2)", async () => {
    const ended = await trace("nobody", "--agents", "model", "--model", "nobody/x");
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain("openai, google, anthropic, compatible");
  });

  test("offline, answers that were kept are all there is (6)", async () => {
    const kept = await trace("first-offline", "--agents", "model", "--offline");
    expect(kept.stdout).toBe((await trace("first", "--agents", "model")).stdout);
    const cache = ["--cache", join(folder, "no-cache")];
    const lost = await trace("offline", "--agents", "model", "--offline", ...cache);
    expect(lost.exitCode).not.toBe(0);
    expect(lost.stderr).toContain("ffline");
  });
});
