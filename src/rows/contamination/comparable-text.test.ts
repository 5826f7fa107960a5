import { describe, expect, it } from "vitest";
import { listTokens } from "../../kernels/index.ts";
import { listComparableTokens, toComparableText } from "./comparable-text.ts";

const toTokens = (text: string) => listComparableTokens(toComparableText(text)).tokens;

describe("comparable tokens", () => {
  it.each([
    ["Find $\\frac{1}{2}$ of $x^2$", "find \\(\\dfrac12\\) of \\(x^{2}\\)"],
    ["$x_1 \\le \\left( y_2 \\right)$", "$x_{1} \\leq (y_{2})$"],
    ["$3x \\cdot 4$", "3 x × 4"],
    ["the angle $\\theta = 30^\\circ$", "the angle θ = 30°"],
    ["$\\text{cm}^2$", "cm²"],
    ["$x \\equiv 3 \\pmod 7$", "$x\\equiv 3\\mod{7}$"],
    ["in triangle $A B C$ let $x f(y) = 0$", "in triangle $ABC$ let $xf(y)=0$"],
    ["three apples", "3 apples"],
    ["1{,}000 people", "1,000 people"],
    ["ＡＢＣ 100％", "abc 100%"],
  ])("are the same for %s and %s", (one, other) => {
    expect(toTokens(one)).toEqual(toTokens(other));
  });

  it.each([
    ["3 + 5", "3 - 5"],
    ["a < b", "a > b"],
    ["2 * 3", "2 / 3"],
    ["n!", "n"],
  ])("are not the same for %s and %s", (one, other) => {
    expect(toTokens(one)).not.toEqual(toTokens(other));
  });

  it("take hyphens in words, bullets and bold print for no operators", () => {
    expect(toTokens("- a **non-negative** and/or well-known one\n- b")).toEqual(
      "a non negative and or well known one b".split(" "),
    );
  });

  it("leave plain text as it is", () => {
    const text = "What is the capital of France? snake_case stays, don't worry.";
    expect(toComparableText(text)).toBe(text);
    expect(toTokens(text)).toEqual(listTokens(text, "alnum"));
  });

  it("tell which word each is of", () => {
    const { tokens, words } = listComparableTokens("is 3x + 4 well-known");
    expect(tokens).toEqual(["is", "3", "x", "+", "4", "well", "known"]);
    expect(words).toEqual([0, 1, 1, 1, 2, 3, 4]);
    expect(listTokens("is 3x + 4 well-known", "alnum")).toHaveLength(5);
  });

  it("know no command by the name of a property of objects", () => {
    expect(toTokens("\\constructor \\toString")).toEqual(["constructor", "tostring"]);
  });
});
