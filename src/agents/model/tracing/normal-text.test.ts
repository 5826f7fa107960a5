import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPassage, passagesOf } from "../../../../test/support/extracted-text.ts";
import { toSourceRange } from "../../tracing/source-range.ts";
import { findPlaces, isWholeWords, toNormalText } from "./normal-text.ts";

/** Where the quote stands in the document, as stored. */
function locate(document: string, words: string, quote: string): string | undefined {
  const passage = findPassage(document, words);
  const [place] = findPlaces(toNormalText(passage.text), quote);
  if (place === undefined) return undefined;
  const { start, end } = toSourceRange(passage, place);
  return document.slice(start, end);
}

describe("a quote", () => {
  it.each([
    [
      "across a link",
      "We filter [GSM8K](https://hf.co/datasets/openai/gsm8k) and keep half.",
      "filter GSM8K and keep",
      "filter [GSM8K](https://hf.co/datasets/openai/gsm8k) and keep",
    ],
    ["across bold words and code", "Built **from `GSM8K`** rows.", "from GSM8K rows", "from `GSM8K`** rows"],
    [
      "with the Markdown written out",
      "Built from *GSM8K* rows.",
      "Built from **GSM8K** rows",
      "Built from *GSM8K* rows",
    ],
    [
      "with a link written out",
      "Built from [GSM8K](https://example.org/a) rows.",
      "from [GSM8K](https://example.org/a) rows",
      "from [GSM8K](https://example.org/a) rows",
    ],
    ["over a line break", "Built from\nGSM8K rows.", "from GSM8K rows", "from\nGSM8K rows"],
    ["in Chinese", "本数据集由 GSM8K 翻译而成，共七千条。", "由GSM8K翻译而成,", "由 GSM8K 翻译而成，"],
    [
      "with typographic marks",
      "The “seed” data — GSM8K’s rows.",
      `"seed" data - GSM8K's`,
      "“seed” data — GSM8K’s",
    ],
    ["within quotation marks of its own", "Built from GSM8K rows.", '"from GSM8K rows"', "from GSM8K rows"],
    ["beside emoji", "🌊 from GSM8K 🌊🌊 rows", "GSM8K 🌊🌊", "GSM8K 🌊🌊"],
    ["around zero-width characters", "from GSM\u200b8K rows", "from GSM8K rows", "from GSM\u200b8K rows"],
  ])("%s is found where it stands", (_, document, quote, stands) => {
    expect(locate(document, document.slice(0, 5).replace(/[*_]/g, ""), quote)).toBe(stands);
  });

  it("is found in a table row and in a list item", () => {
    const table =
      "| Source | Rows |\n| --- | --- |\n| [GSM8K](https://hf.co/datasets/openai/gsm8k) | 7,473 |\n";
    expect(locate(table, "GSM8K", "GSM8K | 7,473")).toBe(
      "GSM8K](https://hf.co/datasets/openai/gsm8k) | 7,473",
    );
    expect(locate("Parts:\n\n- **GSM8K**: 7,473 rows\n", "GSM8K", "GSM8K: 7,473 rows")).toBe(
      "GSM8K**: 7,473 rows",
    );
  });

  it.each([
    ["an ellipsis", "Built from … rows"],
    ["another word", "Built out of GSM8K rows"],
    ["another case", "built from gsm8k rows"],
    ["words joined from two places", "Built from rows of MATH"],
    ["nothing", " ** "],
  ])("with %s is not found", (_, quote) => {
    expect(findPlaces(toNormalText("Built from GSM8K rows. And of MATH."), quote)).toEqual([]);
  });

  it("is found at every place, whatever it is cut from", () => {
    const document = fc.array(
      fc.constantFrom(
        "GSM8K",
        "**bold**",
        "[a link](https://example.org/x)",
        "数据",
        "&amp;",
        "é",
        "🌊",
        "—",
        "\n",
        "`code`",
      ),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(), (parts, from, length) => {
        for (const passage of passagesOf(parts.join(" "))) {
          const characters = [...passage.text];
          const start = from % characters.length;
          const quote = characters.slice(start, start + 1 + (length % characters.length)).join("");
          const places = findPlaces(toNormalText(passage.text), quote);
          const found = places.map((place) => toNormalText(passage.text.slice(place.start, place.end)).text);
          const wanted = toNormalText(quote).text;
          expect(wanted === "" || found.length > 0).toBe(true);
          for (const text of found) expect(text).toBe(wanted);
        }
      }),
    );
  });
});

describe("whole words", () => {
  it.each([
    ["GSM8K rows", 0, 5, true],
    ["GSM8K rows", 0, 4, false],
    ["GSM8K rows", 1, 5, false],
    ["(GSM8K)", 1, 6, true],
    ["由GSM8K翻译", 1, 6, true],
    ["数据集", 1, 2, true],
  ])("in %j from %i to %i: %s", (text, start, end, expected) => {
    expect(isWholeWords(text, { start, end })).toBe(expected);
  });
});
