import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundledSnapshot, makeWorkplace } from "../cli/run-stemma.ts";
import { emptyContent } from "../stand-ins/content.ts";
import { type StandIns, startStandIns } from "../stand-ins/index.ts";

const lines = Array.from(
  { length: 6 },
  (_, row) => `{"instruction":"How much is ${row % 4} and 2?","output":"${(row % 4) + 2}"}\n`,
).join("");
const sha = "9f0c".repeat(10);
const files = { main: { "README.md": "# Mix\n", "data/train.jsonl": lines } };
const content = {
  ...emptyContent,
  ids: ["acme/mix"],
  findDataset: (id: string) =>
    id === "acme/mix"
      ? { id, info: { _id: "1", id, sha }, card: undefined, access: "open" as const, files }
      : undefined,
};

let standIns: StandIns;
beforeAll(async () => {
  standIns = await startStandIns({ content });
});
afterAll(() => standIns.close());

const { runWith } = makeWorkplace();
const count = ["rows", "redundancy", "--json"];

describe("commands on rows", { timeout: 30_000 }, () => {
  it("read a dataset of the hub, and then read it again without asking for its bytes", async () => {
    const env = { HF_ENDPOINT: standIns.endpoints.hub, HF_TOKEN: "hf_secret" };
    const first = await runWith({ env }, ...count, "acme/mix");
    expect(first.stderr).toContain("acme/mix: 6 rows");
    expect(JSON.parse(first.stdout)).toMatchObject({ rows: 6, keys: { raw: { unique: 4 } } });
    const reads = () =>
      standIns.journal.listPaths("hub").filter((path) => path.endsWith("train.jsonl")).length;
    const before = reads();
    expect(before).toBeGreaterThan(0);
    expect((await runWith({ env }, ...count, "acme/mix")).stdout).toBe(first.stdout);
    expect(reads()).toBe(before);
    const kept = JSON.parse((await runWith({ env }, "cache", "--json")).stdout);
    expect(kept.rows.files).toBeGreaterThan(0);
    expect(kept.rows.bytes).toBeGreaterThanOrEqual(Buffer.byteLength(lines));
    const pruned = await runWith({ env }, "cache", "prune", "--older-than-days", "0", "--json");
    expect(JSON.parse(pruned.stdout).freedRowBytes).toBe(kept.rows.bytes);
    expect((await runWith({ env }, ...count, "acme/mix")).stdout).toBe(first.stdout);
    expect(reads()).toBeGreaterThan(before);
  });

  it("read what is piped in", async () => {
    const { stdout } = await runWith({ input: lines }, ...count, "-");
    expect(JSON.parse(stdout)).toMatchObject({ rows: 6, keys: { raw: { unique: 4 } } });
  });

  it("say that a snapshot has no rows, and that there is no network", async () => {
    const env = { HF_ENDPOINT: standIns.endpoints.hub };
    const snapshot = await runWith(
      { env: { ...env, STEMMA_SNAPSHOT: bundledSnapshot } },
      ...count,
      "acme/mix",
    );
    expect(snapshot.exitCode).toBe(6);
    expect(snapshot.stderr).toContain("holds no rows of acme/mix");
    const offline = await runWith({ env: { ...env, STEMMA_OFFLINE: "1" } }, ...count, "acme/other");
    expect(offline.exitCode).toBe(6);
    expect(offline.stderr).toContain("Offline, and the rows of acme/other are not on this machine");
  });
});
