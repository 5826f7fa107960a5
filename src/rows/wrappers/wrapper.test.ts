import { describe, expect, it } from "vitest";
import { parseWrapperFile } from "./wrapper.ts";

describe("parseWrapperFile", () => {
  it("takes the wrappers of all inputs, each once, the longest first", () => {
    const text = JSON.stringify({
      version: 1,
      inputs: [
        { name: "a", rows: 3, wrappers: [{ side: "suffix", text: "Go.", texts: 3, share: 1 }] },
        {
          wrappers: [
            { side: "prefix", text: "Please:" },
            { side: "suffix", text: "Go." },
          ],
        },
      ],
    });
    expect(parseWrapperFile(text, "w.json")).toEqual([
      { side: "prefix", text: "Please:" },
      { side: "suffix", text: "Go." },
    ]);
  });

  it.each([
    ["{", "w.json is no JSON, so it holds no wrappers"],
    ["[]", "w.json is no file of wrappers"],
    ['{"version":2,"inputs":[]}', "w.json is no file of wrappers: version"],
    ['{"version":1,"inputs":[{"wrappers":[{"side":"prefix","text":" a"}]}]}', "inputs.0.wrappers.0.text"],
    ['{"version":1,"inputs":[{"wrappers":[{"side":"prefix","text":""}]}]}', "inputs.0.wrappers.0.text"],
  ])("refuses %s", (text, reason) => {
    expect(() => parseWrapperFile(text, "w.json")).toThrowError(reason);
  });
});
