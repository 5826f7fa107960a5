import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { makeDataset, makeEdge, makeGraph } from "../../../test/support/lineage-fixture.ts";
import { insertCardSection, listSourceDatasets, toCardSection } from "../index.ts";

const section = "## Lineage\n\nBuilt on 1 dataset.";
const marked = (lineBreak = "\n") =>
  ["<!-- stemma:lineage:start -->", ...section.split("\n"), "<!-- stemma:lineage:end -->"].join(lineBreak);

test.each([
  ["no front matter", "# Card\n", `---\nsource_datasets:\n- a/b\n---\n# Card\n\n${marked()}\n`],
  [
    "front matter without the key",
    "---\nlicense: mit # ours\n---\nText",
    `---\nlicense: mit # ours\nsource_datasets:\n- a/b\n---\nText\n\n${marked()}\n`,
  ],
  [
    "a list with indents and comments",
    '---\nsource_datasets:\n    - original   # made by us\n    - "c/d" # quoted\nsize:   1\n---\n',
    `---\nsource_datasets:\n    - original   # made by us\n    - "c/d" # quoted\n    - a/b\nsize:   1\n---\n\n${marked()}\n`,
  ],
  [
    "a flow list",
    "---\nsource_datasets: [ original, 'c/d' ]\n---\n",
    `---\nsource_datasets: [ original, 'c/d', a/b ]\n---\n\n${marked()}\n`,
  ],
  ["an empty list", "---\nsource_datasets: []\n---\n", `---\nsource_datasets: [a/b]\n---\n\n${marked()}\n`],
  ["nothing", "---\nsource_datasets:\n---\n", `---\nsource_datasets:\n- a/b\n---\n\n${marked()}\n`],
  [
    "one text",
    "---\nsource_datasets: original\nlicense: mit\n---\n",
    `---\nsource_datasets:\n- original\n- a/b\nlicense: mit\n---\n\n${marked()}\n`,
  ],
  [
    "it is there already",
    "---\nsource_datasets:\n- extended|A/B\n---\n",
    `---\nsource_datasets:\n- extended|A/B\n---\n\n${marked()}\n`,
  ],
  [
    "line breaks of Windows",
    "---\r\nsource_datasets:\r\n- original\r\n---\r\nText\r\n",
    `---\r\nsource_datasets:\r\n- original\r\n- a/b\r\n---\r\nText\r\n\r\n${marked("\r\n")}\r\n`,
  ],
])("a card with %s", (_name, card, expected) => {
  const first = insertCardSection(card, section, ["a/b"]);
  expect(first).toBe(expected);
  expect(insertCardSection(first, section, ["a/b"])).toBe(expected);
});

test("a section is replaced where it stands", () => {
  const card = insertCardSection("# Card\n", "old", []).concat("after\n");
  expect(insertCardSection(card, section, [])).toBe(`# Card\n\n${marked()}\nafter\n`);
});

test("a card that cannot be changed safely is left alone", () => {
  expect(() => insertCardSection("---\na: [\n---\n", section, ["a/b"])).toThrow(
    "front matter of the card is broken",
  );
  expect(() => insertCardSection("<!-- stemma:lineage:start -->", section, [])).toThrow("do not match");
});

const anySources = fc.constantFrom(
  "",
  "source_datasets:",
  "source_datasets: # none yet",
  "source_datasets: original # ours",
  "source_datasets: [original, c/d] # two",
  "source_datasets: [\n  original,\n]",
  "source_datasets:\n- original # ours\n\n- c/d\n# end",
  "source_datasets:\n  - 'c/d'",
  "source_datasets:\n- a/b",
);
const anyBlock = fc.constantFrom(
  "# a comment",
  "",
  "license: mit # x",
  "tags:\n- x\n  # y\n- z",
  "a: {b: [1]}",
  "c: |\n  text\n   more",
);
const anyFront = fc
  .tuple(fc.uniqueArray(anyBlock), anySources, fc.uniqueArray(anyBlock))
  .map(([before, sources, after]) =>
    [...before, sources, ...after.filter((one) => !before.includes(one))].join("\n"),
  );

test("any card keeps its other values and its text, twice is once, and the sources are in it", () => {
  fc.assert(
    fc.property(anyFront, fc.string({ unit: "grapheme" }), fc.boolean(), (front, body, isWindows) => {
      const lines = `---\n${front}\n---\n${body}`;
      const card = isWindows ? lines.replaceAll("\n", "\r\n") : lines;
      const once = insertCardSection(card, section, ["a/b", "name/x"]);
      expect(insertCardSection(once, section, ["a/b", "name/x"])).toBe(once);
      expect(once).toContain(card.slice(card.indexOf("---", 3)));
      const { source_datasets: before, ...rest } = parseDocument(front).toJS() ?? {};
      const changed = once.slice(3, once.indexOf(`---${isWindows ? "\r\n" : "\n"}`, 3)).replaceAll("\r", "");
      const { source_datasets: after, ...others } = parseDocument(changed).toJS();
      expect(others).toEqual(rest);
      expect(after).toEqual([...new Set([...[before ?? []].flat(), "a/b", "name/x"])]);
    }),
    { numRuns: 200 },
  );
});

test("the section shows how each upstream is known, and nothing in it is markup of others", () => {
  const quote = { start: 0, end: 9, text: "from | a\n<!-- stemma:lineage:end --> [x](javascript:1) @all" };
  const document = { url: "https://example.org/a(b)", kind: "blog", revision: null, sha256: "0" } as const;
  const graph = {
    ...makeGraph(["z/root -> a/up", "a/up -> a/top", "name:Some Corpus -> a/top"]),
    datasets: ["z/root", "a/up", "a/top", "name:Some Corpus"].map((id) => makeDataset(id)),
  };
  const edges = graph.edges.map((edge) =>
    edge.upstream === "a/up"
      ? makeEdge("a/up", "a/top", {
          splits: ["train"],
          evidence: [
            {
              kind: "quote",
              document,
              quote,
              section: [],
              mention: "a",
              relation: "direct-inclusion",
              method: "m",
            },
          ],
        })
      : edge,
  );
  const text = toCardSection({ ...graph, edges }, "a/top");
  expect(text).toContain("Built on 2 datasets directly, on 3 in all.");
  expect(text.split("\n").filter((line) => line.startsWith("| "))).toHaveLength(4);
  expect(text).not.toMatch(/<!--|[^\\]\]\(javascript|@all/);
  expect(text).toContain("](https://example.org/a%28b%29)");
  expect(listSourceDatasets({ ...graph, edges }, "a/top")).toEqual(["a/up"]);
});
