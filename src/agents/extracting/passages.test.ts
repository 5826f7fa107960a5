import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract, findPassage, passagesOf, textsOf } from "../../../test/support/extracted-text.ts";

describe("offsets", () => {
  const word = fc.stringMatching(/^[a-zäß数据][a-z0-9äß数据]{0,7}$/).filter((text) => !/^\d/.test(text));
  const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(" "));
  const piece = fc.oneof(
    words,
    words.map((text) => `## ${text}`),
    fc.tuple(words, words).map(([a, b]) => `- ${a}\n- ${b}`),
    fc.tuple(words, words).map(([a, b]) => `1. ${a}\n   - ${b}`),
    fc.tuple(words, words).map(([a, b]) => `| ${a} | ${b} |\n|---|---|\n| ${b} | ${a} |`),
    words.map((text) => `**${text}** and *${text}*`),
    words.map((text) => `see [${text}](https://example.org/a)`),
    words.map((text) => `> ${text}`),
    words.map((text) => `\`\`\`\n${text}\n\`\`\``),
    words.map((text) => `<p>${text}</p>`),
    words.map((text) => `<table><tr><th>${text}</th></tr><tr><td>${text}</td></tr></table>`),
    words.map((text) => `<!-- ${text} -->`),
    fc.constant("---"),
  );
  const markdown = fc
    .tuple(fc.constantFrom("\n\n", "\r\n\r\n"), fc.array(piece, { minLength: 1, maxLength: 8 }))
    .map(([gap, pieces]) =>
      pieces.map((text) => text.replace(/\n/g, gap.slice(0, gap.length / 2))).join(gap),
    );

  it("map every character of plain text back to the same character", () => {
    fc.assert(
      fc.property(markdown, (text) => {
        for (const passage of passagesOf(text)) {
          expect(passage.offsets).toHaveLength(passage.text.length + 1);
          for (let index = 0; index < passage.text.length; index++) {
            const character = passage.text.charAt(index);
            if (/\s/.test(character)) continue;
            expect(text.charAt(passage.offsets[index]!)).toBe(character);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("never go back and never leave the document", () => {
    fc.assert(
      fc.property(fc.oneof(markdown, fc.string({ maxLength: 200, unit: "binary" })), (text) => {
        for (const { offsets } of passagesOf(text)) {
          expect(offsets.every((offset) => offset >= 0 && offset <= text.length)).toBe(true);
          expect(offsets.slice(1).every((offset, index) => offset >= offsets[index]!)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("stay right after front matter, escapes and entities", () => {
    const text = "---\nlicense: mit\n---\nWe took \\*all\\* of R&amp;D notes from `raw data` here.\n";
    const passage = findPassage(text, "notes");
    expect(passage.text).toBe("We took *all* of R&D notes from raw data here.");
    for (const name of ["notes", "raw data", "here"])
      expect(passage.offsets[passage.text.indexOf(name)]).toBe(text.indexOf(name));
  });

  it("stay right where an address ends a Chinese sentence", () => {
    const text = "words before\n\n数据（来自https://a.example/x）和 words after\n";
    const passage = findPassage(text, "words after");
    for (const words of ["https", "words after"])
      expect(passage.offsets[passage.text.indexOf(words)]).toBe(text.indexOf(words));
  });

  it("stay right after an indented, fenced block", () => {
    const text = "1. step\n\n   ```python\n   load_dataset('a/b-1')\n   ```\n";
    const passage = findPassage(text, "load_dataset");
    expect(passage.offsets[passage.text.indexOf("load_dataset")]).toBe(text.indexOf("load_dataset"));
  });
});

describe("headings", () => {
  it("stack by level and end with their section", () => {
    const text = "# A\n\n## B\n\n### C\n\nin c\n\n## D\n\nin d\n\n# E\n\nin e\n";
    expect(findPassage(text, "in c").section).toEqual(["A", "B", "C"]);
    expect(findPassage(text, "in d").section).toEqual(["A", "D"]);
    expect(findPassage(text, "in e").section).toEqual(["E"]);
  });

  it("may be underlined or HTML", () => {
    const text = "Title\n=====\n\n<h2 align='center'>Data <em>sources</em></h2>\n\ninside\n";
    expect(findPassage(text, "inside").section).toEqual(["Title", "Data sources"]);
  });
});

describe("lists", () => {
  it("carry the sentence before them and the items above them", () => {
    const text = "We took data from:\n\n- one\n  - two\n    - three\n- four\n";
    expect(findPassage(text, "one").introduction).toEqual(["We took data from:"]);
    expect(findPassage(text, "two").introduction).toEqual(["We took data from:", "one"]);
    expect(findPassage(text, "three").introduction).toEqual(["We took data from:", "one", "two"]);
    expect(findPassage(text, "four").introduction).toEqual(["We took data from:"]);
  });

  it("are read in HTML too", () => {
    const text = "<ul><li>alpha</li><li><a href='https://example.org'>beta</a></li></ul>";
    expect(passagesOf(text).map(({ kind, text: words }) => `${kind} ${words.trim()}`)).toEqual([
      "list-item alpha",
      "list-item beta",
    ]);
  });
});

describe("tables", () => {
  it("know header, cells and that they count", () => {
    const text = "| Dataset | Samples |\n|---|---|\n| one | 1,200 |\n| two | 3k |\n";
    const row = findPassage(text, "1,200");
    expect(row.table).toMatchObject({
      header: ["Dataset", "Samples"],
      isHeaderRow: false,
      hasCounts: true,
      hasScores: false,
    });
    expect(row.table!.cells.map(({ start, end }) => row.text.slice(start, end))).toEqual(["one", "1,200"]);
    expect(findPassage(text, "Samples").table?.isHeaderRow).toBe(true);
  });

  it("know scores, with and without a telling header", () => {
    expect(
      findPassage("| Model | MMLU | GSM8K |\n|---|---|---|\n| a | 61 | 70 |\n", "61").table,
    ).toMatchObject({
      hasScores: true,
      hasCounts: false,
    });
    const bare = "| x | y | z |\n|---|---|---|\n| a | 61.2 | 70.1 |\n| b | 63.0 | 71.9 |\n";
    expect(findPassage(bare, "61.2").table?.hasScores).toBe(true);
  });

  it("are read from HTML that blank lines split", () => {
    const text =
      "<table>\n<tr><th>Dataset</th><th>Samples</th></tr>\n\n<tr><td><a href='https://example.org/x'>one</a></td>\n\n<td>1,200</td></tr>\n\n</table>\n\nAfter the table.\n";
    const row = findPassage(text, "one");
    expect(row.kind).toBe("table-row");
    expect(row.text).toContain("1,200");
    expect(row.table).toMatchObject({ header: ["Dataset", "Samples"], hasCounts: true });
    expect(row.links).toHaveLength(1);
    expect(findPassage(text, "After").kind).toBe("prose");
  });

  it("do not lend their header to the next table", () => {
    const text =
      "<table><tr><th>Model</th><th>Score</th></tr><tr><td>a</td><td>1.5</td></tr></table>\n\n<table><tr><td>first</td><td>200</td></tr></table>\n";
    expect(findPassage(text, "first").table?.header).toEqual([]);
  });
});

describe("links", () => {
  it("cover their text, references and bare addresses included", () => {
    const text =
      "Take [one *two*](https://a.example) or [three][ref] or https://c.example/d now.\n\n[ref]: https://b.example\n";
    const passage = findPassage(text, "Take");
    expect(passage.links.map(({ start, end, url }) => [passage.text.slice(start, end), url])).toEqual([
      ["one two", "https://a.example"],
      ["three", "https://b.example"],
      ["https://c.example/d", "https://c.example/d"],
    ]);
  });

  it.each([
    "We used [](https://a.example) data.",
    "We used [\u200b\u2060\u2800](https://a.example) data.",
    "We used [<span hidden>x</span>](https://a.example) data.",
    "We used <a href='https://a.example'></a> data.",
    "We used <a href='https://a.example'>&nbsp;</a> data.",
    "We used <a href='https://a.example'><img src='a.png' width='1' height='1'></a> data.",
  ])("do not exist where nobody sees them: %s", (text) => {
    expect(findPassage(text, "We used").links).toEqual([]);
  });

  it.each([
    "[![paper](a.png)](https://a.example)",
    "[![paper][p]](https://a.example)\n\n[p]: a.png",
    "<a href='https://a.example'><img src='a.png'></a>",
  ])("are marked where only a picture is seen: %s", (text) => {
    expect(passagesOf(text)[0]?.links).toEqual([
      { start: 0, end: 0, url: "https://a.example", isImage: true },
    ]);
  });

  it("end with their passage where HTML leaves them open", () => {
    const text = "<p><a href='https://a.example'>open</p><p>next</p>";
    expect(findPassage(text, "open").links).toHaveLength(1);
    expect(findPassage(text, "next").links).toEqual([]);
  });
});

describe("hidden text", () => {
  const hidden = [
    ["a comment", "<!-- secret words -->"],
    ["a comment inside a sentence", "seen <!-- secret words --> seen"],
    ["display: none", "<div style='display: none'>secret words</div>"],
    ["a hidden attribute", "<p hidden>secret words</p>"],
    ["a font of no size", "<span style='font-size:0px'>secret words</span> seen"],
    ["transparent letters", "<div style='color: transparent'>secret words</div>"],
    ["a script", "<script>secret words</script>"],
    ["a style sheet", "<style>.secret { words: 1 }</style>"],
    ["a template", "<template>secret words</template>"],
    ["Markdown inside a hidden element", "seen <span hidden>secret **words**</span> seen"],
    ["code inside a hidden element", "<div hidden>\n\n```\nsecret words\n```\n\n</div>\n\nseen"],
    ["white letters", "<span style='color:white'>secret words</span> seen"],
    ["white letters by number", "<span style='COLOR : #FFF !important'>secret words</span> seen"],
    ["white letters by six digits", "<span style='color:#ffffff'>secret words</span> seen"],
    ["white letters by channels", "<span style='color:rgb(255, 255, 255)'>secret words</span> seen"],
    ["clear letters", "<span style='color:rgba(0,0,0,0)'>secret words</span> seen"],
    ["clear letters by number", "<span style='color:#0000'>secret words</span> seen"],
    ["a white font", "<font color='white'>secret words</font> seen"],
    ["a clear font", "<font color='transparent'>secret words</font> seen"],
    ["letters beside the page", "<div style='position:absolute; left:-9999px'>secret words</div>"],
    ["an indent beside the page", "<p style='text-indent:-9999px'>secret words</p>"],
    ["a box of no size", "<div style='width:0;height:0;overflow:hidden'>secret words</div>"],
    ["a box of no height", "<div style='max-height:0'>secret words</div>"],
    ["a font of one pixel", "<span style='font-size:1px'>secret words</span> seen"],
    ["a font of almost no size", "<span style='font-size:.01em'>secret words</span> seen"],
    ["full clearness", "<div style='opacity:0.0'>secret words</div>"],
    ["collapsed", "<div style='visibility:collapse'>secret words</div>"],
    ["a comment in a style", "<div style='display/**/:none'>secret words</div>"],
    ["an escape in a style", "<div style='d\\69splay:none'>secret words</div>"],
    ["a title", "<title>secret words</title>"],
    ["a closed dialog", "<dialog>secret words</dialog>"],
    ["a head", "<head><meta name='a'>secret words</head>"],
    ["a frame", "<iframe>secret words</iframe>"],
    ["an object", "<object>secret words</object>"],
    ["a choice", "<select><option>secret words<option>secret words</select>"],
    ["a field", "<textarea>secret words</div> secret</textarea>"],
    ["a field over Markdown", "seen <textarea>secret **words** </span> secret</textarea> seen"],
    ["a footnote that nothing refers to", "[^zz]: secret words"],
    ["footnotes that only refer to each other", "[^a]: secret words[^b]\n\n[^b]: secret words[^a]"],
    ["a hidden item", "<ul><li hidden>secret words<li>seen</ul>"],
    ["a hidden element around tags that cross", "<span hidden><div>secret</span> words secret</div>"],
    ["blocks inside a hidden element", "<div hidden>\n\nsecret words\n\n- secret item\n\n</div>\n\nseen"],
  ] as const;

  it.each(hidden)("is not read: %s", (_, text) => {
    const { passages, hiddenCharacters } = extract(`before\n\n${text}\n\nafter\n`);
    const read = passages.map((passage) => passage.text).join("\n");
    expect(read).not.toMatch(/secret/);
    expect(read).toMatch(/after/);
    expect(hiddenCharacters).toBeGreaterThan(5);
  });

  it.each([
    ["a hidden cell", "<table><tr><td><div hidden>x</td><td>shown words</td></tr></table>"],
    ["a hidden cell without end", "<table><tr><td hidden>x<td>shown words</table>"],
    ["a hidden paragraph", "<p hidden>x<p>shown words"],
    ["a hidden paragraph before a list", "<p hidden>x<ul><li>shown words</ul>"],
    ["a hidden item", "<ul><li hidden>x<li>shown words</ul>"],
    ["a hidden element in a block", "<div><span hidden>x</div>shown words"],
    ["a hidden element in a paragraph", "seen <span hidden>x\n\nshown words"],
    ["a hidden element in an item", "- <span hidden>x\n- shown words"],
    ["a hidden block in an item", "- <div hidden>x\n- shown words"],
    ["a hidden element in a cell", "| a | b |\n|---|---|\n| <div hidden>x | shown words |"],
    ["a hidden element in a heading", "# A <span hidden>x\n\nshown words"],
    ["a hidden element in a quotation", "> <div hidden>x\n\nshown words"],
  ])("ends where a page shows its end: %s", (_, text) => {
    expect(textsOf(`${text}\n`).join("\n")).toContain("shown words");
  });

  it.each([
    ["what helpers of readers skip", "<span aria-hidden='true'>shown words</span>"],
    ["white letters on a colour", "<span style='background:#333;color:white'>shown words</span>"],
    [
      "white letters in a coloured cell",
      "<table><tr><td bgcolor='navy'><font color='white'>shown words</font></table>",
    ],
    ["an open dialog", "<dialog open>shown words</dialog>"],
    ["details", "<details><summary>more</summary>shown words</details>"],
    ["a small font", "<span style='font-size:10px;opacity:0.5;color:#0f0f0f'>shown words</span>"],
    ["a wide image box", "<div style='width:100%;height:0.5em;margin-left:-10px'>shown words</div>"],
    ["a footnote", "Words.[^a]\n\n[^a]: shown words"],
    ["a footnote of a footnote", "Words.[^a]\n\n[^a]: see[^b]\n\n[^b]: shown words"],
  ])("is not %s", (_, text) => {
    expect(textsOf(`${text}\n`).join("\n")).toContain("shown words");
  });

  it("does not head a table", () => {
    const text = "| a<span hidden> source</span> | b |\n|---|---|\n| one | two |\n";
    expect(findPassage(text, "one").table?.header).toEqual(["a", "b"]);
  });

  it("is counted where it has no width", () => {
    const tags = [..."hidden"].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("");
    expect(extract(`plain${tags} text`).hiddenCharacters).toBe(6);
    expect(extract("a\u200bb\u2060c\u202ed").hiddenCharacters).toBe(3);
    expect(extract("plain text").hiddenCharacters).toBe(0);
  });
});
