import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSealedJson, toSealedJson } from "./sealed-json.ts";

describe("sealed JSON", () => {
  it("gives back any value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(findSealedJson(toSealedJson(value))).toBe(JSON.stringify(value));
      }),
    );
  });

  it("notices one flipped bit anywhere", () => {
    const sealed = Buffer.from(toSealedJson({ upstream: "openai/gsm8k", start: 12 }));
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3] = flipped[bit >> 3]! ^ (1 << (bit & 7));
      expect(findSealedJson(flipped.toString("utf8"))).toBeUndefined();
    }
  });

  it.each(["", "{}", "00000000", "00000000 "])("is not %j", (text) => {
    const json = findSealedJson(text);
    expect(json === undefined || json === "").toBe(true);
  });
});
