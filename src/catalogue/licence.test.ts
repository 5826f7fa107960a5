import { describe, expect, test } from "vitest";
import { compareText } from "../model/index.ts";
import { bundledCatalogue, findLicence, Licence, listLicences } from "./index.ts";

describe("the known licences", () => {
  test("fit the schema, are sorted and have each name once", () => {
    const keys = new Map<string, string>();
    for (const licence of listLicences()) {
      expect(Licence.safeParse(licence).success, licence.id).toBe(true);
      for (const name of new Set([licence.id, ...licence.names].map((text) => findKey(text)))) {
        expect(keys.get(name), `${name} of ${licence.id}`).toBeUndefined();
        keys.set(name, licence.id);
      }
    }
    const ids = listLicences().map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted(compareText));
  });

  test("say in their fields what their names say", () => {
    for (const { id, commercial, derivatives, shareAlike, attribution } of listLicences()) {
      if (!id.startsWith("cc-by-")) continue;
      expect(commercial === "forbidden", id).toBe(id.includes("-nc"));
      expect(derivatives === "forbidden", id).toBe(id.includes("-nd"));
      expect(shareAlike !== null, id).toBe(id.includes("-sa"));
      expect(attribution, id).toBe(true);
    }
  });

  test("cover what the catalogue says of its entries", () => {
    for (const { id, license } of bundledCatalogue().entries)
      if (license !== undefined) expect(findLicence(license), `${license} of ${id}`).toBeDefined();
  });
});

test.each([
  ["CC BY-NC 4.0", "cc-by-nc-4.0"],
  ["license:apache-2.0", "apache-2.0"],
  ["Apache License, Version 2.0", "apache-2.0"],
  ["LLAMA 3.1 Community License", "llama3.1"],
  ["OpenAI Terms of Use", "openai-terms"],
  ["openrail++", "openrail++"],
  ["openrail", "openrail"],
])("findLicence reads %s", (name, id) => {
  expect(findLicence(name)?.id).toBe(id);
});

test("findLicence knows nothing of other names", () => {
  expect(findLicence("my own licence")).toBeUndefined();
  expect(findLicence("")).toBeUndefined();
});

function findKey(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9+]/g, "");
}
