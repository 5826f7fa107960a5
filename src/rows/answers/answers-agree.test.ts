import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answersAgree } from "./answers-agree.ts";

describe("answersAgree", () => {
  it.each<[string, string]>([
    ["42", "42"],
    ["42", " $42$. "],
    ["\\frac{1}{2}", "\\dfrac12"],
    ["\\frac{1}{2}", "0.5"],
    ["1/2", "\\tfrac{2}{4}"],
    ["½", "0.5"],
    ["3\\frac{1}{2}", "3.5"],
    ["3\\frac{1}{2}", "\\frac{7}{2}"],
    ["1,234", "1234"],
    ["1{,}234{,}567", "1234567"],
    ["12\\,345", "12345"],
    ["5 cm", "5"],
    ["5\\text{ cm}", "5 cm"],
    ["5\\,\\mathrm{cm}^2", "5"],
    ["15 (balls)", "15"],
    ["15 balls", "15 ball"],
    ["\\$18", "18"],
    ["$18.00", "18"],
    ["50%", "50\\%"],
    ["50\\%", "0.5"],
    ["50%", "50"],
    ["90^\\circ", "90"],
    ["90°", "90 degrees"],
    ["-3", "−3"],
    ["x = 5", "5"],
    ["A", "(A)"],
    ["\\text{(B)}", "B."],
    ["(C) 12", "12"],
    ["(C) 12", "C"],
    ["\\{1, 2, 3\\}", "{3,2,1}"],
    ["1, 2", "2 and 1"],
    ["(1,2)", "( 1 , 2 )"],
    ["\\left(\\frac12, 3\\right)", "(0.5,3)"],
    ["[0, 1)", "[0,1)"],
    ["2\\sqrt{3}", "\\sqrt{12}"],
    ["\\frac{\\sqrt{2}}{2}", "\\frac{1}{\\sqrt 2}"],
    ["\\sqrt[3]{8}", "2"],
    ["2^{10}", "1024"],
    ["10²", "100"],
    ["\\frac{\\pi}{2}", "\\pi/2"],
    ["5!", "120"],
    ["3.14", "3.14159"],
    ["0.333", "\\frac13"],
    ["26.0", "26"],
    ["+65.49", "65.49"],
    ["Yes", "yes"],
    ["\\text{even}", "Even"],
    ["x^2+1", "x^{2} + 1"],
    ['["Lawyer"]', "lawyer"],
    ['["Paris","Rome"]', "Rome"],
    ["\\boxed{7}", "7"],
    ["12 345 678 901 234 567 890", "12 345 678 901 234 567 890"],
    ["100000000000000000000000000001", "100000000000000000000000000001.0"],
  ])("%s agrees with %s", (left, right) => {
    expect(answersAgree(left, right)).toBe("agree");
    expect(answersAgree(right, left)).toBe("agree");
  });

  it.each<[string, string]>([
    ["42", "43"],
    ["\\frac{1}{2}", "\\frac{1}{3}"],
    ["0.3", "\\frac13"],
    ["-3", "3"],
    ["1,234", "1.234"],
    ["A", "B"],
    ["(A) 5", "(B) 5"],
    ["Yes", "No"],
    ["true", "False"],
    ["\\{1, 2\\}", "\\{1, 3\\}"],
    ["(1,2)", "(2,1)"],
    ["(1,2)", "(1,2,3)"],
    ["\\sqrt{2}", "\\sqrt{3}"],
    ["50%", "5"],
    ["5 cm", "6 cm"],
    ['["3","4"]', "5"],
    ["100000000000000000000000000001", "100000000000000000000000000002"],
  ])("%s differs from %s", (left, right) => {
    expect(answersAgree(left, right)).toBe("differ");
    expect(answersAgree(right, left)).toBe("differ");
  });

  it.each<[string, string]>([
    ["", "42"],
    ["", ""],
    ["A", "5"],
    ["x+1", "1+x"],
    ["2x", "2"],
    ["5 cm", "5 m"],
    ["100 cm", "1 m"],
    ["Paris", "London"],
    ["\\text{Evelyn}", "Angela"],
    ["(0,1)", "[0,1]"],
    ["n^2", "4"],
    ["1/0", "3"],
    ["a, b", "3"],
  ])("nothing is known of %s and %s", (left, right) => {
    expect(answersAgree(left, right)).toBe("unknown");
    expect(answersAgree(right, left)).toBe("unknown");
  });

  it("takes every spelling of a fraction for the same, and another fraction for another", () => {
    const whole = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(whole, whole, whole, (above, below, factor) => {
        const spellings = [
          `\\frac{${above}}{${below}}`,
          `$\\dfrac{${above * factor}}{${below * factor}}$`,
          `${above}/${below}`,
          `\\left(\\tfrac{${above}}{${below}}\\right)`,
        ];
        for (const one of spellings) {
          expect(answersAgree(one, spellings[0] ?? "")).toBe("agree");
          expect(answersAgree(one, `\\frac{${above + 1}}{${below}}`)).toBe("differ");
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is symmetric, agrees with itself and never fails, whatever the texts", () => {
    const signs = fc.constantFrom(
      ...'0159.,;/^_{}()[]$%\\ +-*=!xae"',
      "\\frac",
      "\\sqrt",
      "\\text",
      "and",
      "²",
      "½",
    );
    const text = fc.array(signs, { maxLength: 14 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(answersAgree(left, right)).toBe(answersAgree(right, left));
        expect(answersAgree(left, left)).not.toBe("differ");
      }),
      { numRuns: 3000 },
    );
  });
});
