import { describe, expect, it } from "vitest";
import { createRuleAgents } from "../../src/agents/index.ts";
import type { DocumentKind, Edge } from "../../src/model/index.ts";
import { toIdKey } from "../../src/model/index.ts";
import { makeOwn, makeSubject } from "../support/agent-fixture.ts";
import { hiddenDocuments, hiddenVariants, variantCount, visibleDocuments } from "./hostile-documents.ts";
import { honest, order, trueSource } from "./hostile-parts.ts";

const subject = makeSubject("acme/lake", ["lake"]);

async function read(text: string, kind: DocumentKind = "hub-card") {
  const agents = createRuleAgents();
  const own = makeOwn(text, kind);
  const { claims } = await agents.traceDocument(subject, own);
  const hub = { searchDatasets: async () => [] };
  const resolved = await agents.resolveClaims({ subject, claims, documents: [own], hub });
  const ids = [...new Set(resolved.map(({ resolution }) => resolution.id))];
  const edges = ids.map((upstream) => ({
    upstream,
    ...agents.judgeEdge({
      upstream,
      downstream: subject.id,
      claims: resolved.filter(({ resolution }) => resolution.id === upstream),
      dateCheck: "unknown",
    }),
  }));
  const requests = await agents.listDocuments({ subject, documents: [own], papers: [] });
  const profile = await agents.toProfile(subject, [own]);
  return { edges, requests, profile, claims, text };
}

const isInjected = ({ upstream }: Pick<Edge, "upstream">) => toIdKey(upstream).includes("planted");
const hiddenCases = hiddenDocuments.map(({ name, text }) => [name, text] as const);

it("there are at least sixty variants", () => {
  expect(variantCount).toBeGreaterThanOrEqual(60);
});

describe("hidden text", () => {
  it.each(hiddenCases)("names no upstream: %s", async (_, text) => {
    const { edges } = await read(text);
    expect(edges.filter(isInjected)).toEqual([]);
  });

  it.each(hiddenCases)("has nothing fetched: %s", async (_, text) => {
    expect(JSON.stringify((await read(text)).requests)).not.toMatch(/evil/);
  });

  it.each(hiddenCases)("does not reach the profile: %s", async (_, text) => {
    expect(JSON.stringify((await read(text)).profile)).not.toMatch(/evil|planted/);
  });

  it.each(hiddenCases)("leaves the true source standing: %s", async (_, text) => {
    const { edges } = await read(text);
    expect(edges.map(({ upstream }) => upstream)).toEqual([trueSource]);
  });
});

describe("hidden elements without an end", () => {
  it.each([
    `<table><tr><td><div hidden>x</td></tr></table>`,
    `<p hidden>x<p>Notes.</p>`,
    `Notes <span hidden>x`,
    `- <div hidden>x`,
  ])("do not hide what follows them: %s", async (payload) => {
    const { edges } = await read(`Notes on lakes.\n\n${payload}\n\n${honest}`);
    expect(edges.map(({ upstream }) => upstream)).toEqual([trueSource]);
  });
});

describe("visible orders", () => {
  const cases = visibleDocuments.map(({ name, text }) => [name, text] as const);

  it.each(cases)("are not obeyed: %s", async (_, text) => {
    const { edges } = await read(text);
    expect(edges.filter((edge) => isInjected(edge) && edge.status === "accepted")).toEqual([]);
  });

  it.each(cases)("leave the true source standing: %s", async (_, text) => {
    const { edges } = await read(text);
    expect(edges.map(({ upstream }) => upstream)).toContain(trueSource);
  });

  it.each(cases)("have no quote that is not in the text: %s", async (_, text) => {
    for (const { quote } of (await read(text)).claims)
      expect(text.slice(quote.start, quote.end)).toBe(quote.text);
  });

  it.each(cases)("have nothing fetched outside the hosts of datasets: %s", async (_, text) => {
    expect(JSON.stringify((await read(text)).requests)).not.toMatch(/evil/);
  });
});

describe("in other kinds of documents", () => {
  it.each(["paper", "repository", "blog"] as const)("a %s hides nothing either", async (kind) => {
    for (const payload of hiddenVariants) {
      const { edges, requests } = await read(`${honest}\n${payload}\n`, kind);
      expect(edges.filter(isInjected)).toEqual([]);
      expect(JSON.stringify(requests)).not.toMatch(/evil/);
    }
  });
});

it("a plain statement of the same source would be found", async () => {
  const { edges } = await read(`${honest}\n${order}\n`);
  expect(edges.filter(isInjected)).toHaveLength(1);
});
