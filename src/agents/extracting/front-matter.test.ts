import { describe, expect, it } from "vitest";
import { toFrontMatterSources } from "../tracing/front-matter-claims.ts";
import { readFrontMatter, toStringList } from "./front-matter.ts";

const card = (yaml: string, body = "# Title\n") => `---\n${yaml}\n---\n${body}`;

describe("readFrontMatter", () => {
  it("reads the fields and tells where the body begins", () => {
    const text = card("license: mit\ntags:\n  - math\n  - code", "# Body");
    const { fields, end, problem } = readFrontMatter(text);
    expect(fields).toEqual({ license: "mit", tags: ["math", "code"] });
    expect(text.slice(end)).toBe("# Body");
    expect(problem).toBeNull();
  });

  it("reads Windows line ends, a byte order mark and the other closing sign", () => {
    const text = "\ufeff---\r\nlicense: mit\r\n...\r\nBody";
    const { fields, end } = readFrontMatter(text);
    expect(fields).toEqual({ license: "mit" });
    expect(text.slice(end)).toBe("Body");
  });

  it("takes a text without front matter as it is", () => {
    expect(readFrontMatter("# Title\n---\nlicense: mit\n---\n")).toEqual({
      fields: {},
      end: 0,
      problem: null,
    });
    expect(readFrontMatter("")).toEqual({ fields: {}, end: 0, problem: null });
    expect(readFrontMatter("---- \nno fence\n")).toMatchObject({ end: 0 });
  });

  it("says that a block is not closed and reads the text as body", () => {
    expect(readFrontMatter("---\nlicense: mit\n\n# Title\n")).toEqual({
      fields: {},
      end: 0,
      problem: "the front matter is not closed",
    });
  });

  it("reports broken YAML instead of throwing, and still removes it", () => {
    const text = card("license: [mit\ntags: {a: b: c");
    const read = readFrontMatter(text);
    expect(read.problem).toMatch(/^the front matter is not valid YAML: .+ at line \d+, column \d+$/);
    expect(text.slice(read.end)).toBe("# Title\n");
  });

  it("lets neither duplicate keys nor tabs stop it", () => {
    expect(readFrontMatter(card("license: mit\nlicense: apache-2.0")).fields.license).toBe("apache-2.0");
    expect(() => readFrontMatter(card("a:\n\t- b"))).not.toThrow();
  });

  it("does not unfold a bomb of aliases", () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const before = level === 0 ? '"x"' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array.from({ length: 10 }, () => before).join(", ")}]`;
    });
    const { fields, problem } = readFrontMatter(card(levels.join("\n")));
    expect(fields).toEqual({});
    expect(problem).toMatch(/alias/i);
  });

  it("takes a block that is no mapping for empty", () => {
    expect(readFrontMatter(card("- a\n- b")).fields).toEqual({});
    expect(readFrontMatter(card("just words")).fields).toEqual({});
    expect(readFrontMatter(card("")).fields).toEqual({});
  });

  it("keeps custom tags and odd keys from running anything", () => {
    const { fields } = readFrontMatter(card("a: !!js/function 'function(){}'\n__proto__: {polluted: true}"));
    expect(typeof fields.a).not.toBe("function");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("toStringList", () => {
  it("takes one string or a list and nothing else", () => {
    expect(toStringList("a")).toEqual(["a"]);
    expect(toStringList(["a", 1, null, "b"])).toEqual(["a", "b"]);
    expect(toStringList({ a: 1 })).toEqual([]);
    expect(toStringList(undefined)).toEqual([]);
  });
});

describe("toFrontMatterSources", () => {
  const read = (yaml: string) => toFrontMatterSources(readFrontMatter(card(yaml)));
  const ids = (yaml: string) => read(yaml).sources.map(({ id }) => id);

  it("reads the older style with its prefixes", () => {
    const { isPresent, saysOriginal, sources } = read(
      "source_datasets:\n- original\n- extended|squad\n- extended|other-town records",
    );
    expect(isPresent).toBe(true);
    expect(saysOriginal).toBe(true);
    expect(sources.map(({ name, id }) => ({ name, id }))).toEqual([
      { name: "squad", id: "squad" },
      { name: "town records", id: null },
    ]);
  });

  it("reads plain ids, addresses, one string, and inline lists", () => {
    expect(ids("source_datasets: acme/one")).toEqual(["acme/one"]);
    expect(ids("source_datasets: [acme/one, 'acme/two']")).toEqual(["acme/one", "acme/two"]);
    expect(ids("source_datasets:\n- https://huggingface.co/datasets/acme/three")).toEqual(["acme/three"]);
  });

  it("reads several sources of one value and each of them once", () => {
    expect(ids("source_datasets:\n- extended|wikipedia|google\n- wikipedia")).toEqual([
      "wikipedia",
      "google",
    ]);
  });

  it.each(["original", "none", "unknown", "extended", "N/A", "synthetic"])(
    "takes %s for no name",
    (value) => {
      expect(read(`source_datasets:\n- ${value}`).sources).toEqual([]);
    },
  );

  it("knows an absent field from an empty one", () => {
    expect(read("license: mit").isPresent).toBe(false);
    expect(read("source_datasets: []").isPresent).toBe(false);
  });
});
