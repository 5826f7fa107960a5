import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { decideReviews, listReviewQueue, loadConfiguration } from "../../src/app/index.ts";
import { makeWorkplace } from "./run-stemma.ts";
import { toSourceCard, writeSnapshotFixture } from "./snapshot-fixture.ts";

const { run, folder, store } = makeWorkplace();
const mix = "our/mix";
const reason = ["--reason", "seen in the build script"];
const review = (...command: readonly string[]) =>
  run("review", ...command, "--store", store, "--reviewer", "Ada");

beforeAll(async () => {
  const card = "# base\n\nWritten by hand.\n";
  const snapshot = writeSnapshotFixture(join(folder, "snapshot"), {
    [mix]: { card: toSourceCard("one/base", "two/base", "three/base") },
    "one/base": { card },
    "two/base": { card },
    "three/base": { card: `${card}\u001b[31mred` },
  });
  await run("trace", mix, "--snapshot", snapshot, "--store", store, "-q");
}, 30_000);

test("without a terminal review prints the queue, in every format", async () => {
  const all = ["--scope", "undecided"];
  const [human, quiet, agent, json] = await Promise.all([
    review(...all),
    review("list", ...all, "-q"),
    review("list", ...all, "--format", "agent"),
    review("list", ...all, "--limit", "1", "--json"),
  ]);
  expect(human.stdout).toMatch(/^upstream +downstream/);
  expect(human.stderr).toContain("3 edges wait for a decision");
  expect(quiet.stdout.split("\n").filter(Boolean).sort()).toEqual([
    `one/base\t${mix}`,
    `three/base\t${mix}`,
    `two/base\t${mix}`,
  ]);
  expect(agent.stdout.split("\n")[0]).toContain("uncertainty\treach\tvotes");
  expect(JSON.parse(json.stdout)).toMatchObject({ reviewer: "Ada", total: 3, items: [{ reach: 1 }] });
});

test("a batch is shown with --dry-run, and written or refused as a whole", async () => {
  const pairs = ["one/base", mix, "two/base", mix];
  const shown = await review("reject", ...pairs, ...reason, "--dry-run");
  expect(shown.stdout).toMatch(
    /one\/base -> our\/mix: \S+ -> rejected\ntwo\/base -> our\/mix: \S+ -> rejected/,
  );
  expect(shown.stderr).toContain("nothing was written");
  const refused = await review("reject", ...pairs, "one/base", "three/base", ...reason);
  expect(refused.exitCode).toBe(2);
  expect((await review("reject", "one/base", ...reason)).exitCode).toBe(2);
  expect((await review("reject", ...pairs, "one/base", ...reason)).stderr).toContain("has no downstream");
  expect((await review("export")).stdout).toBe("");
  await review("reject", ...pairs, ...reason);
  expect(JSON.parse((await review("status", "--json")).stdout)).toMatchObject({
    edges: 3,
    decided: 2,
    reviewers: [{ name: "Ada", accepted: 0, rejected: 2, edited: 0 }],
  });
  const countDecided = async () => JSON.parse((await review("status", "--json")).stdout).decided;
  const undone = await review("undo");
  expect(undone.stdout).toMatch(/^undone: reject-edge two\/base .+\nundone: reject-edge one\/base /);
  expect(await countDecided()).toBe(0);
  expect((await review("redo", "-q")).stdout.trim().split("\n")).toHaveLength(2);
  expect(await countDecided()).toBe(2);
});

test("nothing is decided on quotes that are no longer there", async () => {
  const configuration = loadConfiguration({ flags: { store }, env: {}, cwd: folder });
  const edges = [{ upstream: "three/base", downstream: mix, evidenceHash: "of other quotes" }];
  const decision = decideReviews.run({ edges, verdict: { kind: "accept" }, reason: "x" }, { configuration });
  await expect(decision).rejects.toThrowError(/the evidence of three\/base -> our\/mix changed/);
  const { items } = await listReviewQueue.run({ scope: "undecided" }, { configuration });
  expect(items.map(({ edge }) => edge.upstream)).toEqual(["three/base"]);
});

test("an edit, an undo and a redo, and a second reviewer who disagrees", async () => {
  const edited = await review(
    "edit",
    "three/base",
    mix,
    "--relation",
    "cot-distillation",
    "--split",
    "train",
    ...reason,
  );
  expect(edited.stdout).toContain("accepted (relation cot-distillation, splits train)");
  expect((await review("undo")).stdout).toContain("undone: edit-edge three/base -> our/mix");
  expect((await review("redo")).stdout).toContain("done again: edit-edge three/base -> our/mix");
  expect((await review("redo")).exitCode).toBe(2);
  const bob = await run(
    "review",
    "reject",
    "three/base",
    mix,
    ...reason,
    "--reviewer",
    "Bob",
    "--store",
    store,
  );
  expect(bob.stdout).toMatch(/-> needs-review \(.*reviewers disagree: Ada edited .+, Bob rejected/);
  const disputed = await review("list", "--disagreements", "--json");
  expect(JSON.parse(disputed.stdout).items).toMatchObject([
    { isDisputed: true, uncertainty: 1, votes: [{}, {}] },
  ]);
  expect((await review("list", "--scope", "all", "--mine", "-q")).stdout).toBe("");
});

test("import takes what is sound, keeps the rest aside, and ends with 4", async () => {
  const file = join(folder, "events.jsonl");
  await review("export", file);
  const [line = ""] = readFileSync(file, "utf8").split("\n");
  const changed = JSON.stringify({ ...JSON.parse(line), reason: "forged" });
  const fresh = JSON.stringify({ ...JSON.parse(line), id: "fresh", by: "Cy" });
  writeFileSync(file, [line, changed, "no json \u001b[2J", fresh].join("\n"));
  const imported = await review("import", file);
  expect(imported.exitCode).toBe(4);
  expect(imported.stderr).toContain("1 taken over, 1 known before");
  expect(imported.stdout).toMatch(/2 +conflict/);
  expect(imported.stdout).toContain("\\u{1b}[2J");
  const aside = readFileSync(`${store}.refused-reviews.jsonl`, "utf8").trim().split("\n");
  expect(aside.map((entry) => JSON.parse(entry).line)).toEqual([2, 3]);
  expect((await review("import", join(folder, "nowhere"))).exitCode).toBe(2);
});
