import { describe, expect, it } from "vitest";
import { splitSentences } from "./split-sentences.ts";

describe("splitSentences", () => {
  it("parts sentences and lines, but no numbers", () => {
    const texts = splitSentences("Take 3.5 litres. Add $x = 1.25$ more!\nWhat is left? None.").map(
      ({ text }) => text,
    );
    expect(texts).toEqual(["Take 3.5 litres.", "Add $x = 1.25$ more!", "What is left?", "None."]);
  });

  it("parts texts without spaces", () => {
    expect(splitSentences("小明有三个苹果。他吃了一个。还剩多少个？")).toHaveLength(3);
  });

  it("leaves drawings out", () => {
    expect(splitSentences("See [asy]draw((0,0)--(1,1));[/asy] the figure ![](a.png).")[0]?.text).toBe(
      "See   the figure  .",
    );
  });

  it.each([
    ["How many are left?"],
    ["Find the sum of all $x$."],
    ["If $x = 3$, find $y$."],
    ["Let $n$ be even, and determine $n$."],
    ["The total discount is"],
    ["The value of $x$ is:"],
    ["The capital of Norway is ____."],
    ["求所有实数的和。"],
    ["Berechne die Summe."],
    ["Translate the sentence into Welsh."],
  ])("hears a task in %s", (text) => {
    expect(splitSentences(text).some(({ asks }) => asks)).toBe(true);
  });

  it.each([
    ["The wife had discovered who he was."],
    ["It was the best of times."],
    ["Everything which he had found was lost."],
    ["Some years ago, having little money, I thought I would sail about a little."],
  ])("hears none in %s", (text) => {
    expect(splitSentences(text).some(({ asks }) => asks)).toBe(false);
  });
});
