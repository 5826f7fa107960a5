import { describe, expect, it } from "vitest";
import { makeOwn, makeRecord, makeSubject } from "../../../test/support/agent-fixture.ts";
import { toProfile } from "./profile.ts";

const profile = (card: string, subject = makeSubject("acme/lake")) => toProfile(subject, [makeOwn(card)]);

describe("domains", () => {
  it("are what the text speaks of again and again", () => {
    expect(
      profile("Math problems: algebra, geometry and arithmetic with proofs of theorems.").domains,
    ).toEqual(["math"]);
    expect(
      profile("Python code for programming tasks, with unit tests, as software engineers write it.").domains,
    ).toEqual(["code"]);
    expect(profile("Clinical notes, biology and physics for medical science.").domains).toEqual(["science"]);
  });

  it("may be several", () => {
    const text =
      "Math and code: algebra in Python, geometry in SQL, arithmetic programming, calculus software.";
    expect(profile(text).domains).toEqual(["code", "math"]);
  });

  it("count what name and tags say more than a word in passing", () => {
    const subject = { ...makeSubject("acme/math-lake"), record: makeRecord({ tags: ["math"] }) };
    expect(profile("Short notes. The code is online.", subject).domains).toEqual(["math"]);
  });

  it("are general where nothing stands out", () => {
    expect(profile("Some rows about lakes.").domains).toEqual(["general"]);
    expect(
      profile("Chat, dialogue, conversations and creative writing for instruction following.").domains,
    ).toEqual(["general"]);
  });

  it("are not read from tables of scores and code", () => {
    const text =
      "Rows about lakes.\n\n| Model | MATH score | GSM8K score |\n|---|---|---|\n| math algebra | 1.1 | 2.2 |\n| geometry | 1.2 | 2.1 |\n\n```\nmath algebra geometry arithmetic\n```\n";
    expect(profile(text).domains).toEqual(["general"]);
  });
});

describe("methods", () => {
  it.each([
    ["Answers were distilled from a larger model.", "distillation"],
    ["The rows are synthetic.", "synthetic-generation"],
    ["Prompts were rewritten twice.", "evolution"],
    ["All texts were translated into Welsh.", "translation"],
    ["Labels come from crowdsourced annotators.", "crowdsourcing"],
    ["Rows below the threshold were filtered.", "filtering"],
    ["Near copies were deduplicated.", "deduplication"],
    ["Pages were crawled last year.", "scraping"],
    ["It combines two sets.", "mixing"],
    ["Each prompt has a chosen and rejected answer.", "preference-annotation"],
    ["数据由教师人工标注。", "crowdsourcing"],
  ])("%s", (text, method) => {
    expect(profile(text).methods).toContain(method);
  });

  it("are none where the text says nothing", () => {
    expect(profile("Rows about lakes.").methods).toEqual([]);
  });
});

describe("kind", () => {
  it("is what the catalogue knows, with the split that tests", () => {
    const known = profile("A set.", makeSubject("openai/gsm8k"));
    expect(known).toMatchObject({ kind: "benchmark", testSplit: "test" });
  });

  it("is a benchmark that presents itself as one", () => {
    expect(profile("We introduce a new challenging benchmark of lake questions.")).toMatchObject({
      kind: "benchmark",
      testSplit: "test",
    });
    expect(
      profile("Rows about lakes that help on every benchmark that we tried so far, and on more.").kind,
    ).toBe("training-set");
  });

  it("is a corpus, a training set, or not known", () => {
    expect(profile("A web corpus of two trillion tokens.").kind).toBe("corpus");
    expect(profile("Rows about lakes, each with a question, an answer and a source.").kind).toBe(
      "training-set",
    );
    expect(profile("").kind).toBe("unknown");
  });
});

describe("summary, licences and languages", () => {
  it("take the first sentences of the card, not badges and not the licence", () => {
    const card =
      "# Lake\n\n[a](x) [b](y)\n\n## License\n\nThe files are under a licence that says what one may do with them.\n\n## About\n\nLake holds notes on lakes of the north. They were taken in summer.\n";
    expect(profile(card).summary).toBe("Lake holds notes on lakes of the north. They were taken in summer.");
  });

  it("stay short, and fall back on the hub's description", () => {
    expect(profile(`${"word ".repeat(300)}.`).summary.length).toBeLessThanOrEqual(400);
    const subject = { ...makeSubject(), record: makeRecord({ description: "Notes on lakes." }) };
    expect(toProfile(subject, []).summary).toBe("Notes on lakes.");
  });

  it("join the card's fields with the hub's tags", () => {
    const subject = {
      ...makeSubject(),
      record: makeRecord({ tags: ["license:mit", "language:en", "language:cy"] }),
    };
    const read = profile("---\nlicense: MIT\nlanguage:\n  - en\n---\nwords\n", subject);
    expect(read).toMatchObject({ licenses: ["mit"], languages: ["cy", "en"] });
  });

  it("are empty for a dataset without any document", () => {
    expect(toProfile(makeSubject(), [])).toMatchObject({
      summary: "",
      domains: ["general"],
      methods: [],
      kind: "unknown",
      licenses: [],
    });
  });
});
