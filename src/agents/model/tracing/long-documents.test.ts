import { describe, expect, it } from "vitest";
import { findNumber, readBlock, type Script } from "../../../../test/support/scripted-model.ts";
import { answer, card, claim, naming, trace } from "../../../../test/support/trace-by-script.ts";

describe("long documents", () => {
  const filler = (topic: string, count: number) =>
    Array.from({ length: count }, (_, at) => `About ${topic}, remark ${at}: ${"water ".repeat(60)}.`).join(
      "\n\n",
    );
  const paper = [
    "# Lake: a paper\n\nWe present Lake.",
    `## Approach\n\n${filler("method", 60)}`,
    `## Where it comes from\n\nThe puddles of BrookQA are in it. ${filler("data", 5)}`,
    `## Experiments\n\n${filler("scores", 90)}`,
    `## References\n\n${filler("others", 30)}`,
  ].join("\n\n");

  it("are read in chunks, side by side, joined in the order of the document", async () => {
    const late: Script = async (task) => {
      const first = readBlock(task, "passages").includes("Lake: a paper");
      await new Promise((resolve) => setTimeout(resolve, first ? 30 : 0));
      return readBlock(task, "candidates").includes("BrookQA")
        ? answer(
            claim({
              candidate: findNumber(task, "candidates", "BrookQA"),
              quote: "puddles of BrookQA are in it",
            }),
          )
        : answer();
    };
    const soon: Script = (task) =>
      readBlock(task, "candidates").includes("BrookQA") ? late(task) : answer();
    const [one, other] = [
      await trace(late, { text: paper, kind: "paper" }),
      await trace(soon, { text: paper, kind: "paper" }),
    ];
    expect(one.asked.length).toBeGreaterThan(1);
    expect(one.claims).toEqual(other.claims);
    expect(naming(one.claims, "BrookQA")).toHaveLength(1);
  });

  it("are read in the sections that the extracting model picks from the outline", async () => {
    const { asked } = await trace(() => answer(), {
      text: paper,
      kind: "paper",
      sections: (task) => ({ sections: [findNumber(task, "outline", "Where it comes from"), 9999, -1] }),
    });
    const [outline, ...chunks] = asked;
    expect(outline?.name).toBe("pick-sections/1");
    expect(readBlock(outline!, "outline")).toMatch(/S\d+ Lake: a paper > References \(\d+ characters\): /);
    const shown = chunks.map((task) => readBlock(task, "passages")).join("\n");
    expect(shown).toContain("About data, remark 4");
    expect(shown).toContain("We present Lake");
    expect(shown).not.toMatch(/About (?:scores|others), remark [1-9]/);
  });

  it("are read by their headings without such a model, or without its answer", async () => {
    const shownOf = async (sections?: Script) => {
      const { asked, problems } = await trace(() => answer(), {
        text: paper,
        kind: "paper",
        ...(sections ? { sections } : {}),
      });
      const chunks = asked.filter(({ name }) => name === "trace-passages/1");
      return { problems, shown: chunks.map((task) => readBlock(task, "passages")).join("\n") };
    };
    const ruled = await shownOf();
    expect(ruled.problems).toEqual([]);
    expect(ruled.shown).toContain("About method, remark 59");
    expect(ruled.shown).not.toMatch(/About (?:scores|others)/);
    const failed = await shownOf(() => "quarantined");
    expect(failed.shown).toBe(ruled.shown);
    expect(failed.problems).toEqual([
      "sections were chosen by their headings, test/scripted gave no answer that fits",
    ]);
  });

  it("are read wherever the rules found a source", async () => {
    const text = `${paper}\n\n## Data card\n\nLake is derived from [River Notes](https://huggingface.co/datasets/acme/river).\n`;
    const { claims, asked } = await trace(() => answer(), {
      text,
      kind: "paper",
      sections: () => ({ sections: [] }),
    });
    const shown = asked
      .slice(1)
      .map((task) => readBlock(task, "passages"))
      .join("\n");
    expect(shown).toContain("derived from River Notes");
    expect(naming(claims, "River")[0]?.features).toMatchObject({ modelSilent: 1 });
  });

  it("say what was not read by the model", async () => {
    const parts = Array.from({ length: 40 }, (_, at) => `## Data ${at}\n\n${filler(`part ${at}`, 40)}`).join(
      "\n\n",
    );
    const end =
      "## Source\n\nLake is derived from [River Notes](https://huggingface.co/datasets/acme/river).";
    const text = `${parts}\n\n${end}`;
    const { problems, asked, claims, ruled } = await trace(() => answer(), { text });
    expect(asked).toHaveLength(32);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^not read by test\/scripted, only by the rules: passages \d+ to \d+ under "Data \d+" and all/,
    );
    expect(naming(claims, "River")).toHaveLength(1);
    expect(naming(claims, "River")).toHaveLength(1);
    expect(claims).toEqual(ruled.claims);
    const blob = `\`\`\`\n${"x y ".repeat(20_000)}\n\`\`\`\n\n${card}`;
    expect((await trace(() => answer(), { text: blob })).problems).toEqual([
      "passages too long for test/scripted, read by the rules only: 1",
    ]);
  });
});
