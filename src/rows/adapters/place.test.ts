import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Place, parsePlace, type Step, type Term, toPlaceText } from "./place.ts";
import { createPlaceReader } from "./read-place.ts";

const row = {
  prompt: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Why?" },
  ],
  reward_model: '{"ground_truth":["20"]}',
  "0": { value: "zero" },
  "Best Answer": "No.",
  "a.b": "dotted",
  Body: "Ann has 3 pens.",
  question: "How many?",
  empty: "",
  nothing: null,
  number: 26.0,
  completions: [{ response: "one" }, { response: "two" }, { other: 1 }],
  choices: { text: ["x", "y"], label: ["1", "2"] },
  letters: { B: "second", A: "first" },
  key: "2",
  A: "p",
  B: "q",
  constructor2: 1,
};

describe("a place in a row", () => {
  it.each<[string, unknown]>([
    ["prompt[1].content", "Why?"],
    ["prompt[-1].content", "Why?"],
    ["prompt[role=user].content", "Why?"],
    ["prompt[role=tool].content", undefined],
    ["prompt[7].content", undefined],
    ["reward_model.ground_truth", ["20"]],
    ["reward_model.ground_truth[0]", "20"],
    ['"0".value', "zero"],
    ["0.value", "zero"],
    ["Best Answer", "No."],
    ['"Best Answer"', "No."],
    ["best answer", "No."],
    ['["a.b"]', "dotted"],
    ['body + " " + question', "Ann has 3 pens. How many?"],
    ['empty + " " + question', "How many?"],
    ['body + " " + nothing', "Ann has 3 pens."],
    ['missing + " " + absent', undefined],
    ["empty | nothing | question", "How many?"],
    ["missing | nothing", null],
    ["number", 26],
    ["nothing", null],
    ["nothing.more", undefined],
    ["constructor", undefined],
    ["completions[].response", ["one", "two"]],
    ["list(choices)", '["x","y"]'],
    ["list(letters)", '["first","second"]'],
    ["list(A, B)", '["p","q"]'],
    ["pick(choices, key)", "y"],
    ["pick(list(A, B), key)", undefined],
    ['pick(list(A, B), key, "1")', "q"],
    ["pick(letters, B)", undefined],
    [".", row],
  ])("%s", (place, value) => {
    expect(createPlaceReader(parsePlace(place))(row)).toEqual(value);
  });

  it.each([
    ["", "a name was expected at character 1"],
    ["a..b", "a name was expected at character 3"],
    ["a[0", "a name was expected at character 2"],
    ["a + ", "a name was expected at character 5"],
    ["list(a", "list( is not closed at character 7"],
    ["pick(a)", "pick takes the options and the answer: pick(choices, answer) at character 8"],
    ['"a" "b"', "the end was expected at character 4"],
  ])("refuses %s", (place, reason) => {
    expect(() => parsePlace(place)).toThrowError(reason);
  });

  const key = fc.string({ minLength: 1, unit: "grapheme", maxLength: 8 });
  const step = fc.oneof<fc.Arbitrary<Step>[]>(
    key.map((name): Step => ({ kind: "key", key: name })),
    fc.integer({ min: -99, max: 99 }).map((index): Step => ({ kind: "item", index })),
    fc.constant<Step>({ kind: "each" }),
    fc
      .tuple(fc.stringMatching(/^[a-z]{1,5}$/), key)
      .map(([name, value]): Step => ({ kind: "where", key: name, value })),
  );
  const path = fc
    .tuple(key, fc.array(step, { maxLength: 4 }))
    .map(([name, steps]): Term => ({ kind: "path", steps: [{ kind: "key", key: name }, ...steps] }));
  const literal = key.map((text): Term => ({ kind: "text", text }));
  const join = fc
    .tuple(path, fc.array(fc.oneof(path, literal), { maxLength: 2 }))
    .map(([first, more]) => [first, ...more]);
  const flat = fc.array(join, { minLength: 1, maxLength: 2 });
  const call = fc
    .array(flat, { minLength: 2, maxLength: 2 })
    .map((places): Place => [[{ kind: "call", name: "pick", places }]]);

  it("is read back from its spelling", () => {
    fc.assert(
      fc.property(fc.oneof(flat, call), (place) => {
        expect(parsePlace(toPlaceText(place))).toEqual(place);
      }),
      { numRuns: 500 },
    );
  });
});
