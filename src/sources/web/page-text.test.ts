import { describe, expect, it } from "vitest";
import { findPageText } from "./page-text.ts";

const base = "https://blog.example/posts/one";
const toText = (html: string) => findPageText(html, base)?.text;

describe("findPageText", () => {
  it.each<[string, string, string]>([
    ["headings", "<h1>One</h1><h3>Two <em>x</em></h3>", "# One\n\n### Two x\n"],
    ["a heading that breaks", "<h2>One<br>two</h2>", "## One two\n"],
    ["paragraphs and breaks", "<p>a\n  b</p><p>c<br>d</p>", "a b\n\nc\nd\n"],
    ["white space around inline elements", "<p>a<b> b </b>c <i>d</i>, e</p>", "a b c d, e\n"],
    ["items", "<ul><li>a<li>b</ul>", "- a\n- b\n"],
    ["numbered and nested items", "<ol><li>a<ul><li>b</ul><li>c</ol>", "1. a\n  - b\n2. c\n"],
    ["a paragraph within an item", "<ul><li><p>a</p><p>b</p></ul>", "- a\n\n  b\n"],
    [
      "links, made absolute",
      '<p>see <a href="/x?a=1">the <code>x</code> set</a>.</p>',
      "see [the `x` set](https://blog.example/x?a=1).\n",
    ],
    ["links with brackets", '<a href="https://a.example/b_(c)">d</a>', "[d](https://a.example/b_%28c%29)\n"],
    ["links that lead nowhere", '<a href="#x">a</a> <a href="javascript:x()">b</a> <a>c</a>', "a b c\n"],
    [
      "a link around a card",
      '<a href="https://a.example"><h3>T</h3><p>t</p></a>',
      "### [T](https://a.example/)\n\nt\n",
    ],
    [
      "a badge",
      '<a href="https://a.example"><img alt="Dataset" src=x></a>',
      "[Dataset](https://a.example/)\n",
    ],
    ["quotes", "<blockquote><p>a</p></blockquote><p>b</p>", "> a\n\nb\n"],
    ["code", '<pre><code class="language-py">a(\n  b)\n</code></pre>', "```py\na(\n  b)\n```\n"],
    ["code with fences", "<pre>```\nx</pre>", "````\n```\nx\n````\n"],
    [
      "tables",
      "<table><tr><th>a<th>b</tr><tr><td>1|2<td><p>x</p><p>y</p></tr></table>",
      "| a | b |\n| --- | --- |\n| 1\\|2 | x y |\n",
    ],
    ["a table that lays the page out", "<table><tr><td><h1>T</h1>x<td>y</table>", "# T\n\nx\n\ny\n"],
    ["formulas", '<p>of <math alttext="x^2"><mi>x</mi></math></p>', "of $x^2$\n"],
    ["entities", "<p>a &lt;b&gt; &amp; &eacute;&nbsp;c</p>", "a <b> & é c\n"],
  ])("writes %s", (_, html, expected) => {
    expect(toText(html)).toBe(expected);
  });

  it.each([
    "<script>x</script>",
    "<style>x</style>",
    "<nav>x</nav>",
    "<footer>x</footer>",
    "<p hidden>x</p>",
    '<p aria-hidden="true">x</p>',
    '<p style="color:red; display : none">x</p>',
    '<p style="font-size:0px">x</p>',
    '<span class="a sr-only">x</span>',
    '<div role="navigation">x</div>',
    "<template><p>x</p></template>",
    "<svg><title>x</title></svg>",
    "<!-- x -->",
  ])("leaves out %s", (html) => {
    expect(toText(`${html}<p>seen</p>`)).toBe("seen\n");
  });

  it("keeps what only looks hidden", () => {
    expect(toText('<p style="font-size:0.9em">a</p><p hidden="until-found">b</p>')).toBe("a\n\nb\n");
  });

  it("reads the one article, unless it says next to nothing", () => {
    const story = "A long story. ".repeat(20);
    expect(toText(`<p>around</p><article>${story}</article>`)).not.toContain("around");
    expect(toText("<p>around</p><article>short</article>")).toContain("around");
    expect(toText(`<p>around</p><article>${story}</article><article>x</article>`)).toContain("around");
  });

  it("gives the title and the extraction's version", () => {
    expect(findPageText("<title> A\n b </title>", base)).toEqual({
      title: "A b",
      text: "",
      extractor: "web-1",
    });
  });

  it.each([
    "<div>",
    "<b>",
    "<ul><li>x",
    "<table><tr><td>x",
    "<code>x<p>",
    "<a href=x>t<p>",
    "<blockquote>x",
    "<h1>x",
  ])("reads 100,000 nested tags of %s", (unit) => {
    const tags = unit.split("<").length - 1;
    const text = toText(unit.repeat(Math.floor(100_000 / tags)));
    expect(text?.length).toBeLessThan(4_000_000);
  });

  it("refuses a page of more tags than any page needs", () => {
    expect(findPageText("<i>".repeat(300_000), base)).toBeUndefined();
  });
});
