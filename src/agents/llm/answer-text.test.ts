import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswerText } from "./answer-text.ts";

describe("the text of an answer", () => {
  it("is read back whatever JSON it is, in every mode", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom("json-schema", "text"), (json, mode) => {
        expect(readAnswerText(` ${json}\n`, mode)).toEqual({ state: "read", value: JSON.parse(json) });
      }),
    );
  });

  it("is not read when it is cut anywhere", () => {
    const json = '{"a":["x",{"b":null}],"c":"d"}';
    for (let end = 0; end < json.length; end += 1)
      expect(readAnswerText(json.slice(0, end), "text").state).toBe("unreadable");
  });

  it.each([
    '{"a":1,"a":2}',
    '{"a":{"b":1,"b":1}}',
    '[{"x":0},{"y":1,"z":[],"y":2}]',
    '{"a":1,"\\u0061":2}',
    '{"a\\"b":1,"c":{},"a\\"b":2}',
  ])("is not read when it names a field twice: %s", (json) => {
    expect(readAnswerText(json, "json-schema")).toMatchObject({ problem: expect.stringContaining("twice") });
  });

  it.each(['[{"a":1},{"a":1}]', '{"a":{"a":{"a":":"}}}', '{"a":"b","b":"a:a"}', '"a:a"'])(
    "may name a field in several objects: %s",
    (json) => {
      expect(readAnswerText(json, "json-schema").state).toBe("read");
    },
  );

  it("may stand in one fence in mode text only", () => {
    for (const text of ["```json\n{}\n```", "```\n{}\n```", "  ```JSON\r\n{}\r\n```  "]) {
      expect(readAnswerText(text, "text")).toEqual({ state: "read", value: {} });
      expect(readAnswerText(text, "json-schema").state).toBe("unreadable");
    }
    for (const text of [
      "```json\n{}\n```\nDone.",
      "So:\n```json\n{}\n```",
      "```\n{}\n```\n```\n{}\n```",
      "```python\n{}\n```",
    ])
      expect(readAnswerText(text, "text").state).toBe("unreadable");
  });

  it("is scanned in linear time and depth", () => {
    const long = `"${"\\\\a".repeat(1_000_000)}"`;
    expect(readAnswerText(`{"a":${long}}`, "text").state).toBe("read");
    const deep = "[".repeat(100_000);
    expect(readAnswerText(deep + "]".repeat(100_000), "text").state).toMatch(/read/);
  });
});
