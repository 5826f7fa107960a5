import { describe, expect, test } from "vitest";
import { toPlanText } from "../../curate/index.ts";
import { StemmaError } from "../../model/index.ts";
import { parsePlanFile } from "./plan-file.ts";

const plan = [
  "version: 1",
  "name: small",
  "sources:",
  "  - dataset: openai/gsm8k",
  "    rows: gsm8k.jsonl",
  "  - dataset: hub/math",
  "    rows: math.parquet",
  "    role: internal",
];

function failure(lines: readonly string[]): StemmaError {
  try {
    parsePlanFile(lines.join("\n"), "plan.yaml");
  } catch (error) {
    if (error instanceof StemmaError) return error;
    throw error;
  }
  throw new Error("the plan was read");
}

describe("parsePlanFile", () => {
  test("what is left out has its default, and the text of a plan is a plan", () => {
    const parsed = parsePlanFile(plan.join("\n"), "plan.yaml");
    expect(parsed.seed).toBe(1);
    expect(parsed.sources.map(({ role }) => role)).toEqual(["root", "internal"]);
    expect(parsed.nearDuplicates?.threshold).toBe(0.7);
    expect(parsePlanFile(toPlanText(parsed), "again.yaml")).toEqual(parsed);
  });

  test("a key that is not known is told with its line and its neighbour", () => {
    const error = failure([...plan.slice(0, 5), "    qouta: 3"]);
    expect(error.message).toBe('plan.yaml, line 6: unknown key "qouta" in sources[0]');
    expect(error.hint).toBe('did you mean "quota"?');
    expect(failure([...plan, "nearDuplicates:", "  treshold: 0.5"]).hint).toBe('did you mean "threshold"?');
    expect(failure([...plan, "wholly: other"]).hint).toMatch(/^known are version, name, seed, sources/);
  });

  test("a value that cannot be is told with its line", () => {
    expect(failure([...plan, "    quota: many"]).message).toMatch(
      /^plan\.yaml, line 9: sources\[1\]\.quota: .*expected number/,
    );
    expect(failure(["version: 1", "sources: []"]).message).toMatch(/^plan\.yaml, line \d: /);
    expect(failure(["- a"]).message).toBe("plan.yaml, line 1: a plan is a map with the key sources");
    expect(failure(["version: 1", 'name: "open']).message).toMatch(/^plan\.yaml, line 2: Missing closing/);
  });

  test("no two sources have one name", () => {
    const twice = [...plan, "  - dataset: OpenAI/GSM8K", "    rows: other.jsonl"];
    expect(failure(twice).message).toMatch(/line 9: sources names OpenAI\/GSM8K twice, first in line 4$/i);
  });
});
