import { expect, it, vi } from "vitest";
import { makeDocument } from "../../../test/support/agent-fixture.ts";
import { extractDocument } from "./extract-document.ts";

vi.mock("mdast-util-from-markdown", () => ({
  fromMarkdown: () => {
    throw new RangeError("Maximum call stack size exceeded");
  },
}));

it("reads text that no parser can take apart as lines, each in its place, and says so", () => {
  const text =
    "# Lake\n\nTaken from ponds.\n<!-- secret words -->\n<span hidden>secret</span>![secret](a.png) Taken from seas.\n";
  const { passages, problem, hiddenCharacters } = extractDocument(makeDocument(text));
  expect(passages.map((passage) => passage.text.trim())).toEqual([
    "# Lake",
    "Taken from ponds.",
    "Taken from seas.",
  ]);
  for (const { text: words, offsets } of passages) {
    const first = words.search(/\S/);
    expect(text.charAt(offsets[first]!)).toBe(words.charAt(first));
  }
  expect(problem).toMatch(/nested too deeply/);
  expect(hiddenCharacters).toBeGreaterThan(15);
});
