import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSentence, toSentences } from "./sentence.ts";

const split = (text: string) => toSentences(text).map(({ start, end }) => text.slice(start, end));

describe("toSentences", () => {
  it.each([
    ["We took A. Then we cut it.", ["We took A. Then we cut it."]],
    ["It is built on one set. The rest is new!", ["It is built on one set.", "The rest is new!"]],
    ["We use sets (e.g. squad) and more. Done.", ["We use sets (e.g. squad) and more.", "Done."]],
    ["See Smith et al. for more. Done.", ["See Smith et al. for more.", "Done."]],
    ["Version 1.5 is out. Take v2.0 instead.", ["Version 1.5 is out.", "Take v2.0 instead."]],
    ["From example.org we took it. Done.", ["From example.org we took it.", "Done."]],
    ["来自维基百科。翻译自英文！完成", ["来自维基百科。", "翻译自英文！", "完成"]],
    ["one\ntwo", ["one", "two"]],
    ['He said "stop." Then they went.', ['He said "stop.', "Then they went."]],
    ["", []],
    ["   \n ", []],
  ])("%j", (text, sentences) => {
    expect(split(text)).toEqual(sentences);
  });

  it("loses no letter and never overlaps", () => {
    const text = fc
      .array(fc.constantFrom("Word", "and", "e.g.", "x.", "end.", "Why?", "完。", "\n", " ", '"', ")"), {
        maxLength: 40,
      })
      .map((parts) => parts.join(" "));
    fc.assert(
      fc.property(text, (words) => {
        const ranges = toSentences(words);
        expect(ranges.slice(1).every((range, index) => range.start >= ranges[index]!.end)).toBe(true);
        expect(split(words).join("").replace(/\P{L}/gu, "")).toBe(words.replace(/\P{L}/gu, ""));
      }),
    );
  });
});

describe("findSentence", () => {
  it("is the one around a place, or all of the text", () => {
    const text = "First one here. Second one here.";
    const sentences = toSentences(text);
    expect(findSentence(sentences, text.indexOf("Second"), text.length)).toEqual(sentences[1]);
    expect(findSentence([], 4, text.length)).toEqual({ start: 0, end: text.length });
  });
});
