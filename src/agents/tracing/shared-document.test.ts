import { describe, expect, it } from "vitest";
import { makeDocument, makeSubject } from "../../../test/support/agent-fixture.ts";
import { createCatalogue } from "../../catalogue/index.ts";
import type { DocumentKind } from "../../model/index.ts";
import { readCandidates } from "./read-candidates.ts";

const catalogue = createCatalogue([], []);
const link = (id: string) => `[${id.split("/")[1]}](https://huggingface.co/datasets/${id})`;

/** The features of `beta/river`, read for `acme/lake-57k`. */
function read(text: string, kind: DocumentKind = "repository") {
  const { candidates } = readCandidates(makeSubject("acme/lake-57k"), makeDocument(text, kind), catalogue);
  return candidates.find((candidate) => candidate.key === "beta/river")!.features;
}

const source = `We sampled the rows from ${link("beta/river")}.`;

describe("a document that several datasets share", () => {
  it("is one that links another dataset of the owner", () => {
    expect(read(`# Waters\n\n${source}\n`).sharedDocument).toBe(0);
    expect(read(`# Waters\n\n${source}\n\nSee ${link("acme/pond")}.\n`).sharedDocument).toBe(1);
    expect(read(`# Waters\n\n${source}\n\nSee ${link("gamma/pond")}.\n`).sharedDocument).toBe(0);
  });

  it("is one that writes the subject's name with another size, unless that is a model's", () => {
    expect(read(`# Waters\n\n${source}\n\nRun this for lake-57k and lake-72k.\n`).sharedDocument).toBe(1);
    expect(read(`# Waters\n\n${source}\n\nRun this for lake-57k.\n`).sharedDocument).toBe(0);
    expect(read(`# Waters\n\n${source}\n\nWe trained lake-7B-72k on lake-57k.\n`).sharedDocument).toBe(0);
  });

  it("is never the card of the subject", () => {
    const card = `# Waters\n\n${source}\n\nSee ${link("acme/pond")}.\n`;
    expect(read(card, "hub-card").sharedDocument).toBe(0);
  });
});

describe("a place that speaks of no dataset in particular", () => {
  const own = link("acme/lake-57k");
  const sibling = link("acme/pond");

  it("speaks of the dataset that comes first", () => {
    expect(read(`# Waters\n\n${own}\n\n${sibling}\n\n${source}\n`).siblingFirst).toBe(0);
    expect(read(`# Waters\n\n${sibling}\n\n${own}\n\n${source}\n`).siblingFirst).toBe(1);
    expect(read(`# Waters\n\nlake-72k, lake-57k\n\n${source}\n`).siblingFirst).toBe(1);
  });

  it("is not one under the subject's heading", () => {
    expect(read(`# Waters\n\n${sibling}\n\n${own}\n\n## lake-57k\n\n${source}\n`).siblingFirst).toBe(0);
  });
});

describe("a name that a sibling carries", () => {
  it("is more likely the sibling's source", () => {
    const sibling = link("acme/lake-river");
    expect(read(`# Waters\n\n${sibling}\n\n${source}\n`).namesSibling).toBe(1);
    expect(read(`# Waters\n\n${link("acme/pond")}\n\n${source}\n`).namesSibling).toBe(0);
  });

  it("says nothing where links call the subject by it too", () => {
    const both = `${link("acme/lake-river")}, [River lake](https://huggingface.co/datasets/acme/lake-57k)`;
    expect(read(`# Waters\n\n${both}\n\n${source}\n`).namesSibling).toBe(0);
  });
});

describe("advice to the reader", () => {
  it("is told from what was done", () => {
    expect(read(`# Waters\n\nWe recommend using ${link("beta/river")} for longer texts.\n`).advice).toBe(1);
    expect(read(`# Waters\n\nIf you want more, you can use ${link("beta/river")}.\n`).advice).toBe(1);
    expect(read(`# Waters\n\n${source}\n`).advice).toBe(0);
    expect(read(`# Waters\n\nIf you want more, ask. ${source}\n`).advice).toBe(0);
  });
});
