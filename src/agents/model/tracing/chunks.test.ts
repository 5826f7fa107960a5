import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passagesOf } from "../../../../test/support/extracted-text.ts";
import { toChunks } from "./chunks.ts";

const block = fc.oneof(
  fc.constantFrom("# One", "## Two", "### Three"),
  fc.integer({ min: 1, max: 60 }).map((count) => "word ".repeat(count).trim()),
  fc.integer({ min: 1, max: 5 }).map((count) => "- item\n".repeat(count)),
  fc.constantFrom("| a | b |\n| - | - |\n| 1 | 2 |", "```\ncode\n```"),
);
const document = fc.array(block, { maxLength: 30 }).map((blocks) => blocks.join("\n\n"));
const bound = 200;
const toSize = (chunk: readonly { text: string }[]) =>
  chunk.reduce((sum, passage) => sum + passage.text.length, 0);

describe("chunks", () => {
  it("hold every passage once, in order", () => {
    fc.assert(
      fc.property(document, (text) => {
        const passages = passagesOf(text);
        expect(toChunks(passages, bound).flat()).toEqual(passages);
      }),
    );
  });

  it("keep to the bound unless one passage alone is longer", () => {
    fc.assert(
      fc.property(document, (text) => {
        for (const chunk of toChunks(passagesOf(text), bound)) {
          expect(toSize(chunk) <= bound || chunk.length === 1).toBe(true);
        }
      }),
    );
  });

  it("never part a section that fits into one", () => {
    fc.assert(
      fc.property(document, (text) => {
        const passages = passagesOf(text);
        const chunks = toChunks(passages, bound);
        const isLead = (at: number) =>
          passages[at]?.kind === "heading" && passages[at - 1]?.kind !== "heading";
        const starts = [0, ...passages.keys()].filter((at, index) => index === 0 || isLead(at));
        for (const [index, start] of starts.entries()) {
          const section = passages.slice(start, starts[index + 1]);
          if (toSize(section) + 16 * section.length > bound) continue;
          const holders = chunks.filter((chunk) => section.some((passage) => chunk.includes(passage)));
          expect(holders.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("part at section borders, and a long section between its passages", () => {
    const text = `# A\n\n${"a".repeat(90)}\n\n# B\n\n${"b".repeat(90)}\n\n# C\n\n${`${"c".repeat(90)}\n\n`.repeat(3)}`;
    const leads = toChunks(passagesOf(text), bound).map((chunk) =>
      chunk.map(({ text: words }) => words.charAt(0)).join(""),
    );
    expect(leads).toEqual(["Aa", "Bb", "Cc", "c", "c"]);
  });
});
