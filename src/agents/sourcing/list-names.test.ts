import { describe, expect, it } from "vitest";
import { makeDocument, makeRecord } from "../../../test/support/agent-fixture.ts";
import { createCatalogue } from "../../catalogue/index.ts";
import { listNames } from "./list-names.ts";

const lakeShore = {
  id: "beta/lake-shore",
  names: ["Lake Shore"],
  kind: "corpus",
  origin: "made up for this test",
};
const catalogue = createCatalogue([lakeShore], []);
const namesOf = (card: string) => listNames(catalogue, null, { id: "acme/lake", card: makeDocument(card) });

describe("listNames", () => {
  it("begins with the last segment of the id, and of the id of today", () => {
    expect(listNames(catalogue, null, { id: "acme/lake", card: null })).toEqual(["lake"]);
    expect(listNames(catalogue, makeRecord({ id: "acme/lake-2" }), { id: "acme/lake", card: null })).toEqual([
      "lake",
      "lake-2",
    ]);
    expect(listNames(catalogue, null, { id: "squad", card: null })).toEqual(["squad"]);
  });

  it("adds the pretty name and the title", () => {
    expect(namesOf("---\npretty_name: Lake Notes\n---\n\n# Lake Notes 2\n")).toEqual([
      "lake",
      "Lake Notes",
      "Lake Notes 2",
    ]);
  });

  it.each([
    ["# Dataset Card for Lake Notes", "Lake Notes"],
    ["# 🌊 **Lake Notes**: notes on lakes", "Lake Notes"],
    ["# [Lake Notes](https://example.org)", "Lake Notes"],
    ["# The Lake Notes — a set", "Lake Notes"],
    ["# `lake_notes`", "lakenotes"],
  ])("reads the name out of %s", (title, name) => {
    expect(namesOf(`${title}\n\nwords\n`).map((found) => found.replace("_", ""))).toContain(name);
  });

  it.each(["# Dataset Card", "# README", "# Introduction", "# A", `# ${"long ".repeat(20)}`, "no title"])(
    "takes no name from %s",
    (title) => {
      expect(namesOf(`${title}\n`)).toEqual(["lake"]);
    },
  );

  it("ignores a pretty name that is no text, and names each once", () => {
    expect(namesOf("---\npretty_name: [1, 2]\n---\n# lake\n")).toEqual(["lake"]);
  });

  it("takes no title that is the name of another dataset", () => {
    expect(namesOf("# Lake Shore\n\nFour datasets in one place.\n")).toEqual(["lake"]);
  });
});
