import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReviewAction } from "../../src/model/index.ts";
import { type LineageStore, openStore } from "../../src/store/index.ts";
import {
  addReview,
  assembleReviewedGraph,
  listRedoSteps,
  listUndoSteps,
  type ReviewedGraph,
  ReviewSession,
  toReviewQueue,
} from "../../src/trace/index.ts";
import { createScriptedAgents, type ScriptedWorld } from "./scripted-world.ts";
import { traceWorld, withStorePath } from "./trace-world.ts";

const world: ScriptedWorld = {
  "a/seed": { upstreams: ["b/1", "b/2", "name:Some Words"] },
  "b/1": { upstreams: ["c/base", "b/2"] },
  "b/2": { upstreams: ["c/base"] },
  "c/base": {},
};
const reworded: ScriptedWorld = {
  ...world,
  "a/seed": { revision: "r2", card: "from b/1 badly\nfrom b/2\nfrom c/base\n" },
};
const agents = createScriptedAgents();
const all = { scope: "all", dataset: null, undecidedBy: null, isDisputed: false } as const;

/** What a person does on the screen, and what others do to the same store meanwhile; each where it can be done. */
type Deed =
  | { readonly kind: "decide" | "foresee"; readonly edges: readonly number[]; readonly verdict: string }
  | { readonly kind: "undo" | "redo" }
  | { readonly kind: "own" | "foreign"; readonly action: ReviewAction }
  | { readonly kind: "retrace"; readonly isReworded: boolean };

const ids = ["a/seed", "b/1", "b/2", "B/2", "c/base", "name:Some Words", "new/one", "New/One"];
const id = fc.constantFrom(...ids);
const relation = "direct-inclusion" as const;
const action: fc.Arbitrary<ReviewAction> = fc.oneof(
  fc.record({
    kind: fc.constant("add-edge" as const),
    upstream: id,
    downstream: id,
    relation: fc.constant(relation),
  }),
  fc.record({ kind: fc.constantFrom("add-alias" as const, "remove-alias" as const), alias: id, id }),
  fc.record({ kind: fc.constantFrom("add-dataset" as const, "remove-dataset" as const), id }),
);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("decide" as const, "decide" as const, "foresee" as const),
      edges: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 3 }),
      verdict: fc.constantFrom("accept-edge", "reject-edge", "relation", ...ids),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("undo" as const, "redo" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("own" as const, "foreign" as const), action }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("retrace" as const), isReworded: fc.boolean() }) },
);

interface Desk {
  readonly path: string;
  readonly session: ReviewSession;
  /** Another process's connection. */
  readonly other: LineageStore;
}

async function perform(deed: Deed, desk: Desk): Promise<void> {
  const { session, other, path } = desk;
  const decide = (actions: readonly ReviewAction[]) =>
    session.append(session.plan({ by: "Ada", reason: "read", actions }));
  switch (deed.kind) {
    case "decide":
      return decide(toActions(session.load(), deed));
    case "foresee": {
      const planned = session.plan({ by: "Ada", reason: "read", actions: toActions(session.load(), deed) });
      return expectSame(session.preview(planned), assembleReviewedGraph(other, agents, planned));
    }
    case "undo":
    case "redo": {
      const list = deed.kind === "undo" ? listUndoSteps : listRedoSteps;
      return decide(list(session.load().events, "Ada").map((step) => step.action));
    }
    case "own":
      return decide([deed.action]);
    case "foreign":
      addReview({ store: other, agents, by: "Bob", reason: "meanwhile", action: deed.action });
      return;
    case "retrace":
      await traceWorld({ world: deed.isReworded ? reworded : world, path, refresh: true });
  }
}

function toActions(
  { graph }: ReviewedGraph,
  { edges, verdict }: Extract<Deed, { edges: unknown }>,
): ReviewAction[] {
  const there = [...graph.edges, ...graph.rejected];
  return edges.flatMap((place): ReviewAction[] => {
    const edge = there[place];
    if (edge === undefined) return [];
    const ends = { upstream: edge.upstream, downstream: edge.downstream };
    if (verdict === "accept-edge" || verdict === "reject-edge") return [{ kind: verdict, ...ends }];
    const change = { upstream: null, relation: null, splits: null };
    const becomes =
      verdict === "relation"
        ? { ...change, relation: "cot-distillation" as const }
        : { ...change, upstream: verdict };
    return [{ kind: "edit-edge", ...ends, becomes }];
  });
}

function expectSame(reviewed: ReviewedGraph, fresh: ReviewedGraph): void {
  expect(reviewed.graph).toEqual(fresh.graph);
  expect(toReviewQueue(reviewed, all)).toEqual(toReviewQueue(fresh, all));
  expect(reviewed.events).toEqual(fresh.events);
  for (const name of ids) expect(reviewed.findDataset(name)).toEqual(fresh.findDataset(name));
}

describe("a review session", () => {
  it(
    "says what a graph made from the start says, whatever was decided and whoever else wrote",
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 14 }), (deeds) =>
          withStorePath(async (path) => {
            await traceWorld({ world, path });
            const open = (options: { readonly readOnly: boolean }) => openStore(path, options);
            const session = new ReviewSession({ agents, readOnly: true, open });
            const other = openStore(path);
            try {
              for (const next of deeds) {
                await perform(next, { path, session, other }).catch(expectRefusal);
                expectSame(session.load(), assembleReviewedGraph(other, agents));
              }
            } finally {
              session.close();
              other.close();
            }
          }),
        ),
        { numRuns: 40 },
      ),
    60_000,
  );

  it("keeps its graph while nobody else writes, and makes it anew when somebody has", () =>
    withStorePath(async (path) => {
      await traceWorld({ world, path });
      const open = (options: { readonly readOnly: boolean }) => openStore(path, options);
      const session = new ReviewSession({ agents, readOnly: true, open });
      const other = openStore(path);
      const first = session.load();
      expect(session.load()).toBe(first);
      addReview({
        store: other,
        agents,
        by: "Bob",
        reason: "x",
        action: { kind: "add-dataset", id: "new/one" },
      });
      expect(session.load()).not.toBe(first);
      expect(session.load().findDataset("new/one")).toBeDefined();
      const [edge] = session.load().graph.edges;
      const { upstream, downstream } = edge!;
      const actions = [{ kind: "accept-edge" as const, upstream, downstream }];
      session.append(session.plan({ by: "Ada", reason: "x", actions }));
      const second = session.load();
      expect(session.load()).toBe(second);
      expect(second.findEdge({ upstream, downstream })?.decidedBy).toBe("Ada");
      expect(second.graph.datasets[1]).toBe(session.load().graph.datasets[1]);
      session.close();
      other.close();
    }));
});

/** What makes no sense is refused before anything is written. */
function expectRefusal(thrown: unknown): void {
  expect(thrown).toMatchObject({ code: expect.stringMatching(/^(?:usage|not-found)$/) });
}
