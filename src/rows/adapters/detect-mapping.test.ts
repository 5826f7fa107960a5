import { describe, expect, it } from "vitest";
import { detectMapping } from "./detect-mapping.ts";
import { parseMapping, toMapArguments } from "./mapping.ts";

const repeat = <Row>(count: number, make: (index: number) => Row) =>
  Array.from({ length: count }, (_, n) => make(n));
const sums = repeat(30, (n) => ({
  question: `What is ${n} + 1?`,
  answer: `${n + 1}`,
  source: n % 2 ? "a" : "b",
}));
const chats = repeat(10, (n) => ({
  messages: [
    { role: "user", content: `Hello ${n}` },
    { role: "assistant", content: "Hi" },
  ],
}));

describe("detectMapping", () => {
  it("says which rows of a mixed file fit, and what the others look like", () => {
    const detected = detectMapping([...sums, ...chats, { odd: 1 }]);
    expect(detected).toMatchObject({ adapter: "question-answer", fits: 30, looked: 41 });
    expect(detected.misfits).toEqual([
      { adapter: "messages", columns: ["messages"], rows: 10 },
      { adapter: null, columns: ["odd"], rows: 1 },
    ]);
    expect(detected.alternatives.map(({ adapter, fits }) => [adapter, fits])).toEqual([
      ["messages", 10],
      ["text", 30],
    ]);
  });

  it("does not join the columns of two kinds of rows to one mapping", () => {
    const responses = repeat(40, (n) => ({ question: `Why ${n}?`, response: "Because." }));
    const detected = detectMapping([...responses, ...sums]);
    expect(detected.mapping).toMatchObject({ instruction: "question", input: null, output: "response" });
    expect(detected.misfits).toEqual([
      { adapter: "question-answer", columns: ["answer", "question", "source"], rows: 30 },
    ]);
  });

  it("takes what recurs for the source and what does not for a link", () => {
    const links = sums.map((row, n) => ({ ...(row as object), source: `https://example.org/${n}` }));
    expect(detectMapping(sums).mapping.source).toBe("source");
    expect(detectMapping(links).mapping.source).toBeNull();
  });

  it.each([
    ["gsm_aug", "type"],
    ["singleop", "type"],
    ["Algebra", null],
    ["Number Theory", null],
    ["text", null],
  ])("takes a type %s for the source: %s", (type, place) => {
    const rows = sums.map((_, n) => ({ problem: `p${n}`, answer: "1", type }));
    expect(detectMapping(rows).mapping.source).toBe(place);
  });

  it("reads an answer that is an object in some rows and a text in others", () => {
    const rows = sums.map(({ question, answer }, n) => ({
      prompt: [{ role: "user", content: question }],
      reward_model: {
        ground_truth: n % 3 === 0 ? answer : { solution: `So it is ${answer}.`, target: answer },
      },
    }));
    const detected = detectMapping(rows);
    expect(detected.mapping.output).toBe("reward_model.ground_truth.solution | reward_model.ground_truth");
    expect(detected.fits).toBe(30);
  });

  it("takes given places as they are and detects the rest", () => {
    const rows = sums.map((row) => ({ ...(row as object), proof: "By counting." }));
    const { mapping, adapter } = detectMapping(rows, { given: parseMapping(["output=Proof"]) });
    expect(toMapArguments(mapping)).toEqual(["instruction=question", "output=proof", "source=source"]);
    expect(adapter).toBe("question-answer");
  });

  it("leaves the conversation aside when both texts are given, and a column to one part only", () => {
    const given = parseMapping(["instruction=messages[0].content", "output=messages[-1].content"]);
    expect(toMapArguments(detectMapping(chats, { given }).mapping)).toEqual([
      "instruction=messages[0].content",
      "output=messages[-1].content",
    ]);
    const rows = [{ instruction: "Translate", input: "Hallo", output: "Hello" }];
    expect(
      toMapArguments(detectMapping(rows, { given: parseMapping(["instruction=input"]) }).mapping),
    ).toEqual(["instruction=input", "output=output"]);
  });

  it("names the columns there are when a given place leads nowhere", () => {
    expect(() =>
      detectMapping(sums, { given: parseMapping(["output=reply"]), name: "a.jsonl" }),
    ).toThrowError(
      expect.objectContaining({
        code: "usage",
        message: "a.jsonl: output=reply leads nowhere in any of the 30 rows looked at",
        hint: "columns there are: answer, question, source",
      }),
    );
  });

  it("says what there is when nothing fits or there is nothing", () => {
    expect(() => detectMapping([{ x: 1, y: 2 }], { name: "b.csv" })).toThrowError(
      expect.objectContaining({ message: "b.csv: no known layout fits these rows" }),
    );
    expect(() => detectMapping([], { name: "c.json" })).toThrowError(/c\.json: there is no row/);
  });

  it("keeps to the rows whatever their values are", () => {
    const odd = [
      null,
      3,
      "text",
      [],
      [[]],
      {},
      { question: null, answer: null },
      new Date(0),
      new Uint8Array(2),
    ];
    const detected = detectMapping([...sums, ...odd]);
    expect(detected.fits).toBe(31);
  });
});
