import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerTails, stripAnswerTails } from "./answer-tails.ts";
import { type KeyTier, keyTiers } from "./key-tier.ts";
import { toKeyText } from "./to-key-text.ts";

const strong = (text: string) => toKeyText("strong", text);

test.each([
  ["raw", " A\u00a0 b\n"],
  ["trim", "A\u00a0 b"],
  ["norm", "A b"],
  ["strong", "ab"],
] as const)("%s", (tier, expected) => {
  expect(toKeyText(tier, " A\u00a0 b\n")).toBe(expected);
});

describe("strong: spellings that meet", () => {
  test.each([
    ["\\dfrac{1}{2}", "\\frac12", "\\tfrac 1 2", "\\frac{1}2", "½"],
    ["\\left( \\frac{a+b}{c} \\right)", "(\\dfrac{a + b}{c})", "\\bigl(\\frac {a+b} c\\bigr)"],
    ["Let $x \\leq 3$.", "let \\(x\\le3\\)", "Let x ≤ 3", "LET $$x \\leqslant 3$$!"],
    ["a \\ge b \\ne c", "a \\geq b \\neq c", "a≥b≠c"],
    ["x^{2}", "x^2", "x²", "x ^ 2"],
    ["2^{10}", "2^10", "2¹⁰"],
    ["x_{12}", "x_12", "x₁₂"],
    ["x^{-1}", "x^-1", "x⁻¹", "x^{−1}"],
    ["90^\\circ", "90^{\\circ}", "90°"],
    ["f'(x)", "f^\\prime(x)", "f^{\\prime}(x)", "f’(x)"],
    ["\\sqrt{2}", "\\sqrt2", "√2"],
    ["5\\%", "5%", "5 \\%"],
    ["\\$5 and \\$6", "$5 and $6", "5 and 6"],
    ["3 \\cdot 4", "3 \\times 4", "3 × 4", "3·4"],
    ["100\\,\\text{cm}", "100 cm", "100~\\mathrm{cm}", "100cm"],
    ["“Hello,” she said.", '"Hello" she said', "``Hello,'' she said", "Hello she said"],
    ["John’s", "John's", "Johns"],
    ["well-known – really", "well‐known — really", "wellknown really"],
    ["12{,}345{,}678 and 1,000", "12,345,678 and 1{,}000", "12345678 and 1000"],
    ["ＡＢＣ　１２", "abc 12", "ABC12"],
    ["Straße", "STRASSE", "strasse"],
    ["ΣΊΣΥΦΟΣ", "σίσυφος"],
    ["1, 2, \\ldots, n", "1, 2, ..., n", "1, 2, …, n"],
    ["\\{1, 2\\}", "{1,2}", "\\left\\{1,2\\right\\}"],
    ["Find $\\pi r$", "find πr"],
    ["中文，测试。", "中文 测试"],
    ["soft\u00adhyphen\u200b", "softhyphen"],
    ["$a^{}_{}$ is", "$a$ is", "a{} is"],
    ["\\ge {1}", "\\geq 1"],
    ["\\overline{r}", "\\overline r"],
    ["a *square*, a **rhombus** and ***this***", "a square, a rhombus and this"],
    ["in $\\triangle ABC$, $\\angle A$", "in triangle ABC, ∠A", "In △ABC, angle A"],
    ["f(2) = ____.", "f(2) = "],
    ["given \\\\(y = \\\\frac{1}{2}\\\\)", "given \\(y = \\frac{1}{2}\\)"],
  ])("%j and %j", (first, ...others) => {
    expect(others.map(strong)).toEqual(others.map(() => strong(first)));
  });
});

describe("strong: problems that stay apart", () => {
  test.each([
    ["3.14", "314"],
    ["-1", "1"],
    ["x<y", "x>y"],
    ["x \\leq y", "x<y"],
    ["x = y", "x \\neq y"],
    ["2^10", "210"],
    ["2¹⁰", "210"],
    ["x^2 3", "x^{23}"],
    ["x_1 2", "x_{12}"],
    ["x^{a+b}", "x^a+b"],
    ["\\frac{12}{3}", "\\frac{1}{23}"],
    ["\\frac{a}{b}c", "\\frac{a}{bc}"],
    ["3\\frac12", "\\frac{31}{2}"],
    ["3½", "31/2"],
    ["1/\\frac{2}{3}", "\\frac{1}{2}/3"],
    ["\\sqrt{2x}", "\\sqrt{2}x"],
    ["\\sqrt[3]{x}", "3\\sqrt{x}"],
    ["2(x+1)", "2x+1"],
    ["1 2", "12"],
    ["1, 2", "12"],
    ["1:2", "12"],
    ["f(1,2)", "f(12)"],
    ["f(x, y)", "f(xy)"],
    ["f(1,234)", "f(1234)"],
    ["{1,000}", "{1000}"],
    ["1,23", "123"],
    ["1, 000", "1000"],
    ["a*b", "ab"],
    ["\\overline{AB}C", "\\overline{ABC}"],
    ["{a \\over b+c}", "{a \\over b}+c"],
    ["Points A, B", "Points AB"],
    ["find AB : CD", "find ABCD"],
    ["find AB-CD", "find ABCD"],
    ["x-y", "xy"],
    ["x + y", "x - y"],
    ["5!", "5"],
    ["n!", "n"],
    ["f'(x)", "f(x)"],
    ["f''(x)", "f'(x)"],
    ["A'B'", "AB"],
    ["5--3", "5-3"],
    [".5", "5"],
    ["is .5", "is 5"],
    ["[0,1)", "(0,1]"],
    ["|x|", "x"],
    ["\\lfloor x \\rfloor", "\\lceil x \\rceil"],
    ["a \\cdot b", "a \\times b"],
    ["50%", "50"],
    ["\\sin x", "\\cos x"],
    ["\\alpha", "\\beta"],
    ["value of -sin x", "value of sin x"],
    ["①②", "12"],
    ["1①", "11"],
  ])("%j and %j", (one, other) => {
    expect(strong(one)).not.toBe(strong(other));
  });
});

const pieces = fc.constantFrom(
  ..."0123456789abxyzABXΣ .,:;!?'`\"-–−+*/=<>|()[]{}^_\\$%&~#@√×·′½²₃…①≤ \n中é́ ".split(""),
  ..."\\frac \\sqrt \\left \\text{ \\cdot \\le \\{ \\\\ \\, ^{ _{ `` '' ... word the John's {,} \\circ \\prime \\ldots".split(
    " ",
  ),
);
const formula = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(""));
const anyText = fc.oneof(
  formula,
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme" }),
);

test.each(keyTiers)("the text of a %s key is its own key", (tier) => {
  fc.assert(
    fc.property(anyText, (text) => {
      const key = toKeyText(tier, text);
      expect(toKeyText(tier, key)).toBe(key);
    }),
    { numRuns: 4000 },
  );
});

test("a tier joins whatever a weaker one joins", () => {
  const weaker: Readonly<Partial<Record<KeyTier, KeyTier>>> = { trim: "raw", norm: "trim", strong: "norm" };
  fc.assert(
    fc.property(anyText, fc.constantFrom("trim", "norm", "strong"), (text, tier) => {
      const base = weaker[tier] ?? "raw";
      expect(toKeyText(tier, toKeyText(base, text))).toBe(toKeyText(tier, text));
    }),
    { numRuns: 4000 },
  );
});

const number = fc.oneof(
  fc.integer({ min: -999, max: 999 }).map(String),
  fc.float({ noNaN: true, min: 0, max: 9 }).map((value) => value.toFixed(2)),
);

test("problems that differ in one number never meet, wherever it stands", () => {
  const place = fc.constantFrom(
    "Find # apples.",
    "$x^{#} + y$",
    "\\frac{#}{7}",
    "f(#, 3)",
    "a_{#}b",
    "#",
    "in # of 10",
    "\\sqrt{#}",
  );
  fc.assert(
    fc.property(number, number, place, (one, other, template) => {
      fc.pre(Number(one) !== Number(other));
      expect(strong(template.replace("#", one))).not.toBe(strong(template.replace("#", other)));
    }),
    { numRuns: 2000 },
  );
});

test("nested braces without end are no matter", () => {
  const deep = strong(`${"^{".repeat(20_000)}x${"}".repeat(20_000)}`);
  expect(deep).toContain("x");
  expect(strong("\\frac{".repeat(20_000)).length).toBeGreaterThan(1000);
});

describe("skeleton", () => {
  test.each(answerTails.map(({ name, example }) => [name, example]))("%s: %s", (_, example) => {
    expect(stripAnswerTails(`What is the sum of 2 and 2? ${example}`).trim()).toBe(
      "What is the sum of 2 and 2?",
    );
    expect(stripAnswerTails(example)).toBe(example);
  });

  test("tails are cut one after the other", () => {
    const tails =
      "Express your answer as a common fraction. Let's think step by step and output the final answer within \\boxed{}.";
    expect(toKeyText("skeleton", `Compute 1/2 + 1/3.\n\n${tails}`)).toBe(strong("Compute 1/2 + 1/3"));
  });

  test.each([
    "Answer the question about the letter that Tom wrote to Ann.",
    "How many options does he have?",
    "Give the answers that 12 people chose.",
    "Explain the reasoning of Kant about duty in one paragraph.",
    "Write a letter to your landlord.",
    "Compute the answer to 3 + 4.",
    "Put 5 boxed gifts into 3 rows. How many are left over?",
  ])("keeps what is asked: %s", (text) => {
    expect(stripAnswerTails(text)).toBe(text);
  });
});
