import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyMapping, findPlainFields, listColumns, parseMapping, type RowMapping } from "./mapping.ts";
import { createSampleReader } from "./sample-reader.ts";

const toMapping = (...texts: string[]): RowMapping => ({ ...emptyMapping, ...parseMapping(texts) });

describe("createSampleReader", () => {
  it("takes what is no text as its JSON, keys in order, and nothing as the empty text", () => {
    const read = createSampleReader(toMapping("instruction=q", "input=i", "output=a", "id=n"));
    expect(read({ q: { b: [1, true], a: "x" }, i: null, a: ["20"], n: 12n })).toMatchObject({
      instruction: '{"a":"x","b":[1,true]}',
      input: "",
      output: '["20"]',
      id: "12",
    });
    expect(read({ q: 9007199254740993n, a: new Uint8Array([1, 2]) })).toMatchObject({
      instruction: '"9007199254740993"',
      output: '"AQI="',
    });
  });

  it("tells a row that lacks a field from one where it is empty", () => {
    const read = createSampleReader(toMapping("instruction=q", "output=a"));
    expect(read({ q: "", a: null })).toMatchObject({ instruction: "", output: "" });
    expect(read({ q: "Why?" })).toBeUndefined();
    expect(read({ a: "So." })).toBeUndefined();
    expect(read("text")).toBeUndefined();
  });

  it("keeps conversations apart that differ in any turn", () => {
    const read = createSampleReader(toMapping("turns=messages"));
    const turn = fc.record({
      role: fc.constantFrom("user", "assistant", "tool"),
      content: fc.string({ minLength: 1, maxLength: 3 }),
    });
    const chat = fc.array(turn, { minLength: 1, maxLength: 4 });
    const toKey = (messages: unknown) => {
      const sample = read({ messages });
      return JSON.stringify([sample?.instruction, sample?.input, sample?.output]);
    };
    fc.assert(
      fc.property(chat, chat, (left, right) => {
        const isSame = JSON.stringify(left) === JSON.stringify(right);
        expect(toKey(left) === toKey(right)).toBe(isSame);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("findPlainFields and listColumns", () => {
  it.each<[string[], ReturnType<typeof findPlainFields>, readonly string[] | undefined]>([
    [
      ["instruction=q", "output=a", "source=meta.origin"],
      { instruction: "q", input: null, output: "a" },
      ["a", "meta", "q"],
    ],
    [["instruction=q", "input=list(A, B)"], undefined, ["A", "B", "q"]],
    [['instruction=body + " " + q', "output=a"], undefined, ["a", "body", "q"]],
    [["instruction=Best Answer"], { instruction: "Best Answer", input: null, output: null }, ["Best Answer"]],
    [["instruction=q", "output=answer | solution"], undefined, ["answer", "q", "solution"]],
    [["turns=messages"], undefined, ["messages"]],
    [["turns=."], undefined, undefined],
  ])("%j", (texts, fields, columns) => {
    expect(findPlainFields(toMapping(...texts))).toEqual(fields);
    expect(listColumns(toMapping(...texts))).toEqual(columns);
  });
});

describe("parseMapping", () => {
  it.each([
    ["prompt=a", '"prompt=a" maps no part of a sample'],
    ["instruction", '"instruction" maps no part of a sample'],
    ["output=a[", "a name was expected"],
  ])("refuses %s", (text, reason) => {
    expect(() => parseMapping([text])).toThrowError(reason);
  });

  it("takes a part away and refuses to map one twice", () => {
    expect(parseMapping(["input=", "Output = a.b "])).toEqual({ input: null, output: "a.b" });
    expect(() => parseMapping(["output=a", "output=b"])).toThrowError("output is mapped twice");
  });
});
