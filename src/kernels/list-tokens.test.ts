import fc from "fast-check";
import { expect, test } from "vitest";
import { listTokens, toNormText } from "./list-tokens.ts";

/** What ECMA-262 calls white space and line ends, written out. */
const whiteSpace = [
  ..."\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a",
  ..."\u2028\u2029\u202f\u205f\u3000\ufeff",
];

test("each character of white space parts words, and nothing else does", () => {
  expect(listTokens(whiteSpace.map((space) => `a${space}`).join(""), "word")).toHaveLength(whiteSpace.length);
  expect(listTokens("a\u0085b\u180ec\u200bd,e", "word")).toEqual(["a\u0085b\u180ec\u200bd,e"]);
  expect(toNormText(`${whiteSpace.join("")}a${whiteSpace.join("")}b${whiteSpace.join("")}`)).toBe("a b");
});

test("words keep case and punctuation, alnum tokens do not", () => {
  const text = "Don't  stop:\n$x_1^2$ = ÉTÉ";
  expect(listTokens(text, "word")).toEqual(["Don't", "stop:", "$x_1^2$", "=", "ÉTÉ"]);
  expect(listTokens(text, "alnum")).toEqual(["don", "t", "stop", "x_1", "2", "été"]);
});

test("marks, letters beyond the first plane and all kinds of digits belong to alnum tokens", () => {
  expect(listTokens("e\u0301t हिन्दी 𝒳𝒴² ٣٤ ½", "alnum")).toEqual(["e\u0301t", "हिन्दी", "𝒳𝒴²", "٣٤", "½"]);
});

test("lower case follows the whole text", () => {
  expect(listTokens("ΟΔΟΣ ΣΟΦΟΣ, İX", "alnum")).toEqual(["οδος", "σοφος", "i\u0307x"]);
});

test("each Han, Hiragana and Katakana character is a token", () => {
  expect(listTokens("GPT模型は𠮷野の、ガイド2つ한국어", "word")).toEqual([
    "GPT",
    "模",
    "型",
    "は",
    "𠮷",
    "野",
    "の",
    "、",
    "ガ",
    "イ",
    "ド",
    "2",
    "つ",
    "한국어",
  ]);
  expect(listTokens("GPT模型は、2つ", "alnum")).toEqual(["gpt", "模", "型", "は", "2", "つ"]);
});

test("characters are code points of the text with single spaces", () => {
  expect(listTokens(" a\u3000\n𝒳e\u0301 ", "char")).toEqual(["a", " ", "𝒳", "e", "\u0301"]);
});

test("no token is lost: words are the text without its white space", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(listTokens(text, "word").join("")).toBe(text.replace(/\s+/g, ""));
      expect(listTokens(text, "char").join("")).toBe(toNormText(text));
    }),
    { numRuns: 300, seed: 5 },
  );
});
