import { describe, expect, it } from "vitest";
import { ruleNames } from "../../src/agents/tracing/rules.ts";
import { findDatasetIdKind } from "../../src/model/index.ts";
import {
  findTrapped,
  type GoldenCase,
  listGoldenCases,
  readGolden,
  readGoldenCases,
  toUpstreams,
} from "./golden-case.ts";

const casesOf = (kind: string) => listGoldenCases(kind).flatMap((name) => readGoldenCases(kind, name));
const ruleCases = casesOf("rules");
const exclusionCases = casesOf("exclusions");
const byName = (cases: readonly GoldenCase[]) => cases.map((golden) => [golden.name, golden] as const);

it("every rule has its golden folder, and every folder its rule", () => {
  expect(listGoldenCases("rules")).toEqual([...ruleNames, "source-datasets-field"].sort());
});

it.each([...byName(ruleCases), ...byName(exclusionCases)])(
  "%s names what stands in its text",
  (_, golden) => {
    const text = golden.document.text.toLowerCase();
    const absent = golden.expected.notUpstreams.filter((trap) => !text.includes(trap.toLowerCase()));
    expect(absent).toEqual([]);
    expect(golden.expected.upstreams.filter(({ id }) => findDatasetIdKind(id) === undefined)).toEqual([]);
  },
);

describe("a rule", () => {
  it.each(byName(ruleCases))("%s claims its upstreams and nothing else", async (name, golden) => {
    const reading = await readGolden(golden);
    expect(toUpstreams(reading)).toEqual(golden.expected.upstreams.map(({ id }) => id).sort());
    expect(golden.expected.upstreams.map(({ rule }) => rule)).toContain(name);
  });

  it.each(byName(ruleCases))("%s fires for each of them", async (_, golden) => {
    const { resolved } = await readGolden(golden);
    const silent = golden.expected.upstreams.filter(
      ({ id, rule }) =>
        !resolved.some(
          ({ claim, resolution }) => resolution.id === id && claim.features[`rule:${rule}`] === 1,
        ),
    );
    expect(silent).toEqual([]);
  });
});

describe("what is no source (T3)", () => {
  it.each(byName(exclusionCases))("%s: the true source is claimed and nothing else", async (_, golden) => {
    const reading = await readGolden(golden);
    expect(toUpstreams(reading)).toEqual(golden.expected.upstreams.map(({ id }) => id).sort());
  });

  it.each([...byName(ruleCases), ...byName(exclusionCases)])("%s: no trap is claimed", async (_, golden) => {
    const reading = await readGolden(golden);
    expect(golden.expected.notUpstreams.flatMap((trap) => findTrapped(reading, trap))).toEqual([]);
  });
});

describe("a quote", () => {
  it.each([...byName(ruleCases), ...byName(exclusionCases)])(
    "%s: stands in the document at its offsets",
    async (_, golden) => {
      const { text } = golden.document;
      const { claims, rootStatement } = (await readGolden(golden)).traced;
      for (const { quote } of claims) {
        expect(quote.end).toBeGreaterThan(quote.start);
        expect(text.slice(quote.start, quote.end)).toBe(quote.text);
      }
      if (rootStatement !== null)
        expect(text.slice(rootStatement.start, rootStatement.end)).toBe(rootStatement.text);
    },
  );

  it.each([...byName(ruleCases), ...byName(exclusionCases)])(
    "%s: holds the mention or the id that it stands for",
    async (_, golden) => {
      const { claims } = (await readGolden(golden)).traced;
      const flat = (words: string) => words.toLowerCase().replace(/\s+/g, " ");
      const elsewhere = claims.filter(({ quote, mention, statedId }) => {
        const words = flat(quote.text);
        return !words.includes(flat(mention)) && !words.includes(flat(statedId ?? mention));
      });
      expect(elsewhere).toEqual([]);
    },
  );
});

it("each case reads the same twice", async () => {
  for (const golden of ruleCases) expect(await readGolden(golden)).toEqual(await readGolden(golden));
});
