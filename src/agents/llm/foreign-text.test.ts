import { describe, expect, it } from "vitest";
import { quoteServer, redact } from "./foreign-text.ts";

const nothing = { secret: null, sent: "" };

describe("what a server says", () => {
  it("is quoted in one short line", () => {
    expect(quoteServer("bad\r\n\u001b[31mthing\u202e", nothing)).toBe("bad [31mthing");
    expect(quoteServer("x".repeat(999), nothing)).toHaveLength(200);
    expect(quoteServer(" \n", nothing)).toBeUndefined();
  });

  it("is quoted without the key, wherever it stands", () => {
    expect(quoteServer("key sk-12345 and sk-12345", { secret: "sk-12345", sent: "" })).toBe(
      "key hidden and hidden",
    );
    expect(redact("Bearer sk-12345", "sk-12345")).toBe("Bearer hidden");
    expect(redact("no text is hidden for a key like a", "a")).toContain("a key");
  });

  it("is not quoted where it repeats what was sent, however it is spaced", () => {
    const sent = "Here stands\n a sentence that only the card has.";
    expect(quoteServer("Bad input: a  sentence that only the card", { secret: null, sent })).toBeUndefined();
    expect(quoteServer("Bad input in a sentence", { secret: null, sent })).toBe("Bad input in a sentence");
  });
});
