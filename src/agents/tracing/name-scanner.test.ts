import { describe, expect, it } from "vitest";
import { createCatalogue } from "../../catalogue/index.ts";
import { toNameScanner } from "./name-scanner.ts";

const origin = "made up for this test";
const catalogue = createCatalogue(
  [
    { id: "acme/river-math", names: ["RiverMath", "River Math"], kind: "training-set", origin },
    { id: "acme/river-math-hard", names: ["RiverMath Hard"], kind: "training-set", origin },
    { id: "acme/otter", names: ["Otter-52K"], ambiguousNames: ["Otter"], kind: "training-set", origin },
    { id: "acme/cola", names: ["CoLA"], kind: "benchmark", origin },
    { id: "acme/math", names: ["MATH"], kind: "benchmark", origin },
    { id: "acme/ruozhi", names: ["若智吧"], kind: "training-set", origin },
    { id: "name:Townpedia", names: ["Townpedia dump"], genericNames: ["Townpedia"], kind: "corpus", origin },
    { id: "name:Contest", names: ["Contest archive"], genericNames: ["HMC"], kind: "benchmark", origin },
  ],
  [{ name: "RiverBot", kind: "model", origin }],
);

const none = new Map<string, string>();
const findIds = (text: string, learned: ReadonlyMap<string, string> = none) =>
  toNameScanner(catalogue)
    .findNames(text, learned)
    .map(({ id, text: name }) => `${name} = ${id}`);

describe("findNames", () => {
  it.each(["RiverMath", "River Math", "River-Math", "river_math", "RIVERMATH", "RiverMath dataset"])(
    "knows the spelling %s",
    (name) => {
      expect(findIds(`taken from ${name} here`)).toHaveLength(1);
    },
  );

  it("takes the longest name and goes on after it", () => {
    expect(findIds("RiverMath Hard, RiverMath and Otter-52K")).toEqual([
      "RiverMath Hard = acme/river-math-hard",
      "RiverMath = acme/river-math",
      "Otter-52K = acme/otter",
    ]);
  });

  it("does not take ordinary words for names", () => {
    expect(findIds("an otter likes math and cola; Math is hard, Cola sweet")).toEqual([]);
    expect(findIds("MATH and CoLA")).toEqual(["MATH = acme/math", "CoLA = acme/cola"]);
  });

  it("does not read a name into other words", () => {
    expect(findIds("RiverMathematics, preRiverMath, MATHS")).toEqual([]);
    expect(findIds("a table COL a")).toEqual([]);
  });

  it("keeps the parts of a sentence apart", () => {
    expect(findIds("the River, Math")).toEqual([]);
    expect(findIds("the River; Math (River) Math")).toEqual([]);
  });

  it("finds Han names between Han words only as whole words, and Latin ones inside Han text", () => {
    expect(findIds("数据来自 若智吧 等")).toEqual(["若智吧 = acme/ruozhi"]);
    expect(findIds("数据来自RiverMath数据集")).toEqual(["RiverMath = acme/river-math"]);
  });

  it("weakens sites off the hub to generic names", () => {
    const [found] = toNameScanner(catalogue).findNames("Townpedia pages", none);
    expect(found).toMatchObject({ id: "name:Townpedia", strength: "generic" });
  });

  it("reads years into a generic name, and not into one that stands on its own", () => {
    expect(findIds("HMC (up to 2023)")).toEqual(["HMC (up to 2023) = name:HMC (up to 2023)"]);
    expect(findIds("HMC 1983-2023")).toEqual(["HMC 1983-2023 = name:HMC 1983-2023"]);
    expect(findIds("RiverMath (2023)")).toEqual(["RiverMath = acme/river-math"]);
  });

  it("knows what the document taught, in the case of names only", () => {
    const learned = new Map([["pebbleset", "acme/pebble-set"]]);
    expect(findIds("from PebbleSet", learned)).toEqual(["PebbleSet = acme/pebble-set"]);
    expect(findIds("from pebbleset", learned)).toEqual([]);
  });

  it("gives offsets of the text as it is", () => {
    const text = "“RiverMath” and Otter-52K’s rows";
    for (const { start, end, text: name } of toNameScanner(catalogue).findNames(text, none))
      expect(text.slice(start, end)).toBe(name);
  });

  it("passes over what is known to be no dataset", () => {
    expect(findIds("RiverBot wrote it")).toEqual([]);
  });
});
