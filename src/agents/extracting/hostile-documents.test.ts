import { describe, expect, it } from "vitest";
import { extract, findPassage, passagesOf, textsOf } from "../../../test/support/extracted-text.ts";

describe("odd input", () => {
  it("keeps code apart, with its language", () => {
    const text = "```python\nload_dataset('a/b')\n```\n";
    expect(passagesOf(text)).toMatchObject([
      { kind: "code", language: "python", text: "load_dataset('a/b')" },
    ]);
  });

  it.each([
    ["quotations", ">".repeat(2000)],
    ["lists", Array.from({ length: 100 }, (_, depth) => `${" ".repeat(2 * depth)}- x`).join("\n")],
    ["brackets", "[".repeat(5000)],
    ["emphasis", "*a ".repeat(5000)],
    ["elements", `${"<div>".repeat(20_000)}deep${"</div>".repeat(20_000)}`],
    ["hidden elements", `${"<div hidden>".repeat(5000)}deep`],
    ["cells", `<table>${"<tr><td>".repeat(5000)}`],
    ["thousands of quotations", ">".repeat(6000)],
    ["thousands of lists in a line", `${"- ".repeat(6000)}x`],
    ["thousands of numbered lists", `${"1. ".repeat(6000)}x`],
    [
      "lists over many lines",
      `${Array.from({ length: 60 }, (_, line) => " ".repeat(80 * line) + "- ".repeat(40)).join("x\n")}x`,
    ],
    ["links", `${"[".repeat(10_000)}a${"](x)".repeat(10_000)}`],
    ["pictures", `${"![".repeat(10_000)}a${"](x)".repeat(10_000)}`],
    ["strong words", `${"*a **b ".repeat(5000)}${"c** d*".repeat(5000)}`],
  ])("returns from deeply nested %s", (_, text) => {
    expect(() => extract(`${text}\n\nend\n`)).not.toThrow();
  });

  it("keeps the text of what is nested too deeply, and its place, and says so", () => {
    const text = `${">".repeat(6000)} quoted words\n\n${"- ".repeat(3000)}listed words\n\n${"- ".repeat(60)}\n\nafter\n`;
    for (const words of ["quoted words", "listed words", "after"]) {
      const passage = findPassage(text, words);
      expect(passage.offsets[passage.text.indexOf(words)]).toBe(text.indexOf(words));
    }
    expect(extract(text).problem).toMatch(/nested/);
    expect(extract("> words\n\n- - - -\n").problem).toBeNull();
  });

  it("says when it reads only the beginning", () => {
    expect(extract("a ".repeat(1_100_000)).problem).toMatch(/first 2000000 characters/);
  });

  it("returns from two million characters", () => {
    const { passages } = extract(`\`\`\`\n${"x".repeat(2_100_000)}\n\`\`\`\n\nAfter the limit.`);
    expect(passages).toHaveLength(1);
  });

  it("reads nothing from nothing", () => {
    expect(passagesOf("")).toEqual([]);
    expect(textsOf("\n\n\n")).toEqual([]);
  });
});

describe("long documents", () => {
  const filler = (count: number) => Array.from({ length: count }, (_, line) => `filler number ${line}`);
  const paragraphs = filler(4000).join("\n\n");

  it("keep headings, and addresses and footnotes that stand elsewhere", () => {
    const text = `# Top\n\n## Inner\n\nsee [first][far] and[^note]\n\n${paragraphs}\n\nsee [last][near] and more[^note]\n\n[near]: https://near.example\n[far]: https://far.example\n\n[^note]: noted words\n`;
    expect(findPassage(text, "first").links[0]?.url).toBe("https://far.example");
    expect(findPassage(text, "last").links[0]?.url).toBe("https://near.example");
    expect(findPassage(text, "last").section).toEqual(["Top", "Inner"]);
    expect(findPassage(text, "noted words").kind).toBe("prose");
  });

  it("do not show footnotes that nothing refers to", () => {
    expect(textsOf(`${paragraphs}\n\n[^zz]: secret words\n`).join("\n")).not.toMatch(/secret/);
  });

  it("keep a list one list", () => {
    const items = filler(4000).map((item) => `- ${item}\n  - below ${item}`);
    const text = `We took data from:\n\n${items.join("\n")}\n\nafter\n`;
    const read = passagesOf(text).filter(({ kind }) => kind === "list-item");
    expect(read).toHaveLength(8000);
    expect(new Set(read.map(({ introduction }) => introduction[0]))).toEqual(new Set(["We took data from:"]));
    expect(new Set(read.map(({ introduction }) => introduction.length))).toEqual(new Set([1, 2]));
  });

  it("keep a table one table", () => {
    const rows = filler(4000).map((row) => `| ${row} | [x](https://a.example) |`);
    const text = `We took data from:\n\n| Source | Address |\n|---|---|\n${rows.join("\n")}\n\nafter\n`;
    const read = passagesOf(text).filter(({ kind }) => kind === "table-row");
    expect(read.filter(({ table }) => table?.isHeaderRow)).toHaveLength(1);
    expect(read).toHaveLength(4001);
    for (const row of read) {
      expect(row.table?.header).toEqual(["Source", "Address"]);
      expect(row.introduction).toEqual(["We took data from:"]);
      expect(text.slice(row.offsets[row.table!.cells[0]!.start]!)).toMatch(/^(?:filler|Source)/);
    }
    expect(findPassage(text, "after").kind).toBe("prose");
  });

  it.each([
    ["a comment", ["<!--", "-->"]],
    ["a comment in a sentence", ["seen <!--", "--> seen"]],
    ["a hidden element", ["<div hidden>\n\n", "\n\n</div>"]],
    ["a script", ["<script>", "</script>"]],
  ] as const)("hide all of %s", (_, [open, close]) => {
    const gap = open.includes("seen") ? "\n" : "\n\n";
    const text = `before\n\n${open}\n${filler(8000).join(gap)}\n${close}\n\nafter\n`;
    expect(textsOf(text).join("\n")).not.toMatch(/filler/);
    expect(findPassage(text, "after").kind).toBe("prose");
  });

  it("keep a block of code whole", () => {
    const code = filler(8000).join("\n\n");
    expect(findPassage(`before\n\n\`\`\`\n${code}\n\`\`\`\n`, "filler").text).toBe(code);
  });

  it("keep every line of a long paragraph, each in its place", () => {
    const lines = filler(8000);
    const text = `${lines.join("\n")}\n`;
    const read = passagesOf(text);
    expect(read.map((passage) => passage.text.trim()).join(" ")).toBe(lines.join(" "));
    for (const passage of read)
      expect(text.slice(passage.offsets[0]!, passage.offsets[0]! + 13)).toBe(passage.text.slice(0, 13));
  });
});
