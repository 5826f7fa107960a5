import { describe, expect, it } from "vitest";
import { makeDocument } from "../../../test/support/agent-fixture.ts";
import { extractDocument } from "../extracting/extract-document.ts";
import { findRootStatement } from "./root-statement.ts";

function find(text: string): string | null {
  const quote = findRootStatement(extractDocument(makeDocument(text)), text);
  if (quote !== null) expect(text.slice(quote.start, quote.end)).toBe(quote.text);
  return quote?.text ?? null;
}

describe("findRootStatement", () => {
  it.each([
    "All prompts were written by our annotators.",
    "The questions are **handwritten by** twelve teachers.",
    "Every row was created from scratch.",
    "It uses no other datasets.",
    "It uses no existing datasets.",
    "The prompts were collected without using any existing data.",
    "Our annotators composed every question from scratch.",
    "We asked our own people for 15,000 human-written prompts.",
    "Lake was created from scratch by the authors.",
    "The English questions were written by experts.",
    "The notes were collected entirely by students.",
    "所有问题均由教师人工撰写。",
  ])("takes: %s", (sentence) => {
    expect(find(`# Lake\n\nLake is a set of notes. ${sentence} They are short.\n`)?.trim()).toBe(sentence);
  });

  it.each([
    "Unlike sets written by experts, ours is filtered.",
    "The model is trained from scratch on it.",
    "Install the code from scratch.",
    "Dolly was written by employees.",
    "The Dolly dataset was written by employees.",
    "The questions of GSM8K were written by humans.",
    "We then continue with GSM8K, whose problems were created by humans.",
    "A 7B network that is pretrained from scratch.",
    "Its paper is called Lakes from Scratch.",
    "We wrote the tokenizer from scratch.",
    "This evaluation set was collected by the authors.",
    "200 prompts were written by the authors, and 50 tasks come from another set.",
    "Each post was annotated by three annotators.",
    "Unlike existing sets, which were written by experts, these rows are sampled.",
    "The rows were sampled from another set.",
  ])("does not take: %s", (sentence) => {
    expect(find(`# Lake\n\n${sentence}\n`)).toBeNull();
  });

  it.each([
    ["# Card\n\nA set of 300 short problems, all of them written by volunteers.\n", true],
    ["# Card\n\n12,000 prompts and answers written by our team.\n", true],
    ["# Card\n\nPond consists of 300 problems created by human writers.\n", true],
    [
      "# Card\n\nNotes.\n\nMore notes.\n\nStill more.\n\nPond consists of 300 problems created by human writers.\n",
      false,
    ],
    [
      "# Card\n\n## Related work\n\nIt was made by hand by experts, and all prompts were written by people.\n",
      false,
    ],
  ])("knows where a document describes itself: %s", (text, isTaken) => {
    expect(find(text) !== null).toBe(isTaken);
  });

  it("does not read code, headings or hidden text", () => {
    expect(
      find("# Written by experts\n\n```\nwritten by experts\n```\n\n<!-- written by experts -->\n"),
    ).toBeNull();
  });

  it("takes the field's `original` where it stands alone", () => {
    expect(find("---\nsource_datasets:\n- original\n---\nwords\n")).toBe("source_datasets:\n- original");
    expect(find("---\nsource_datasets:\n- original\n- extended|squad\n---\nwords\n")).toBeNull();
    expect(find("---\ntags:\n- original\n---\nwords\n")).toBeNull();
  });
});
