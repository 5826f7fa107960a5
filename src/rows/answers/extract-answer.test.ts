import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractAnswer } from "./extract-answer.ts";

const solution = "First we add the two sides and see that nothing is left over. ".repeat(3);

describe("extractAnswer", () => {
  it.each<[string, string, string]>([
    // Boxes.
    [`${solution}So it is $\\boxed{42}$.`, "42", "boxed"],
    ["\\boxed{\\frac{1}{\\sqrt{2}}}", "\\frac{1}{\\sqrt{2}}", "boxed"],
    ["first \\boxed{1}, then \\boxed{2}", "2", "boxed"],
    ["\\boxed{\\{1, 2\\}}", "\\{1, 2\\}", "boxed"],
    ["thus $\\boxed 7$ is it", "7", "boxed"],
    ["thus $\\boxed   \\frac12$", "\\frac12", "boxed"],
    ["\\boxed{ 3 } and a torn \\boxed{4", "3", "boxed"],
    ["\\fbox{$x = 5$}", "x = 5", "fbox"],
    ["\\boxed{\\boxed{5}}", "5", "boxed"],
    ["\\boxed{\\text{(A)}}", "\\text{(A)}", "boxed"],
    ["<think>maybe \\boxed{1}</think>It is \\boxed{2}.", "2", "boxed"],
    ["<think>it is \\boxed{1}</think>", "1", "boxed"],
    ["\\boxedtext{9} so \\boxed{8}", "8", "boxed"],
    // Tags.
    ["<think>hm</think><answer> 12 </answer>", "12", "tag"],
    ["<answer>It is \\boxed{12}</answer>", "12", "tag"],
    // Marks.
    ["6*7=<<6*7=42>>42\n#### 42", "42", "marker"],
    ["One.\n#### 1\nNo.\n#### 1,234", "1,234", "marker"],
    ["So we get 7. The answer is: 7", "7", "marker"],
    ["So we get 7. The answer is 7.5.", "7.5", "marker"],
    ["The final answer is $\\frac{1}{2}$. I hope it is correct.", "\\frac{1}{2}", "marker"],
    ["Steps.\n**Final Answer:** \n x + 1", "x + 1", "marker"],
    ["Steps.\nAnswer: 3", "3", "marker"],
    ["计算。答案：12", "12", "marker"],
    // Nothing but an answer.
    ["113", "113", "whole"],
    [" $21$ ", "21", "whole"],
    ['["20"]', "20", "whole"],
    ['["a","b"]', '["a","b"]', "whole"],
    ["\\(x^2\\)", "x^2", "whole"],
    ["15 (balls)", "15 (balls)", "whole"],
    ["No, it is a solid.", "No, it is a solid", "whole"],
    ["$a$ and $b$", "$a$ and $b$", "whole"],
    // Proofs have no answer.
    ["proof", "", "proof"],
    ["\\text{Proved}", "", "proof"],
    ["\\boxed{\\text{Proof complete}}", "", "proof"],
  ])("%s", (text, answer, place) => {
    expect(extractAnswer(text)).toEqual({ answer, place });
  });

  it.each([
    ["", "short"],
    [solution, "short"],
    ["two\nlines", "short"],
    ["113", "nothing"],
  ] as const)("finds none in %j (%s)", (text, otherwise) => {
    expect(extractAnswer(text, { otherwise })).toBeUndefined();
  });

  it("takes no solution for its answer and gives what stands in the box, whatever that is", () => {
    const words = fc.array(fc.constantFrom("we", "add", "3", "$x$", "\\{", "so", "^2"), {
      minLength: 60,
      maxLength: 80,
    });
    fc.assert(
      fc.property(words, fc.integer(), (before, value) => {
        const text = before.join(" ");
        expect(extractAnswer(text)).toBeUndefined();
        expect(extractAnswer(`${text} \\boxed{${value}} done`)?.answer).toBe(String(value));
      }),
      { numRuns: 100 },
    );
  });

  it("takes time in proportion to hostile text", () => {
    const started = performance.now();
    for (const part of ["\\boxed{", "\\boxed", "####", "answer is ", "<answer>", "$", "{", "[", "**"]) {
      extractAnswer(part.repeat(20_000));
    }
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
