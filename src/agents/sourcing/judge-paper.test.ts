import { describe, expect, it } from "vitest";
import { makeOwn, makePaper, makeSubject } from "../../../test/support/agent-fixture.ts";
import { judgePaper } from "./judge-paper.ts";

const subject = makeSubject("acme/LakeNotes", ["LakeNotes"]);

describe("an own paper", () => {
  it("is linked to the dataset by the hub, by any of its ids", () => {
    const paper = makePaper({ linkedDatasets: ["other/set", "acme/lakenotes"] });
    expect(judgePaper(subject, paper, [])).toMatchObject({ isOwn: true });
    const renamed = { ...subject, aliases: ["old/Lake"] };
    expect(judgePaper(renamed, makePaper({ linkedDatasets: ["old/lake"] }), [])).toMatchObject({
      isOwn: true,
    });
  });

  it("names the dataset in its title", () => {
    for (const title of ["LakeNotes: notes on lakes", "Reading Lake Notes with care"])
      expect(judgePaper(subject, makePaper({ title }), [])).toEqual({
        isOwn: true,
        reason: "the title names LakeNotes",
      });
  });

  it("introduces the dataset in its abstract", () => {
    const summary = "Lakes matter. In this paper, we introduce LakeNotes, a set of notes.";
    expect(judgePaper(subject, makePaper({ summary }), [])).toMatchObject({ isOwn: true });
  });

  it.each([
    "See our paper: https://arxiv.org/abs/2401.00001",
    "- **Paper:** https://arxiv.org/abs/2401.00001",
    "The set is described in [this report](https://arxiv.org/abs/2401.00001).",
    "# Title\n\n```bibtex\n@misc{lake, title={Water}, eprint={2401.00001}}\n```",
  ])("is presented by the card: %s", (card) => {
    expect(judgePaper(subject, makePaper(), [makeOwn(card)])).toEqual({
      isOwn: true,
      reason: "the card presents it as its paper",
    });
  });
});

describe("a cited paper", () => {
  it.each([
    "Filtering follows a known recipe, based on https://arxiv.org/abs/2401.00001",
    "The judge is the one proposed by [others](https://arxiv.org/abs/2401.00001).",
    "Many wrote about rivers (https://arxiv.org/abs/2401.00001) before.",
    "```bibtex\n@misc{a, eprint={2401.00001}}\n@misc{b, eprint={2401.00002}}\n```",
    "Nothing is cited here.",
  ])("is not the dataset's own: %s", (card) => {
    expect(judgePaper(subject, makePaper(), [makeOwn(card)])).toMatchObject({ isOwn: false });
  });

  it("only mentions the dataset in its abstract", () => {
    const summary = "We evaluate on LakeNotes. We introduce another benchmark.";
    expect(judgePaper(subject, makePaper({ summary }), [])).toMatchObject({ isOwn: false });
  });

  it("is linked by the hub to a long list, which says nothing", () => {
    const linkedDatasets = ["acme/LakeNotes", ...Array.from({ length: 40 }, (_, at) => `other/set-${at}`)];
    expect(judgePaper(subject, makePaper({ linkedDatasets }), [])).toMatchObject({ isOwn: false });
  });

  it("is not made own by a document that is not the card", () => {
    const readme = makeOwn("Our paper: https://arxiv.org/abs/2401.00001", "repository");
    const foreign = { ...makeOwn("Our paper: https://arxiv.org/abs/2401.00001"), isOwn: false };
    expect(judgePaper(subject, makePaper(), [readme, foreign])).toMatchObject({ isOwn: false });
  });

  it("is not own by a name of two letters inside a word", () => {
    const short = makeSubject("acme/Ox", ["Ox"]);
    expect(judgePaper(short, makePaper({ title: "Oxygen in water" }), [])).toMatchObject({ isOwn: false });
    expect(judgePaper(short, makePaper({ title: "Ox: a set" }), [])).toMatchObject({ isOwn: true });
  });
});
