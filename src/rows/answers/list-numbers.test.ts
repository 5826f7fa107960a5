import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listNumbers } from "./list-numbers.ts";

describe("listNumbers", () => {
  it.each<[string, string[]]>([
    ["Ann has 3 pens and 3 cups.", ["3", "3"]],
    ["no number, three words", []],
    ["\\frac{1}{2} of \\dfrac{6}{8}", ["1/2", "3/4"]],
    ["1/2 and 0.5 and ½", ["1/2", "1/2", "1/2"]],
    ["1,234 and 1{,}234 and 1234.50", ["1234", "1234", "2469/2"]],
    ["$x_1 + x_{12} = 2^{10}$", ["1", "10", "12", "2"]],
    ["-5 and +5", ["5", "5"]],
    ["2\\frac{1}{2} hours", ["5/2"]],
    ["points (3,5) and 3, 5", ["3", "3", "5", "5"]],
    ["\\frac{x+1}{3}", ["1", "3"]],
    ["５０ and ٣ and ४२", ["3", "42", "50"]],
    ["第12题 有3个", ["12", "3"]],
    ["10² m²", ["10", "2", "2"]],
    ["50% of 80\\%", ["50", "80"]],
    ["$1.5, .5 and 007", ["1/2", "3/2", "7"]],
    ["3/0 is nothing", ["0", "3"]],
    ["9007199254740993", ["9007199254740993"]],
  ])("%s", (text, numbers) => {
    expect(listNumbers(text)).toEqual([...numbers].sort());
  });

  it("takes time in proportion to hostile text", () => {
    const started = performance.now();
    for (const part of [
      "\\frac{",
      "\\sqrt[",
      "^{",
      "1,000",
      "1/",
      "\\hspace{",
      "{",
      "½",
      "9",
      "1 ",
      "\\text",
    ]) {
      listNumbers(part.repeat(20_000));
    }
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it("does not depend on the words between", () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 9999 }), { maxLength: 8 });
    fc.assert(
      fc.property(numbers, (values) => {
        const plain = listNumbers(values.map((value) => `there are ${value} of it,`).join(" "));
        const translated = listNumbers(
          values
            .map((value) => `davon gibt es $${value}$;`)
            .reverse()
            .join("\n"),
        );
        expect(plain).toEqual(translated);
        expect(plain).toEqual(values.map(String).sort());
      }),
      { numRuns: 200 },
    );
  });
});
