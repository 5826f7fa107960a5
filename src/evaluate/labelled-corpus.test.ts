import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readLabelledCorpus, withoutSourceField } from "./labelled-corpus.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stemma-corpus-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, content: unknown): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
}

const gold = (changes: object = {}) => ({ id: "acme/lake", edges: [], ...changes });

describe("readLabelledCorpus", () => {
  it("reads every folder with a gold file, sorted, with its documents", async () => {
    await put("b/gold.json", gold({ id: "acme/b" }));
    await put("b/README.md", "# B");
    await put("a/gold.json", gold({ id: "acme/a", negatives: [{ name: "MMLU", why: "evaluation" }] }));
    await put("a/README.md", "# A");
    await put("a/docs/more.md", "more");
    await put("a/docs/notes.txt", "not read");
    await put("a/data.md", "data");
    await put("a/meta.json", { id: "acme/a", documents: [{ file: "data.md", repo: "acme/repo" }] });
    await put("notes/README.md", "no labels here");
    const corpus = await readLabelledCorpus(folder);
    expect(corpus.map(({ id }) => id)).toEqual(["acme/a", "acme/b"]);
    expect(corpus[0]?.documents.map(({ text }) => text)).toEqual(["# A", "data", "more"]);
    expect(corpus[0]).toMatchObject({
      repository: "acme/repo",
      style: "repository",
      negatives: [{ name: "MMLU" }],
    });
    expect(corpus[1]).toMatchObject({ repository: "acme/b", negatives: [] });
  });

  it("knows hub cards by where their labels come from", async () => {
    await put("card/gold.json", gold({ goldFrom: "source_datasets of the card" }));
    await put("card/README.md", "# Card");
    const [card] = await readLabelledCorpus(folder);
    expect(card).toMatchObject({ style: "hub-card", repository: "acme/lake" });
    expect(card?.documents[0]?.kind).toBe("hub-card");
  });

  it.each([
    ["broken JSON", "{"],
    ["a wrong shape", { id: "acme/a", edges: [{ target: "x" }] }],
    ["no object", []],
  ])("names the file that holds %s", async (_, content) => {
    await put("a/gold.json", content);
    await put("a/README.md", "# A");
    await expect(readLabelledCorpus(folder)).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining(join(folder, "a", "gold.json")),
    });
  });

  it("names a broken meta file and a README that is not there", async () => {
    await put("a/gold.json", gold());
    await expect(readLabelledCorpus(folder)).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining(join(folder, "a", "README.md")),
    });
    await put("a/README.md", "# A");
    await put("a/meta.json", "[");
    await expect(readLabelledCorpus(folder)).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining(join(folder, "a", "meta.json")),
    });
  });

  it("says what it looked for where there is nothing", async () => {
    await expect(readLabelledCorpus(folder)).rejects.toMatchObject({
      code: "not-found",
      hint: expect.stringContaining("gold.json"),
    });
    await expect(readLabelledCorpus(join(folder, "absent"))).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("withoutSourceField", () => {
  const blank = async (card: string) => {
    await put("a/gold.json", gold());
    await put("a/README.md", card);
    const [dataset] = await readLabelledCorpus(folder);
    return withoutSourceField(dataset!).documents[0]!.text;
  };

  it.each([
    "---\nlicense: mit\nsource_datasets:\n- extended|squad\n- acme/one\ntags:\n- a\n---\nBody\n",
    "---\nsource_datasets: [acme/one]\n---\nBody\n",
    "---\r\nsource_datasets:\r\n  - acme/one\r\nlicense: mit\r\n---\r\nBody\r\n",
  ])("takes the field out and moves nothing: %j", async (card) => {
    const text = await blank(card);
    expect(text).toHaveLength(card.length);
    expect(text).not.toMatch(/source_datasets|acme\/one|squad/);
    expect(text.indexOf("Body")).toBe(card.indexOf("Body"));
    expect(text.includes("license: mit")).toBe(card.includes("license: mit"));
  });

  it("leaves the body alone", async () => {
    const card = "# No front matter\n\nsource_datasets: [acme/one]\n";
    expect(await blank(card)).toBe(card);
  });
});
