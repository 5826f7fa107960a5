import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type StandIns, startStandIns } from "../stand-ins/index.ts";
import { bundledSnapshot, makeWorkplace } from "./run-stemma.ts";

const { run, runWith, folder } = makeWorkplace();
const mixture = "qihoo360/Light-R1-SFTData";
let standIns: StandIns;
let env: Record<string, string>;

beforeAll(async () => {
  standIns = await startStandIns({ snapshot: bundledSnapshot });
  const { hub, arxivApi, arxivPages, github, pageGateway } = standIns.endpoints;
  env = {
    HF_ENDPOINT: hub,
    STEMMA_ARXIV_ENDPOINT: arxivApi,
    STEMMA_ARXIV_PAGES_ENDPOINT: arxivPages,
    STEMMA_GITHUB_ENDPOINT: github,
    STEMMA_PAGE_GATEWAY: pageGateway,
    HF_TOKEN: "hf_of_the_test",
    GITHUB_TOKEN: "ghp_of_the_test",
  };
});
afterAll(() => standIns.close());

test("the network and a snapshot of it give the same graph, and a recording of the network gives it again", async () => {
  const store = ["--store", join(folder, "network.db")];
  const online = await runWith({ env }, "trace", mixture, "--json", ...store);
  const offline = await run(
    "trace",
    mixture,
    "--json",
    "--snapshot",
    bundledSnapshot,
    "--store",
    join(folder, "s.db"),
  );
  expect(online.stdout).toBe(offline.stdout);
  const recorded = await runWith({ env }, "snapshot", "recorded", ...store);
  expect(recorded.exitCode).toBe(0);
  const again = await run(
    "trace",
    mixture,
    "--json",
    "--snapshot",
    "recorded",
    "--store",
    join(folder, "r.db"),
  );
  expect(again.stdout).toBe(online.stdout);
});

test("each token reached its own host only", () => {
  const entries = standIns.journal.entries;
  const sent = (host: string) =>
    new Set(entries.filter((e) => e.host === host).map((e) => e.headers.authorization));
  expect(sent("hub")).toEqual(new Set(["Bearer hf_of_the_test"]));
  for (const header of sent("arxiv")) expect(header).toBeUndefined();
  for (const header of sent("blog")) expect(header).toBeUndefined();
  for (const header of sent("github")) expect(["Bearer ghp_of_the_test"]).toContain(header);
});

test("what was fetched stands in the cache, which can be emptied", async () => {
  const before = await runWith({ env }, "cache", "--json");
  expect(JSON.parse(before.stdout).answers).toBeGreaterThan(10);
  await runWith({ env }, "cache", "prune", "--older-than-days", "0");
  const after = await runWith({ env }, "cache", "--json");
  expect(JSON.parse(after.stdout)).toMatchObject({ answers: 0, bytes: 0 });
});

test("a budget of requests ends the run (7) and keeps what it paid for", async () => {
  const store = ["--store", join(folder, "requests.db")];
  const cut = await runWith({ env }, "trace", mixture, "--max-requests", "6", ...store);
  expect(cut.exitCode).toBe(7);
  const rest = await runWith({ env }, "trace", mixture, ...store);
  expect(rest.exitCode).not.toBe(7);
});

test("doctor --online asks every endpoint", async () => {
  const { stdout } = await runWith({ env }, "doctor", "--online", "--format", "agent");
  expect(stdout).toContain(`${standIns.endpoints.hub}/api/whoami-v2\t`);
  expect(stdout).toContain(`${standIns.endpoints.github}/rate_limit\t`);
});
