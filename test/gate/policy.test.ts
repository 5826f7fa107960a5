import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Configuration, gateMixture } from "../../src/app/index.ts";
import { type CheckFinding, type CheckResult, StemmaError } from "../../src/model/index.ts";
import { makeGatedStore, planted } from "./gated-store.ts";

const folder = mkdtempSync(join(tmpdir(), "stemma-policy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let configuration: Configuration;
beforeAll(async () => {
  configuration = { ...(await makeGatedStore(folder)), cwd: folder };
});

interface Asked {
  readonly mixture?: string;
  readonly today?: string;
  readonly measurements?: unknown;
}

async function check(policy: string, asked: Asked = {}): Promise<CheckResult> {
  const { mixture = planted, today = "2026-11-20", measurements } = asked;
  writeFileSync(join(folder, "policy.yaml"), policy);
  if (measurements !== undefined) writeFileSync(join(folder, "measured.json"), JSON.stringify(measurements));
  const { check: result } = await gateMixture.run(
    {
      mixture: "-",
      text: mixture,
      policy: "policy.yaml",
      today,
      measurements: measurements === undefined ? null : "measured.json",
    },
    { configuration },
  );
  return result;
}

const toLines = (findings: readonly CheckFinding[]) =>
  findings.map(({ level, rule, message }) => `${level} ${rule}: ${message}`);

const noPath = "version: 1\nno-path-to:\n  benchmarks: [openai/gsm8k]\n";

describe("rules", () => {
  test.each([
    ["warn", "warning"],
    ["fail", "error"],
  ])("unknown: %s makes an entry that was never traced a %s", async (unknown, level) => {
    const mixture = "org/never-seen\n./rows.jsonl\n";
    const { findings, counts } = await check(`${noPath}unknown: ${unknown}\n`, { mixture });
    expect(findings.map((finding) => finding.level)).toEqual([level, level]);
    expect(findings.map(({ advice }) => advice)).toEqual([
      "trace it: stemma trace org/never-seen",
      'say what it is made of: stemma add dataset "name:./rows.jsonl", then stemma add edge for each upstream',
    ]);
    expect(counts).toEqual({ error: 0, warning: 0, note: 0, accepted: 0, [level]: 2 });
  });

  test("licence: the class of everything along the path counts", async () => {
    const mixture = "allenai/tulu-3-sft-personas-code\n";
    const { findings } = await check("version: 1\nlicence: commercial-ok\n", { mixture });
    expect(findings).toMatchObject([{ level: "error", dataset: "proj-persona/PersonaHub" }]);
    expect(findings[0]?.path.map(({ upstream }) => upstream)).toEqual(["proj-persona/PersonaHub"]);
    expect((await check("version: 1\nlicence: research-only\n", { mixture })).counts.error).toBe(0);
  });

  test("max-supersets: what is contained in another dataset of the mixture counts", async () => {
    const mixture = "open-thoughts/OpenThoughts2-1M\nopen-thoughts/OpenThoughts-114k\n";
    const toCount = async (limit: number) =>
      (await check(`version: 1\nmax-supersets: ${limit}\n`, { mixture })).findings.filter(
        ({ entryIndex }) => entryIndex === 1,
      );
    const [first] = await toCount(0);
    expect(first?.message).toContain("open-thoughts/OpenThoughts2-1M");
    expect(await toCount(9)).toEqual([]);
  });

  test("shares are read from the measurements, and what was not measured is unknown", async () => {
    const policy = "version: 1\nmax-redundancy: 1%\nmax-contamination: 0\n";
    const measurements = {
      redundancy: [{ dataset: planted, share: 0.02 }],
      contamination: [{ dataset: planted, benchmark: "openai/gsm8k", share: 0 }],
    };
    expect(toLines((await check(policy, { measurements })).findings)).toEqual([
      `error max-redundancy: 2% of the rows of ${planted} are redundant, 1% allowed`,
    ]);
    expect((await check(policy)).counts).toMatchObject({ error: 0, warning: 2 });
    const broken = check(policy, { measurements: { redundancy: [{ dataset: planted, share: 2 }] } });
    await expect(broken).rejects.toThrow(
      "the measurements in measured.json cannot be read: redundancy.0.share",
    );
  });

  test("a benchmark that nothing in the lineage is called is told, with what may be meant", async () => {
    const { findings } = await check("version: 1\nno-path-to:\n  benchmarks:\n    - openai/gsm8c\n");
    expect(toLines(findings)).toEqual([
      "note no-path-to: policy.yaml, line 4: nothing in the lineage is called openai/gsm8c",
    ]);
    expect(findings[0]?.advice).toBe("did you mean openai/gsm8k?");
  });
});

describe("acceptances", () => {
  const accept = (until: string, dataset = planted) =>
    `${noPath}accept:\n  - rule: no-path-to\n    dataset: ${dataset}\n    other: openai/gsm8k\n    reason: rows removed\n    until: ${until}\n`;

  test("cover a finding up to and with their day, and it is told apart", async () => {
    const { findings, counts } = await check(accept("2026-11-20"));
    expect(counts).toEqual({ error: 0, warning: 0, note: 0, accepted: 1 });
    expect(findings).toMatchObject([{ level: "error", acceptedUntil: "2026-11-20" }]);
  });

  test("end with it", async () => {
    const { findings, counts } = await check(accept("2026-11-19"));
    expect(counts).toMatchObject({ error: 1, warning: 1, accepted: 0 });
    expect(findings.at(-1)?.message).toBe(
      `policy.yaml, line 5: the acceptance of no-path-to for ${planted} and openai/gsm8k ended with 2026-11-19`,
    );
  });

  test("are warned of where they cover nothing", async () => {
    const { findings, counts, policy } = await check(accept("2027-01-01", "tatsu-lab/alpaca"));
    expect(counts).toMatchObject({ error: 1, warning: 1, accepted: 0 });
    expect(findings.at(-1)).toMatchObject({ rule: "accept", advice: "take it out of the policy" });
    expect(policy.rules.map(({ id }) => id)).toEqual(["no-path-to", "accept"]);
  });
});

describe("a policy that cannot be read is refused with its line", () => {
  const accept = "accept:\n  - rule: licence\n    dataset: a/b\n";
  test.each([
    ["not YAML", "version: 1\nlicence: [a\n", "policy.yaml, line 3: "],
    [
      "a key twice",
      "version: 1\nlicence: commercial-ok\nlicence: research-only\n",
      "line 3: Map keys must be unique",
    ],
    ["nothing", "", "line 1: a policy is a map of rules"],
    ["a list", "- licence\n", "line 1: a policy is a map of rules"],
    ["no version", "licence: commercial-ok\n", "line 1: version: write version: 1"],
    ["no rule", "version: 1\nunknown: warn\n", "names no rule"],
    ["a value that is none", "version: 1\n\nlicence: free\n", "line 3: licence: write licence: "],
    ["a limit below 0", "version: 1\nmax-supersets: -1\n", "line 2: max-supersets: a limit is 0 or more"],
    ["a share above 1", "version: 1\nmax-redundancy: 120%\n", "line 2: max-redundancy: a share is at most 1"],
    [
      "an id that is none",
      "version: 1\nno-path-to:\n  benchmarks: [a b]\n",
      "line 3: no-path-to.benchmarks.0: ",
    ],
    ["no day", `version: 1\nlicence: commercial-ok\n${accept}    reason: x\n`, "line 4: accept.0.until: "],
    [
      "an unreal day",
      `version: 1\nlicence: commercial-ok\n${accept}    reason: x\n    until: 2026-02-30\n`,
      "line 7: accept.0.until: write the day as YYYY-MM-DD",
    ],
    [
      "aliases without end",
      `a: &a [x]\nb: &b [${"*a,".repeat(99)}*a]\nc: [${"*b,".repeat(99)}*b]\n`,
      "cannot be read",
    ],
    ["nesting without end", `version: ${"[".repeat(20_000)}`, "policy.yaml"],
  ])("%s", async (_, policy, message) => {
    const error = await check(policy).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(StemmaError);
    expect(error).toMatchObject({ code: "usage", message: expect.stringContaining(message) });
  });

  test.each([
    ["license: commercial-ok", 'unknown key "license"', 'did you mean "licence"?'],
    [
      "no-path-to:\n  benchmark: all",
      'line 3: unknown key "benchmark" in no-path-to',
      'did you mean "benchmarks"?',
    ],
    ["accept:\n  - ruel: licence", 'line 3: unknown key "ruel" in accept.0', 'did you mean "rule"?'],
    ["nonsense-here: 1", 'unknown key "nonsense-here"', "known are version, no-path-to, "],
  ])("%s", async (line, message, hint) => {
    const refused = check(`version: 1\n${line}\n`);
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });
});

describe("a mixture that cannot be read is refused", () => {
  test.each([
    ["empty", "\n", /no mixture of a known format|lists no training data/],
    ["a text", "We train on many things.\nThey are good.\n", /no mixture of a known format/],
    ["broken", "datasets:\n  - path: [a\n", /line \d/],
    ["without its definitions", "dataset: one, two\n", /dataset_info\.json, which was not found/],
  ])("%s", async (_, mixture, message) => {
    await expect(check(noPath, { mixture })).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(message),
    });
  });

  test("and the findings are written nowhere", async () => {
    const out = { path: "findings.sarif", output: "sarif" as const };
    await expect(gateMixture.run({ mixture: "none.yaml", out }, { configuration })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(existsSync(join(folder, "findings.sarif"))).toBe(false);
  });
});
