import { describe, expect, it } from "vitest";
import { findOptions } from "./split-options.ts";

describe("findOptions", () => {
  it.each([
    ["What is 2+2?\n(A) 3\n(B) 4\n(C) 5\n(D) 6"],
    ["What is 2+2?\nA) 3\nB) 4\nC) 5\nD) 6"],
    ["What is 2+2? A. 3 B. 4 C. 5 D. 6"],
    ["What is 2+2?\n\nA: 3\nB: 4\nC: 5\nD: 6"],
    ["What is 2+2?\n**A)** 3\n**B)** 4\n**C)** 5\n**D)** 6"],
    ["What is 2+2?\n1. 3\n2. 4\n3. 5\n4. 6"],
    [
      "What is 2+2? $\\textbf{(A) } 3 \\qquad \\textbf{(B) } 4 \\qquad \\textbf{(C) } 5 \\qquad \\textbf{(D) } 6$",
    ],
    ["What is 2+2?\n- (a) 3\n- (b) 4\n- (c) 5\n- (d) 6"],
  ])("reads %s", (text) => {
    const found = findOptions(text);
    expect(found?.stem.startsWith("What is 2+2?")).toBe(true);
    expect(found?.options.map((option) => option.text)).toEqual(["3", "4", "5", "6"]);
  });

  it("takes the last sequence for the options, an earlier one for a part of the question", () => {
    const found = findOptions(
      "Which hold?\n1. x > 0\n2. x < 5\n3. x = 1\nChoose one.\nA. none\nB. one\nC. two",
    );
    expect(found?.options.map(({ label }) => label)).toEqual(["A", "B", "C"]);
    expect(found?.stem).toContain("x < 5");
  });

  it.each([
    ["A. Smith and B. Jones met. What did they say?"],
    ["Let f(a) = 2 and g(b) = 3. Find c."],
    ["Find the area of triangle ABC."],
    ["(A) alone is no choice"],
  ])("sees no options in %s", (text) => {
    expect(findOptions(text)).toBeUndefined();
  });
});
