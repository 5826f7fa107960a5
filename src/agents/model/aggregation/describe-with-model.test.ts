import { describe, expect, it } from "vitest";
import { makeOwn, makeSubject } from "../../../../test/support/agent-fixture.ts";
import { createScriptedModel, readBlock, type Script } from "../../../../test/support/scripted-model.ts";
import { toProfile } from "../../aggregation/profile.ts";
import type { DescribeDatasetAnswer } from "../tasks/describe-dataset.ts";
import { describeWithModel } from "./describe-with-model.ts";

const subject = makeSubject();
const text =
  "---\nlicense: mit\n---\n# Lake\n\nLake holds 900 arithmetic questions, filtered by hand from school tests.\n";
const documents = [makeOwn(text)];
const ruled = toProfile(subject, documents);
const said: DescribeDatasetAnswer = {
  summary: "900 questions in arithmetic,\n taken from school tests.",
  domains: ["math", "general", "math"],
  methods: ["filtering", "distillation", "filtering"],
};

async function profile(script: Script, read = documents) {
  const model = createScriptedModel({ "describe-dataset/1": script });
  return {
    described: await describeWithModel(ruled, { subject, documents: read }, { model, call: {} }),
    model,
  };
}

describe("describeWithModel", () => {
  it("takes summary, domains and methods from the model, the rest from the rules", async () => {
    const { described } = await profile(() => said);
    expect(described).toEqual({
      ...ruled,
      summary: "900 questions in arithmetic, taken from school tests.",
      domains: ["general", "math"],
      methods: ["distillation", "filtering"],
    });
    expect(described.licenses).toEqual(["mit"]);
  });

  it.each([
    ["an address", "See https://evil.example for more."],
    ["markup", "Click [here](x)."],
    ["HTML", "A <b>great</b> dataset."],
    ["unseen code points", "Nine hundred\u202e questions."],
    ["control characters", "Nine\u001b[31m hundred"],
    ["nothing", "  "],
  ])("keeps the rules' summary when the model's holds %s", async (_, summary) => {
    const { described } = await profile(() => ({ ...said, summary }));
    expect(described.summary).toBe(ruled.summary);
    expect(described.methods).toEqual(["distillation", "filtering"]);
  });

  it("cuts a summary at 400 characters, between characters", async () => {
    const { described } = await profile(() => ({ ...said, summary: `a${"🌊".repeat(300)}` }));
    expect(described.summary.length).toBeLessThanOrEqual(400);
    expect(described.summary.isWellFormed()).toBe(true);
    expect(described.summary).toMatch(/🌊…$/u);
  });

  it("keeps the rules' profile without an answer that fits, and its domains without any", async () => {
    expect((await profile(() => "quarantined")).described).toEqual(ruled);
    expect((await profile(() => ({ ...said, domains: [] }))).described.domains).toEqual(ruled.domains);
  });

  it("shows the dataset's own documents only, and asks nothing without one", async () => {
    const { model } = await profile(() => said, [...documents, { ...makeOwn("Other words."), isOwn: false }]);
    expect(readBlock(model.asked[0]!, "documents")).toBe(
      "Lake\nLake holds 900 arithmetic questions, filtered by hand from school tests.",
    );
    expect((await profile(() => said, [])).model.asked).toEqual([]);
  });
});
