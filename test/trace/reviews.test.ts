import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import type { Edge, LineageGraph, ReviewAction } from "../../src/model/index.ts";
import { type LineageStore, openStore } from "../../src/store/index.ts";
import { addReview, assembleGraph, verifyQuotes } from "../../src/trace/index.ts";
import { createScriptedAgents, type ScriptedWorld } from "./scripted-world.ts";
import { traceWorld, withStorePath } from "./trace-world.ts";

const world: ScriptedWorld = {
  "a/seed": { upstreams: ["b/1", "b/2", "name:Some Words"] },
  "b/1": { upstreams: ["c/base"] },
  "b/2": {},
  "c/base": {},
};
const agents = createScriptedAgents();

interface Desk {
  review(action: ReviewAction, reason?: string): string;
  graph(): LineageGraph;
  edge(upstream: string, downstream?: string): Edge | undefined;
}

/** A traced store and short ways to decide on it and to look at the result. */
async function withDesk(work: (desk: Desk, path: string) => Promise<void> | void): Promise<void> {
  await withStorePath(async (path) => {
    await traceWorld({ world, path });
    const store = openStore(path);
    const graph = () => assembleGraph(store, agents);
    const desk: Desk = {
      review: (action, reason = "because") => addReview({ store, agents, by: "Ada", reason, action }).id,
      graph,
      edge: (upstream, downstream = "a/seed") =>
        [...graph().edges, ...graph().rejected].find(
          (edge) => edge.upstream === upstream && edge.downstream === downstream,
        ),
    };
    try {
      await work(desk, path);
    } finally {
      store.close();
    }
  });
}

const ends = { upstream: "b/1", downstream: "a/seed" };

describe("reviews", () => {
  it("accept and reject an edge, and say who decided and why; the last word counts", () =>
    withDesk((desk) => {
      expect(desk.edge("b/1")).toMatchObject({ status: "needs-review", decidedBy: "confidence" });
      desk.review({ kind: "accept-edge", ...ends }, "read it");
      expect(desk.edge("b/1")).toMatchObject({ status: "accepted", decidedBy: "Ada", reasons: ["read it"] });
      desk.review({ kind: "reject-edge", ...ends }, "read it again");
      expect(desk.edge("b/1")).toMatchObject({ status: "rejected", reasons: ["read it again"] });
      expect(desk.graph().datasets.map(({ id }) => id)).toEqual(["a/seed", "b/1", "b/2", "name:Some Words"]);
    }));

  it("undo a decision, and undo the undoing", () =>
    withDesk((desk) => {
      const decision = desk.review({ kind: "reject-edge", ...ends });
      const undo = desk.review({ kind: "undo", event: decision });
      expect(desk.edge("b/1")?.status).toBe("needs-review");
      expect(() => desk.review({ kind: "undo", event: decision })).toThrowError(/undone already/);
      desk.review({ kind: "undo", event: undo });
      expect(desk.edge("b/1")?.status).toBe("rejected");
    }));

  it("survive re-tracing and reopen only when the quotes changed", () =>
    withDesk(async (desk, path) => {
      desk.review({ kind: "accept-edge", ...ends });
      desk.review({ kind: "reject-edge", upstream: "b/2", downstream: "a/seed" });
      await traceWorld({ world, path, refresh: true });
      expect(desk.edge("b/1")?.status).toBe("accepted");
      const card = "# other heading\nfrom b/1\nfrom b/2\nfrom b/2\nfrom name:Some Words\n";
      const longer = { ...world, "a/seed": { revision: "r2", card } };
      await traceWorld({ world: longer, path, refresh: true });
      expect(desk.edge("b/1")?.status).toBe("accepted");
      expect(desk.edge("b/2")?.status).toBe("rejected");
      const reworded = {
        ...world,
        "a/seed": { revision: "r3", card: "from b/1 badly\nfrom B/1\nfrom b/2\n" },
      };
      await traceWorld({ world: reworded, path, refresh: true });
      expect(desk.edge("b/1")).toMatchObject({
        status: "needs-review",
        reasons: [expect.any(String), expect.stringContaining("the evidence changed since Ada decided")],
      });
    }));

  it("add an edge by hand beside the documented ones, and its upstream is traced from then on", () =>
    withDesk(async (desk, path) => {
      const action = {
        kind: "add-edge",
        upstream: "h/hand",
        downstream: "b/2",
        relation: "cot-distillation",
      } as const;
      expect(() => desk.review(action)).toThrowError(/h\/hand is not in the store/);
      desk.review({ kind: "add-dataset", id: "h/hand" });
      expect(desk.graph().datasets.find(({ id }) => id === "h/hand")).toMatchObject({ distance: null });
      desk.review(action, "the authors told me");
      expect(desk.edge("h/hand", "b/2")).toMatchObject({
        status: "accepted",
        relation: "cot-distillation",
        confidence: 1,
        evidence: [
          { kind: "asserted", by: "Ada", reason: "the authors told me", relation: "cot-distillation" },
        ],
      });
      const more = { ...world, "h/hand": { upstreams: ["h/above"] }, "h/above": {} };
      const { graph } = await traceWorld({ world: more, path });
      expect(graph.datasets.find(({ id }) => id === "h/above")).toMatchObject({ distance: 3 });
      desk.review({ kind: "remove-edge", upstream: "h/hand", downstream: "b/2" });
      expect(desk.edge("h/hand", "b/2")?.status).toBe("rejected");
    }));

  it("an edge by hand does not make an unsearched dataset a traced one", () =>
    withDesk((desk) => {
      desk.review({
        kind: "add-edge",
        upstream: "b/1",
        downstream: "name:Some Words",
        relation: "direct-inclusion",
      });
      const dataset = desk.graph().datasets.find(({ id }) => id === "name:Some Words");
      expect(dataset?.outcome).toEqual({ kind: "not-on-hub" });
    }));

  it("say what a bare name means, and take it back", () =>
    withDesk((desk) => {
      const alias = { alias: "name:Some Words", id: "b/2" };
      desk.review({ kind: "add-alias", ...alias });
      expect(desk.edge("b/2")?.evidence).toHaveLength(2);
      expect(desk.graph().datasets.find(({ id }) => id === "b/2")?.aliases).toEqual(["name:Some Words"]);
      desk.review({ kind: "remove-alias", ...alias });
      expect(desk.edge("b/2")?.evidence).toHaveLength(1);
      expect(() => desk.review({ kind: "remove-alias", ...alias })).toThrowError(/no person has said/);
    }));

  it("take a dataset out of the graph and put it back", () =>
    withDesk((desk) => {
      const before = desk.graph();
      const removal = desk.review({ kind: "remove-dataset", id: "b/1" });
      expect(desk.graph().datasets.map(({ id }) => id)).toEqual(["a/seed", "b/2", "name:Some Words"]);
      desk.review({ kind: "undo", event: removal });
      expect(desk.graph()).toEqual(before);
    }));

  it.each<[string, ReviewAction, string]>([
    [
      "an edge to itself",
      { kind: "add-edge", upstream: "A/Seed", downstream: "a/seed", relation: "direct-inclusion" },
      "usage",
    ],
    [
      "an edge that is not there",
      { kind: "accept-edge", upstream: "c/base", downstream: "a/seed" },
      "not-found",
    ],
    ["an alias of something unknown", { kind: "add-alias", alias: "b/1", id: "no/where" }, "not-found"],
    ["a dataset that is not there", { kind: "remove-dataset", id: "no/where" }, "not-found"],
    ["the undoing of nothing", { kind: "undo", event: "no-such-event" }, "not-found"],
  ])("refuse %s and write nothing", (_what, action, code) =>
    withDesk((desk) => {
      const before = desk.graph();
      expect(() => desk.review(action)).toThrowError(expect.objectContaining({ code }));
      expect(desk.graph()).toEqual(before);
    }),
  );
});

describe("verifyQuotes", () => {
  it("finds every quote, and each one whose document was altered or whose offsets moved", async () => {
    await withStorePath(async (path) => {
      await traceWorld({ world, path });
      const store = openStore(path);
      expect(verifyQuotes(store)).toEqual({ quotes: 4, documents: 2, failures: [] });
      const database = new DatabaseSync(path);
      database.exec(
        "UPDATE document_text SET bytes = x'00' WHERE sha256 = (SELECT document_sha256 FROM claim WHERE node_id = 'b/1')",
      );
      database.close();
      moveQuotes(store, "a/seed");
      expect(
        verifyQuotes(store).failures.map(({ downstream, upstream, kind }) => [downstream, upstream, kind]),
      ).toEqual([
        ["a/seed", "b/1", "quote"],
        ["a/seed", "b/2", "quote"],
        ["a/seed", "name:Some Words", "quote"],
        ["b/1", "c/base", "document"],
      ]);
      store.close();
    });
  });
});

/** Shifts every quote of a dataset by one, as a faulty agent or import would. */
function moveQuotes(store: LineageStore, id: string): void {
  const node = store.findNode(id)!;
  const claims = store.loadClaimsOf(id).map(({ claim, resolution }) => ({
    claim: { ...claim, quote: { ...claim.quote, start: claim.quote.start + 1, end: claim.quote.end + 1 } },
    resolution,
  }));
  const lease = store.acquireLease();
  store.saveVisits([{ ...node, documents: store.loadNodeDocuments(id), claims }], lease);
  lease.release();
}
