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
    "The notes were collected entirely by students.",
    "所有问题均由教师人工撰写。",
  ])("takes: %s", (sentence) => {
    expect(find(`# Lake\n\nLake is a set of notes. ${sentence} They are short.\n`)?.trim()).toBe(sentence);
  });

  it.each([
    "Unlike sets written by experts, ours is filtered.",
    "The model is trained from scratch on it.",
    "Install the code from scratch.",
    "The rows were sampled from another set.",
  ])("does not take: %s", (sentence) => {
    expect(find(`# Lake\n\n${sentence}\n`)).toBeNull();
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
