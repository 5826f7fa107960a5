import { describe, expect, it } from "vitest";
import { makeClaim, makeSubject } from "../../../test/support/agent-fixture.ts";
import { createCatalogue } from "../../catalogue/index.ts";
import type { Claim } from "../../model/index.ts";
import type { HubHit } from "../../model/ports/index.ts";
import { resolveClaims } from "./resolve-claims.ts";

const origin = "made up for this test";
const catalogue = createCatalogue(
  [
    {
      id: "acme/river",
      names: ["River Notes"],
      legacyIds: ["river_notes"],
      copies: ["mirror/river"],
      kind: "corpus",
      origin,
    },
    { id: "acme/brook-easy", names: ["Brook Easy"], repositories: ["acme/brooks"], kind: "corpus", origin },
    { id: "acme/brook-hard", names: ["Brook Hard"], repositories: ["acme/brooks"], kind: "corpus", origin },
    { id: "acme/pond", names: [], ambiguousNames: ["Pond-7"], kind: "corpus", origin },
    { id: "beta/pond", names: [], ambiguousNames: ["Pond-7"], kind: "corpus", origin },
  ],
  [],
);

function hubOf(hits: readonly HubHit[]) {
  const queries: string[] = [];
  return {
    queries,
    searchDatasets: async (query: string, { limit }: { limit: number }) => {
      queries.push(query);
      return hits.slice(0, limit);
    },
  };
}

const hit = (id: string, downloads: number | null = 10): HubHit => ({ id, downloads, createdAt: null });

async function resolveAll(claims: readonly Claim[], hits: readonly HubHit[] = []) {
  const hub = hubOf(hits);
  const resolved = await resolveClaims({ subject: makeSubject(), claims, documents: [], hub }, catalogue);
  return { resolutions: resolved.map(({ resolution }) => resolution), queries: hub.queries, resolved };
}

async function resolveOne(changes: Partial<Claim>, hits: readonly HubHit[] = []) {
  const { resolutions, queries } = await resolveAll([makeClaim(changes)], hits);
  return { ...resolutions[0]!, queries };
}

describe("an id that the text states", () => {
  it("is taken as it is, without a search", async () => {
    const resolution = await resolveOne({ statedId: "beta/unheard", mention: "Unheard" }, [
      hit("acme/unheard"),
    ]);
    expect(resolution).toMatchObject({ id: "beta/unheard", method: "stated", margin: 1, queries: [] });
  });

  it("becomes the id of today where it is an old one", async () => {
    expect(await resolveOne({ statedId: "river_notes" })).toMatchObject({
      id: "acme/river",
      method: "stated",
    });
    expect(await resolveOne({ statedId: "ACME/River" })).toMatchObject({ id: "acme/river" });
  });

  it("stays the copy that was used, with the original as the losing candidate", async () => {
    const { id, candidates } = await resolveOne({ statedId: "mirror/river" });
    expect(id).toBe("mirror/river");
    expect(candidates.map((candidate) => candidate.id)).toEqual(["mirror/river", "acme/river"]);
  });

  it("stays an unknown legacy id", async () => {
    expect((await resolveOne({ statedId: "squirrels" })).id).toBe("squirrels");
  });
});

describe("a repository", () => {
  it("of several datasets is the one that the mention names", async () => {
    for (const [mention, id] of [
      ["Brook Hard", "acme/brook-hard"],
      ["Brook Easy", "acme/brook-easy"],
    ] as const) {
      const resolution = await resolveOne({ statedId: "github:acme/brooks", mention });
      expect(resolution).toMatchObject({ id, method: "catalogue", queries: [] });
      expect(resolution.margin).toBeGreaterThan(0.02);
      expect(resolution.candidates).toHaveLength(2);
    }
  });

  it("of several datasets that are not told apart has a narrow margin", async () => {
    expect((await resolveOne({ statedId: "github:acme/brooks", mention: "here" })).margin).toBeLessThan(0.02);
  });

  it("that nobody knows stays a repository", async () => {
    expect(await resolveOne({ statedId: "github:acme/caves", mention: "caves" })).toMatchObject({
      id: "github:acme/caves",
      method: "unresolved",
    });
  });
});

describe("a name", () => {
  it("is looked up in the catalogue first", async () => {
    const resolution = await resolveOne({ mention: "the River Notes dataset" }, [
      hit("evil/river-notes", 9999),
    ]);
    expect(resolution).toMatchObject({ id: "acme/river", method: "catalogue", queries: [] });
  });

  it("of two datasets keeps the loser and a margin that says so", async () => {
    const { candidates, margin } = await resolveOne({ mention: "Pond-7" });
    expect(candidates.map(({ id }) => id).sort()).toEqual(["acme/pond", "beta/pond"]);
    expect(margin).toBeLessThan(0.02);
  });

  it("is found by search when the hit is alike, popular and alone", async () => {
    const resolution = await resolveOne({ mention: "Cave Songs" }, [
      hit("gamma/cave-songs", 500),
      hit("someone/cave-songs-formatted", 3),
    ]);
    expect(resolution).toMatchObject({
      id: "gamma/cave-songs",
      method: "hub-search",
      queries: ["Cave Songs"],
    });
    expect(resolution.margin).toBeGreaterThanOrEqual(0.1);
    expect(resolution.candidates.map(({ id }) => id)).toContain("someone/cave-songs-formatted");
  });

  it("stays a name where re-uploads are as good", async () => {
    const resolution = await resolveOne({ mention: "Cave Songs" }, [
      hit("gamma/cave-songs", 500),
      hit("delta/Cave_Songs", 480),
    ]);
    expect(resolution).toMatchObject({ id: "name:Cave Songs", method: "unresolved", margin: 0 });
    expect(resolution.candidates).toHaveLength(2);
  });

  it("stays a name where only something similar is there, or nothing", async () => {
    const similar = [hit("gamma/cave-songs-of-the-north", 900)];
    expect((await resolveOne({ mention: "Cave Songs" }, similar)).id).toBe("name:Cave Songs");
    expect((await resolveOne({ mention: "Cave Songs" })).id).toBe("name:Cave Songs");
  });

  it("never resolves to the subject itself", async () => {
    const { id, candidates } = await resolveOne({ mention: "Lake" }, [hit("acme/lake", 1000)]);
    expect(id).toBe("name:Lake");
    expect(candidates).toEqual([]);
  });

  it("keeps at most five candidates, the best first, ties by id", async () => {
    const hits = Array.from({ length: 9 }, (_, index) => hit(`owner${9 - index}/other`, null));
    const { candidates } = await resolveOne({ mention: "Cave Songs" }, hits);
    expect(candidates.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map((index) => `owner${index}/other`));
  });
});

describe("many claims", () => {
  it("come back in their order, each name searched once", async () => {
    const claims = ["Cave Songs", "River Notes", "Cave Songs"].map((mention) => makeClaim({ mention }));
    const { resolved, queries } = await resolveAll(claims);
    expect(resolved.map(({ claim }) => claim)).toEqual(claims);
    expect(queries).toEqual(["Cave Songs"]);
  });

  it("resolve alike in any order", async () => {
    const hits = [hit("gamma/cave-songs", 500), hit("delta/tree-songs", 40)];
    const claims = ["Cave Songs", "Tree Songs", "Pond-7"].map((mention) => makeClaim({ mention }));
    const forward = await resolveAll(claims, hits);
    const backward = await resolveAll(claims.toReversed(), hits);
    expect(backward.resolutions.toReversed()).toEqual(forward.resolutions);
  });
});
