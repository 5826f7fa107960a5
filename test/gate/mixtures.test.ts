import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CheckOutput, type Configuration, gateMixture, toCheckText } from "../../src/app/index.ts";
import { findingsFormats } from "../../src/formats/index.ts";
import { CheckResult } from "../../src/model/index.ts";
import { makeGatedStore, planted, plantedPath, policyFile } from "./gated-store.ts";

const folder = mkdtempSync(join(tmpdir(), "stemma-gate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let configuration: Configuration;
beforeAll(async () => {
  configuration = await makeGatedStore(folder);
});

async function check(mixture: string, policy: string | null = policyFile): Promise<CheckResult> {
  const { check: result } = await gateMixture.run({ mixture, policy }, { configuration });
  expect(CheckResult.parse(result)).toEqual(result);
  return result;
}

const mixtures = [
  { file: "axolotl.yaml", format: "axolotl", line: 13, real: "open-thoughts/OpenThoughts2-1M", realLine: 9 },
  {
    file: "llama-factory.yaml",
    format: "llama-factory",
    line: 12,
    real: "qihoo360/Light-R1-SFTData",
    realLine: 12,
  },
  { file: "trl.yaml", format: "trl", line: 9, real: "Skywork/Skywork-OR1-RL-Data", realLine: 7 },
  {
    file: "open-instruct.yaml",
    format: "open-instruct",
    line: 12,
    real: "allenai/tulu-3-sft-mixture",
    realLine: 10,
  },
  { file: "list.txt", format: "list", line: 5, real: "alibaba-pai/OmniThought", realLine: 3 },
] as const;

describe.each(mixtures)("$file", ({ file, format, line, real, realLine }) => {
  let result: CheckResult;
  beforeAll(async () => {
    result = await check(file);
  });

  test("is read as what it is, and what is only evaluated on is left out", () => {
    expect(result.mixture).toEqual({ source: file, format });
    expect(result.entries.map(({ id }) => id)).not.toContain("openai/gsm8k");
    expect(result.entries.find(({ id }) => id === planted)?.line).toBe(line);
  });

  test("breaks the rule by the planted test split and by a real lineage, three steps up each", () => {
    const errors = result.findings.filter(({ level }) => level === "error");
    const found = errors.map(({ entryIndex, path, message }) => ({
      ...result.entries[entryIndex!]!,
      ids: [path[0]!.upstream, ...path.map(({ downstream }) => downstream)],
      split: path[0]!.split,
      message,
    }));
    expect(found).toHaveLength(2);
    expect(found.find(({ id }) => id === planted)).toMatchObject({
      line,
      ids: plantedPath,
      split: "test",
      message: `the test split of openai/gsm8k reaches ${planted} in 3 steps`,
    });
    const other = found.find(({ id }) => id === real)!;
    expect(other).toMatchObject({ line: realLine, split: null });
    expect(other.message).toMatch(/^possibly the test split .* in 3 steps$/);
    expect(other.ids).toHaveLength(4);
    expect([other.ids[0], other.ids.at(-1)]).toEqual(["openai/gsm8k", real]);
  });

  test.each(CheckOutput.options)("names line and path as %s", (output) => {
    const text = toCheckText(result, output);
    expect(text.endsWith("\n")).toBe(true);
    readers[output](text, { file, line });
  });
});

interface Place {
  readonly file: string;
  readonly line: number;
}

const pathText = `openai/gsm8k -> acme/word-problems`;

const readers: Readonly<Record<CheckOutput, (text: string, place: Place) => void>> = {
  text(text, { file, line }) {
    const lines = text.split("\n");
    const start = `${file}:${line}:`;
    const at = lines.findIndex((one) => one.startsWith(start) && one.includes(planted));
    expect(lines[at]).toMatch(
      /error: the test split of openai\/gsm8k reaches acme\/math-sft .* \[no-path-to\]$/,
    );
    expect(lines[at + 1]).toMatch(new RegExp(`^ {2}path: ${pathText} \\([\\w-]+, split test\\) -> `));
  },
  json(text, { line }) {
    const result = CheckResult.parse(JSON.parse(text));
    const finding = result.findings.find(({ path }) => path.at(-1)?.downstream === planted)!;
    expect(result.entries[finding.entryIndex!]?.line).toBe(line);
    expect(finding.path.map(({ upstream }) => upstream)).toEqual(plantedPath.slice(0, -1));
  },
  sarif(text, { file, line }) {
    const [run] = JSON.parse(text).runs;
    const found = run.results.find((one: { message: { text: string } }) =>
      one.message.text.includes(pathText),
    );
    expect(found).toMatchObject({ ruleId: "no-path-to", level: "error" });
    const { artifactLocation, region } = found.locations[0].physicalLocation;
    expect(artifactLocation).toEqual({ uri: file, uriBaseId: "%SRCROOT%" });
    expect(region.startLine).toBe(line);
    expect(run.tool.driver.rules[found.ruleIndex].id).toBe("no-path-to");
  },
  junit(text, { file, line }) {
    const cases: { file?: string; line?: string; name?: string; text: string }[] = [];
    const parser = new SaxesParser();
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("opentag", ({ name, attributes }) => {
      if (name === "testcase") cases.push({ ...attributes, text: "" });
    });
    parser.on("text", (part) => {
      const last = cases.at(-1);
      if (last !== undefined) last.text += part;
    });
    parser.write(text).close();
    const found = cases.find(({ name }) => name === planted)!;
    expect(found).toMatchObject({ file, line: String(line) });
    expect(found.text).toContain(pathText);
  },
  markdown(text, { line }) {
    const row = text.split("\n").find((one) => one.startsWith(`| error | ${line} | ${planted} |`));
    expect(row).toContain("openai/gsm8k -> acme/word-problems");
  },
};

test("every format for findings can be asked for", () => {
  expect([...findingsFormats.map(({ name }) => name), "json"].toSorted()).toEqual(
    CheckOutput.options.toSorted(),
  );
});

test("a mixture without a leak passes under the default policy", async () => {
  const result = await check("clean.yaml", null);
  expect(result.findings).toEqual([]);
  expect(result.policy.source).toBeNull();
  expect(result.policy.rules.map(({ id }) => id)).toEqual(["no-path-to", "no-undocumented-upstream"]);
});

test("a file of one's own is told as unknown, not as a violation", async () => {
  const { findings, entries } = await check("axolotl.yaml");
  const warnings = findings.filter(({ level }) => level === "warning");
  expect(warnings.map(({ entryIndex }) => entries[entryIndex!]?.raw)).toEqual(["data/own-rows.jsonl"]);
});
