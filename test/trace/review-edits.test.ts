import { describe, expect, it } from "vitest";
import type { Edge, EdgeChange, LineageGraph, ReviewAction } from "../../src/model/index.ts";
import { openStore } from "../../src/store/index.ts";
import { addReview, assembleGraph, toCanonicalJson } from "../../src/trace/index.ts";
import { createScriptedAgents, type ScriptedWorld } from "./scripted-world.ts";
import { traceWorld, withStorePath } from "./trace-world.ts";

const world: ScriptedWorld = {
  "a/seed": { upstreams: ["b/1", "b/2", "b/3"] },
  "b/1": { upstreams: ["c/base"] },
  "b/2": {},
  "b/3": {},
  "c/base": {},
  "h/right": { upstreams: ["h/above"] },
  "h/above": {},
};
const agents = createScriptedAgents();
const ends = { upstream: "b/1", downstream: "a/seed" };

interface Desk {
  review(action: ReviewAction, by?: string): string;
  edit(becomes: Partial<EdgeChange>, by?: string, upstream?: string): string;
  graph(): LineageGraph;
  edge(upstream: string): Edge | undefined;
  readonly path: string;
}

async function withDesk(work: (desk: Desk) => Promise<void> | void): Promise<void> {
  await withStorePath(async (path) => {
    await traceWorld({ world, path });
    const store = openStore(path);
    const graph = () => assembleGraph(store, agents);
    const review = (action: ReviewAction, by = "Ada") =>
      addReview({ store, agents, by, reason: `${by}'s reason`, action }).id;
    const desk: Desk = {
      path,
      graph,
      review,
      edit: (becomes, by, upstream = "b/1") => {
        const whole = { upstream: null, relation: null, splits: null, ...becomes };
        return review({ kind: "edit-edge", upstream, downstream: "a/seed", becomes: whole }, by);
      },
      edge: (upstream) =>
        [...graph().edges, ...graph().rejected].find(
          (edge) => edge.upstream === upstream && edge.downstream === "a/seed",
        ),
    };
    try {
      await work(desk);
    } finally {
      store.close();
    }
  });
}

const quotesOf = (edge: Edge | undefined) =>
  edge?.evidence.map((evidence) => (evidence.kind === "quote" ? evidence.quote.text : evidence.kind));

describe("an edited edge", () => {
  it("has the new relation and splits, is accepted and keeps its evidence", () =>
    withDesk((desk) => {
      const before = desk.edge("b/1");
      desk.edit({ relation: "cot-distillation", splits: ["train", "dev"] });
      expect(desk.edge("b/1")).toEqual({
        ...before,
        relation: "cot-distillation",
        splits: ["dev", "train"],
        status: "accepted",
        decidedBy: "Ada",
        reasons: ["Ada's reason", "the relation was direct-inclusion", "the splits were not known"],
      });
    }));

  it("goes to a new source, which the next trace reads", () =>
    withDesk(async (desk) => {
      expect(() => desk.edit({ upstream: "h/right" })).toThrowError(/h\/right is not in the store/);
      expect(() => desk.edit({ upstream: "A/Seed" })).toThrowError(/to itself/);
      expect(() => desk.edit({})).toThrowError(/nothing of b\/1/);
      desk.review({ kind: "add-dataset", id: "h/right" });
      desk.edit({ upstream: "h/right" });
      expect(desk.edge("b/1")).toBeUndefined();
      expect(desk.edge("h/right")).toMatchObject({
        status: "accepted",
        decidedBy: "Ada",
        reasons: ["Ada's reason", "the source was b/1"],
      });
      expect(quotesOf(desk.edge("h/right"))).toEqual(["from b/1"]);
      const { graph } = await traceWorld({ world, path: desk.path });
      expect(graph.datasets.find(({ id }) => id === "h/above")).toMatchObject({ distance: 2 });
    }));

  it("joins the evidence of an edge that is there, and of several, and an undo takes it apart", () =>
    withDesk((desk) => {
      const before = desk.graph();
      const undo = desk.edit({ upstream: "b/2" });
      const second = desk.edit({ upstream: "b/2" }, "Ada", "b/3");
      expect(quotesOf(desk.edge("b/2"))).toEqual(["from b/1", "from b/2", "from b/3"]);
      expect(desk.edge("b/2")).toMatchObject({ status: "accepted", decidedBy: "Ada" });
      desk.review({ kind: "undo", event: undo });
      expect(quotesOf(desk.edge("b/2"))).toEqual(["from b/2", "from b/3"]);
      desk.review({ kind: "undo", event: second });
      expect(desk.graph()).toEqual(before);
    }));

  it("can be edited back and forth: the last word counts", () =>
    withDesk((desk) => {
      desk.edit({ upstream: "b/2" });
      desk.edit({ upstream: "b/1" }, "Ada", "b/2");
      expect(quotesOf(desk.edge("b/1"))).toEqual(["from b/1", "from b/2"]);
      desk.edit({ upstream: "b/2" });
      expect(quotesOf(desk.edge("b/2"))).toEqual(["from b/1", "from b/2"]);
      desk.review({ kind: "reject-edge", upstream: "b/2", downstream: "a/seed" });
      expect(desk.edge("b/2")).toMatchObject({ status: "rejected", decidedBy: "Ada" });
    }));

  it("stays edited when it is accepted afterwards", () =>
    withDesk((desk) => {
      desk.edit({ relation: "cot-distillation" });
      desk.review({ kind: "accept-edge", ...ends });
      expect(desk.edge("b/1")).toMatchObject({ status: "accepted", relation: "cot-distillation" });
    }));

  it("goes back to its own source and to review when the document says something else", () =>
    withDesk(async (desk) => {
      desk.edit({ upstream: "b/2" });
      await traceWorld({ world, path: desk.path, refresh: true });
      expect(desk.edge("b/1")).toBeUndefined();
      const card = "from b/1 badly\nfrom B/1\nfrom b/2\n";
      const changed = { ...world, "a/seed": { revision: "r2", card } };
      await traceWorld({ world: changed, path: desk.path, refresh: true });
      expect(desk.edge("b/1")).toMatchObject({
        status: "needs-review",
        reasons: [expect.any(String), expect.stringContaining("the evidence changed since Ada decided")],
      });
      expect(quotesOf(desk.edge("b/2"))).toEqual(["from b/2"]);
    }));
});

describe("two reviewers", () => {
  it("who agree are told; who disagree send the edge to review with both their words", () =>
    withDesk((desk) => {
      desk.review({ kind: "accept-edge", ...ends }, "Ada");
      desk.review({ kind: "accept-edge", ...ends }, "Bob");
      expect(desk.edge("b/1")).toMatchObject({
        status: "accepted",
        decidedBy: "Bob",
        reasons: ["Bob's reason", "Ada and Bob agree"],
      });
      desk.review({ kind: "reject-edge", ...ends }, "Bob");
      expect(desk.edge("b/1")).toMatchObject({
        status: "needs-review",
        reasons: [
          "below the threshold",
          "reviewers disagree: Ada accepted (Ada's reason), Bob rejected (Bob's reason)",
        ],
      });
      desk.review({ kind: "reject-edge", ...ends }, "Cy");
      expect(desk.edge("b/1")).toMatchObject({
        status: "rejected",
        reasons: ["Cy's reason", "Bob and Cy agree", "not of this opinion: Ada accepted (Ada's reason)"],
      });
    }));

  it("who edit differently disagree, and the edge keeps its source until one gives in", () =>
    withDesk((desk) => {
      desk.edit({ upstream: "b/2" }, "Ada");
      desk.review({ kind: "accept-edge", upstream: "b/2", downstream: "a/seed" }, "Bob");
      expect(desk.edge("b/2")).toMatchObject({ status: "accepted" });
      desk.edit({ relation: "cot-distillation" }, "Bob", "b/2");
      expect(desk.edge("b/2")?.reasons.at(-1)).toMatch(
        /reviewers disagree: Ada accepted \(.+\), Bob edited the relation to cot-distillation/,
      );
      desk.review({ kind: "accept-edge", upstream: "b/2", downstream: "a/seed" }, "Bob");
      expect(desk.edge("b/2")).toMatchObject({ status: "accepted", relation: "direct-inclusion" });
    }));
});

it("an older store's graph is the same bytes whatever order events were taken over in", () =>
  withDesk(async (desk) => {
    desk.edit({ upstream: "b/2" }, "Ada");
    const undone = desk.review({ kind: "reject-edge", upstream: "b/3", downstream: "a/seed" }, "Bob");
    desk.review({ kind: "undo", event: undone }, "Bob");
    desk.edit({ relation: "cot-distillation" }, "Bob", "b/3");
    const source = openStore(desk.path);
    const events = source.loadReviews();
    source.close();
    await withStorePath(async (path) => {
      await traceWorld({ world, path });
      const store = openStore(path);
      for (const event of events.toReversed()) store.appendReview(event);
      expect(toCanonicalJson(assembleGraph(store, agents))).toBe(toCanonicalJson(desk.graph()));
      store.close();
    });
  }));
