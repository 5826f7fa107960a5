import { describe, expect, it } from "vitest";
import { Frontier, type FrontierJob, type KnownNode } from "./frontier.ts";

function createFrontier(maxDistance: number | null, known: Record<string, KnownNode> = {}): Frontier {
  return new Frontier({ maxDistance, findKnown: (id) => known[id] });
}

function up(...ids: string[]) {
  return { isLookedUpOnly: false, links: ids.map((id) => ({ id, isRename: false })) };
}

function takeAll(frontier: Frontier): string[] {
  const taken: string[] = [];
  for (let job = frontier.take(); job !== undefined; job = frontier.take()) {
    taken.push(`${job.kind} ${job.id} ${job.distance}`);
    frontier.close(job, { isLookedUpOnly: job.kind === "look-up", links: [] });
  }
  return taken;
}

function take(frontier: Frontier): FrontierJob {
  const job = frontier.take();
  if (job === undefined) throw new Error("nothing to take");
  return job;
}

describe("Frontier", () => {
  it("goes deep first, then by id, whatever the order of the seeds", () => {
    const frontier = createFrontier(null);
    for (const seed of ["a/2", "a/1", "a/3"]) frontier.reach(seed, 0);
    frontier.close(take(frontier), up("b/2", "b/1"));
    expect(takeAll(frontier)).toEqual(["trace b/1 1", "trace b/2 1", "trace a/2 0", "trace a/3 0"]);
  });

  it("only looks up what lies beyond the distance", () => {
    const frontier = createFrontier(0);
    frontier.reach("a/1", 0);
    frontier.close(take(frontier), up("b/1"));
    expect(takeAll(frontier)).toEqual(["look-up b/1 1"]);
    expect(frontier.listOpen()).toEqual([]);
  });

  it("brings back what lay beyond the distance when a shorter way is found", () => {
    const frontier = createFrontier(1);
    frontier.reach("far/1", 5);
    const job = take(frontier);
    expect(job.kind).toBe("look-up");
    frontier.close(job, { isLookedUpOnly: true, links: [] });
    frontier.reach("far/1", 1);
    expect(takeAll(frontier)).toEqual(["trace far/1 1"]);
  });

  it("brings it back also when the shorter way is found while it is being looked up", () => {
    const frontier = createFrontier(1);
    frontier.reach("far/1", 5);
    const job = take(frontier);
    frontier.reach("far/1", 1);
    expect(frontier.take()).toBeUndefined();
    frontier.close(job, { isLookedUpOnly: true, links: [] });
    expect(takeAll(frontier)).toEqual(["trace far/1 1"]);
  });

  it("passes a shorter distance on through what is done, and through renames for free", () => {
    const frontier = createFrontier(2, {
      "done/1": { state: "closed", links: [{ id: "done/2", isRename: false }] },
      "done/2": { state: "closed", links: [{ id: "new/2", isRename: true }] },
    });
    frontier.reach("done/1", 4);
    expect(takeAll(frontier)).toEqual(["look-up new/2 5"]);
    frontier.reach("done/1", 1);
    expect(takeAll(frontier)).toEqual(["trace new/2 2"]);
  });

  it("opens again what is closed, reached or not", () => {
    const frontier = createFrontier(null, { "a/1": { state: "closed", links: [] } });
    frontier.reach("a/1", 1);
    expect(takeAll(frontier)).toEqual([]);
    frontier.reopen("a/1", 3);
    frontier.reopen("b/new", 3);
    expect(takeAll(frontier)).toEqual(["trace b/new 3", "trace a/1 1"]);
  });

  it("never visits what cannot be on the hub", () => {
    const frontier = createFrontier(null);
    frontier.reach("name:Some Corpus", 1);
    frontier.reach("github:a/b", 1);
    expect(frontier.take()).toBeUndefined();
    expect(frontier.knownCount).toBe(2);
  });

  it("hands a job out once, and again after it was given back", () => {
    const frontier = createFrontier(null);
    frontier.reach("a/1", 0);
    const job = take(frontier);
    expect(frontier.take()).toBeUndefined();
    expect(frontier.listOpen()).toEqual(["a/1"]);
    frontier.giveBack(job);
    expect(frontier.take()).toEqual(job);
  });

  it("relaxes a chain of a twenty thousand without recursion", () => {
    const frontier = new Frontier({
      maxDistance: null,
      findKnown: (id) => {
        const next = Number(id.slice(2)) + 1;
        return { state: "closed", links: next > 20_000 ? [] : [{ id: `n/${next}`, isRename: false }] };
      },
    });
    frontier.reach("n/0", 5);
    frontier.reach("n/0", 0);
    expect(frontier.knownCount).toBe(20_001);
  });
});
