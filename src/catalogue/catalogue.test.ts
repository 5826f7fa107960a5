import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareIds, toNameKey } from "../model/index.ts";
import { bundledCatalogue, CatalogueEntry, createCatalogue, type NotDataset } from "./index.ts";

const catalogue = bundledCatalogue();
const toKey = (name: string) => toNameKey(name.replaceAll("_", " "));
const allNames = (entry: CatalogueEntry) => [
  ...entry.names,
  ...(entry.genericNames ?? []),
  ...(entry.ambiguousNames ?? []),
];
const idsByName = (name: string) => catalogue.findByName(name).map((match) => match.entry.id);

describe("the bundled facts", () => {
  it("are numerous and sorted by id, every id once", () => {
    expect(catalogue.entries.length).toBeGreaterThan(2500);
    for (const [index, entry] of catalogue.entries.slice(1).entries()) {
      expect(compareIds(catalogue.entries[index]!.id, entry.id)).toBeLessThan(0);
    }
  });

  it("fit the schema and name their origin", () => {
    for (const entry of catalogue.entries) {
      expect(CatalogueEntry.safeParse(entry).success, entry.id).toBe(true);
      expect(entry.origin.trim(), entry.id).not.toBe("");
      expect(allNames(entry).length, entry.id).toBeGreaterThan(0);
    }
  });

  it("claim a name for one entry only unless it is ambiguous", () => {
    const claimed = new Map<string, string>();
    for (const entry of catalogue.entries) {
      for (const key of new Set(entry.names.map(toKey))) {
        expect(claimed.get(key), `${key} of ${entry.id}`).toBeUndefined();
        claimed.set(key, entry.id);
      }
    }
  });

  it("do not list a name twice within one entry", () => {
    for (const entry of catalogue.entries) {
      const weak = [...(entry.genericNames ?? []), ...(entry.ambiguousNames ?? [])].map(toKey);
      const strong = new Set(entry.names.map(toKey));
      expect(
        weak.filter((key) => strong.has(key)),
        entry.id,
      ).toEqual([]);
    }
  });

  it("give an id, legacy id or copy to one entry only", () => {
    const claimed = new Map<string, string>();
    for (const entry of catalogue.entries) {
      for (const id of [entry.id, ...(entry.legacyIds ?? []), ...(entry.copies ?? [])]) {
        expect(claimed.get(id.toLowerCase()), `${id} of ${entry.id}`).toBeUndefined();
        claimed.set(id.toLowerCase(), entry.id);
      }
    }
  });

  it("name something a non-dataset only where no entry has it as an unmistakable name", () => {
    const strong = new Map(catalogue.entries.flatMap((entry) => entry.names.map((name) => [name, entry.id])));
    for (const [name, id] of strong) expect(catalogue.findNotDataset(name), id).toBeUndefined();
  });
});

describe("findByName", () => {
  it.each([
    ["GSM8K", "openai/gsm8k"],
    ["gsm-8k", "openai/gsm8k"],
    ["the MATH dataset", "EleutherAI/hendrycks_math"],
    ["SQuAD", "rajpurkar/squad"],
    ["SQuAD 2.0", "rajpurkar/squad_v2"],
    ["Open Hermes 2.5", "teknium/OpenHermes-2.5"],
    ["NuminaMath", "AI-MO/NuminaMath-CoT"],
    ["NuminaMath 1.5", "AI-MO/NuminaMath-1.5"],
    ["OpenThoughts2-1M", "open-thoughts/OpenThoughts2-1M"],
    ["CC-12M", "google-research-datasets/conceptual_12m"],
    ["AIME 1983-2024", "di-zhang-fdu/AIME_1983_2024"],
    ["CoNLL 2003", "eriktks/conll2003"],
    ["drcd", "name:DRCD"],
  ])("resolves %s", (name, id) => {
    expect(catalogue.findByName(name)[0]).toMatchObject({ entry: { id }, strength: "name" });
  });

  it("does not take an ordinary word for a short name", () => {
    for (const word of ["math", "race", "drop", "squad", "swag", "c4", "massive"])
      expect(idsByName(word)).toEqual([]);
    for (const phrase of ["a stack", "stack", "Stack", "pile", "common"])
      expect(idsByName(phrase)).toEqual([]);
    expect(idsByName("The Stack")).toEqual(["bigcode/the-stack"]);
    expect(idsByName("Common Corpus")).toEqual(["PleIAs/common_corpus"]);
  });

  it("trusts a lower-case phrase less than a name", () => {
    expect(catalogue.findByName("natural questions")).toMatchObject([{ strength: "generic" }]);
    expect(catalogue.findByName("Natural Questions")).toMatchObject([{ strength: "name" }]);
    expect(catalogue.findByName("alpaca datasets")).toMatchObject([{ strength: "ambiguous" }]);
  });

  it("keeps models and methods apart unless the text says dataset", () => {
    expect(catalogue.findByName("Alpaca")).toMatchObject([{ strength: "ambiguous" }]);
    expect(catalogue.findByName("the Alpaca dataset")).toMatchObject([{ strength: "name" }]);
    expect(catalogue.findByName("Wikipedia")).toMatchObject([{ strength: "generic" }]);
    expect(catalogue.findByName("Wikipedia corpus")).toMatchObject([{ strength: "name" }]);
  });

  it("takes a long name in singular or plural", () => {
    for (const name of ["Unnatural Instruction", "Natural Question", "Conceptual Caption"]) {
      expect(idsByName(name), name).toEqual(idsByName(`${name}s`));
    }
    expect(idsByName("Unnatural Instruction")).toEqual(["mrm8488/unnatural-instructions"]);
    expect(idsByName("StrategyQAs")).toEqual(["ChilleD/StrategyQA"]);
    expect(idsByName("GLUEs")).toEqual([]);
  });

  it("returns nothing for an unknown or empty name", () => {
    expect(catalogue.findByName("Frobnicate-7")).toEqual([]);
    expect(catalogue.findByName("")).toEqual([]);
  });

  it("finds every listed name at its own entry, however it is spaced", () => {
    const cases = catalogue.entries.flatMap((entry) =>
      allNames(entry).map((name) => ({ name, id: entry.id })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.constantFrom("-", " ", "_"), ({ name, id }, mark) => {
        expect(idsByName(name)).toContain(id);
        expect(idsByName(name.replace(/[-_ ]/g, mark === "_" ? "-" : mark))).toContain(id);
      }),
      { numRuns: 3000 },
    );
  });

  it("orders candidates by strength, then by id, each entry once", () => {
    const rank = { name: 0, generic: 1, ambiguous: 2 };
    for (const entry of catalogue.entries) {
      for (const name of allNames(entry)) {
        const matches = catalogue.findByName(name);
        expect(new Set(matches.map((match) => match.entry.id)).size).toBe(matches.length);
        const ranks = matches.map((match) => rank[match.strength]);
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }
    }
  });

  it("does not depend on the order of the entries", () => {
    const reversed = createCatalogue([...catalogue.entries].reverse());
    for (const name of ["GSM8K", "Alpaca", "CodeFeedback", "FLAN"]) {
      expect(reversed.findByName(name)).toEqual(catalogue.findByName(name));
    }
  });
});

describe("the other lookups", () => {
  it("find an entry by any of its hub ids in any case", () => {
    for (const entry of catalogue.entries) {
      for (const id of [entry.id, ...(entry.legacyIds ?? []), ...(entry.copies ?? [])]) {
        expect(catalogue.findByHubId(id.toUpperCase())?.id).toBe(entry.id);
      }
    }
    expect(catalogue.findByHubId("squad")?.id).toBe("rajpurkar/squad");
    expect(catalogue.findByHubId("nobody/nothing")).toBeUndefined();
  });

  it("find entries by repository and by address", () => {
    const ids = (text: string) => catalogue.findByRepository(text).map((entry) => entry.id);
    expect(ids("openai/grade-school-math")).toContain("openai/gsm8k");
    expect(ids("https://github.com/OpenAI/grade-school-math.git")).toContain("openai/gsm8k");
    expect(ids("github:hendrycks/math")).toContain("EleutherAI/hendrycks_math");
    expect(ids("nobody/nothing")).toEqual([]);
  });

  it("find entries by their official site", () => {
    const ids = (url: string) => catalogue.findByHomepage(url).map((entry) => entry.id);
    expect(ids("https://cocodataset.org/#download")).toEqual(["name:MS COCO"]);
    expect(ids("http://www.COCODATASET.org")).toEqual(["name:MS COCO"]);
    expect(ids("https://rajpurkar.github.io/SQuAD-explorer/")).toEqual([
      "rajpurkar/squad",
      "rajpurkar/squad_v2",
    ]);
    expect(ids("https://nyu-mll.github.io/CoLA/")).not.toContain("nyu-mll/blimp");
    for (const url of [
      "https://github.io",
      "https://notcocodataset.org",
      "https://cocodataset.org.evil.com",
      "",
    ])
      expect(ids(url), url).toEqual([]);
  });

  it("find every entry at each of its sites, also below and with www", () => {
    const sites = catalogue.entries.flatMap((entry) => entry.homepages ?? []);
    expect(sites.length).toBeGreaterThan(400);
    for (const entry of catalogue.entries) {
      for (const site of entry.homepages ?? []) {
        expect(catalogue.findByHomepage(`https://www.${site}/`), site).toContain(entry);
        expect(catalogue.findByHomepage(`${site}/no-such-page.html?x=1`), site).toContain(entry);
      }
    }
  });

  it("find entries by arXiv id or address", () => {
    expect(catalogue.findByArxiv("2110.14168").map((entry) => entry.id)).toContain("openai/gsm8k");
    expect(catalogue.findByArxiv("https://arxiv.org/abs/2110.14168v2").map((entry) => entry.id)).toContain(
      "openai/gsm8k",
    );
    expect(catalogue.findByArxiv("nothing")).toEqual([]);
  });

  it("tell models, tools and methods", () => {
    for (const name of ["DeepSeek-R1", "vLLM", "LoRA", "Llama 3", "GRPO"]) {
      expect(catalogue.isNotDataset(name), name).toBe(true);
    }
    for (const name of ["GSM8K", "Alpaca", "cot", "LeetCode dataset"]) {
      expect(catalogue.isNotDataset(name), name).toBe(false);
    }
  });
});

describe("createCatalogue", () => {
  it("lets the longest listed path decide and cuts paths only between segments", () => {
    const entry = (id: string, homepage: string): CatalogueEntry => ({
      id,
      names: [id],
      homepages: [homepage],
      kind: "corpus",
      origin: "made up",
    });
    const own = createCatalogue([entry("a/site", "bees.org"), entry("a/part", "bees.org/wasps")], []);
    const ids = (url: string) => own.findByHomepage(url).map((found) => found.id);
    expect(ids("https://bees.org/Wasps/page.html")).toEqual(["a/part"]);
    expect(ids("https://bees.org/wasps-and-more")).toEqual(["a/site"]);
    expect(ids("https://data.bees.org")).toEqual([]);
    expect(() => createCatalogue([entry("a/b", "https://bees.org/")], [])).toThrow();
  });

  it("takes other facts than the bundled ones", () => {
    const own = createCatalogue(
      [{ id: "a/b", names: ["Bee"], kind: "corpus", origin: "made up" }] satisfies CatalogueEntry[],
      [{ name: "Wasp", kind: "tool", origin: "made up" }] satisfies NotDataset[],
    );
    expect(own.entries).toHaveLength(1);
    expect(own.findByName("the Bee corpus")).toMatchObject([{ entry: { id: "a/b" } }]);
    expect(own.isNotDataset("Wasp")).toBe(true);
  });

  it("refuses facts without an origin or with an illegal id", () => {
    expect(() => createCatalogue([{ id: "a/b", names: ["Bee"], kind: "corpus" }], [])).toThrow();
    expect(() =>
      createCatalogue([{ id: "a/b/c", names: ["Bee"], kind: "corpus", origin: "made up" }], []),
    ).toThrow();
  });
});
