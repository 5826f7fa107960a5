import { describe, expect, it } from "vitest";
import { checkNumbers } from "./check-numbers.ts";
import { listComparableTokens, toComparableText } from "./comparable-text.ts";
import { coverItem, RunIndex } from "./cover-item.ts";
import { toItemText } from "./item-text.ts";
import { Vocabulary } from "./vocabulary.ts";

function check(itemText: string, rowText: string) {
  const vocabulary = new Vocabulary();
  const text = toItemText(itemText);
  const item = vocabulary.take(text.tokens);
  const tokens = vocabulary.find(listComparableTokens(toComparableText(rowText)).tokens);
  const row = { tokens, borders: new Set<number>() };
  return checkNumbers({
    item,
    fixed: text.fixed,
    cover: coverItem(
      { tokens: item, sizes: Uint8Array.from(text.tokens, ({ length }) => length) },
      new RunIndex(row),
    ),
    row,
  });
}

const question = "Mia has 12 red apples and 7 green apples. She eats 3 of them. How many apples are left?";

describe("checkNumbers", () => {
  it("agrees with the same text in another one", () => {
    expect(check(question, `Hello! ${question} Thanks.`)).toBe("agree");
  });

  it("agrees where a number stands between other words", () => {
    expect(check(question, question.replace("7 green", "some 7 very green"))).toBe("agree");
  });

  it("takes a number word and its figures for one", () => {
    expect(check(question, question.replace("eats 3", "eats three"))).toBe("agree");
  });

  it.each([
    ["the first number", question.replace("12", "15")],
    ["the last number", question.replace("3 of", "5 of")],
    ["two numbers swapped", question.replace("12", "x").replace("7", "12").replace("x", "7")],
  ])("differs in %s", (_, row) => {
    expect(check(question, row)).toBe("differ");
  });

  it("differs in an operator of a formula", () => {
    const formula = "What is the value of 3 + 5 when we count in the usual way?";
    expect(check(formula, formula.replace("+", "-"))).toBe("differ");
    expect(check(formula, formula)).toBe("agree");
  });

  it("knows items without numbers", () => {
    expect(check("Who wrote the oldest book of the town?", "Who wrote the oldest book of the town?")).toBe(
      "none",
    );
  });

  it("lets the label of a list be another", () => {
    expect(check(`3. ${question}`, `17) ${question}`)).toBe("agree");
  });
});
