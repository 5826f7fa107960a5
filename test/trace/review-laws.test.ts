import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReviewAction, ReviewEvent } from "../../src/model/index.ts";
import { openStore } from "../../src/store/index.ts";
import { listActiveReviews } from "../../src/trace/active-reviews.ts";
import { toEvidenceHash } from "../../src/trace/assemble/evidence.ts";
import { groupUpstreams, toGraphShape } from "../../src/trace/assemble/graph-shape.ts";
import {
  assembleGraph,
  assembleReviewedGraph,
  listRedoSteps,
  listUndoSteps,
  planImport,
  toCanonicalJson,
  toReviewLine,
  toReviewQueue,
} from "../../src/trace/index.ts";
import { createScriptedAgents, type ScriptedWorld } from "./scripted-world.ts";
import { traceWorld, withStorePath } from "./trace-world.ts";

const sources = ["b/1", "b/2", "b/3"];
const world: ScriptedWorld = {
  "a/seed": { upstreams: ["b/1", "b/2", "b/3"] },
  "b/1": { upstreams: ["c/base"] },
  "b/2": {},
  "b/3": { upstreams: ["c/base"] },
  "c/base": {},
};
const agents = createScriptedAgents();

type Deed =
  | { readonly kind: "undo" | "redo"; readonly by: string }
  | {
      readonly kind: "decide";
      readonly by: string;
      /** How many decisions are made as one. */
      readonly times: number;
      readonly upstream: string;
      readonly verdict: "accept-edge" | "reject-edge" | "relation" | (typeof sources)[number];
    };

const by = fc.constantFrom("Ada", "Bob");
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("decide" as const),
      by,
      times: fc.constantFrom(1, 1, 1, 2, 3),
      upstream: fc.constantFrom(...sources),
      verdict: fc.constantFrom("accept-edge", "reject-edge", "relation", ...sources),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("undo" as const, "redo" as const), by }) },
);
const deeds = fc.array(deed, { maxLength: 30 });

function toAction(deed: Extract<Deed, { kind: "decide" }>): ReviewAction {
  const ends = { upstream: deed.upstream, downstream: "a/seed" };
  const { verdict } = deed;
  if (verdict === "accept-edge" || verdict === "reject-edge") return { kind: verdict, ...ends };
  const becomes =
    verdict === "relation"
      ? { upstream: null, relation: "cot-distillation" as const, splits: null }
      : { upstream: verdict, relation: null, splits: null };
  return { kind: "edit-edge", ...ends, becomes };
}

/** The events of a history, with the evidence hash that `hashOf` gives for a source. */
function toEvents(history: readonly Deed[], hashOf: (upstream: string) => string | null): ReviewEvent[] {
  const events: ReviewEvent[] = [];
  for (const [turn, deed] of history.entries()) {
    const actions = listActions(events, deed);
    const batch = actions.length > 1 ? { batch: `batch-${turn}` } : {};
    const evidenceHash = deed.kind === "decide" ? hashOf(deed.upstream) : null;
    for (const action of actions) {
      events.push({
        // Later events get smaller ids, so that an order by id shows.
        id: `event-${String(1000 - events.length)}`,
        at: new Date(Date.UTC(2026, 0, 1) + events.length).toISOString(),
        by: deed.by,
        reason: `turn ${turn}`,
        action,
        evidenceHash,
        ...batch,
      });
    }
  }
  return events;
}

function listActions(events: readonly ReviewEvent[], deed: Deed): ReviewAction[] {
  if (deed.kind === "decide") return Array.from({ length: deed.times }, () => toAction(deed));
  const steps = (deed.kind === "undo" ? listUndoSteps : listRedoSteps)(events, deed.by);
  return steps.map(({ action }) => action);
}

/** The turn as often as it made decisions. */
function toTurns(history: readonly Deed[], turn: number): number[] {
  const deed = history[turn]!;
  return Array.from({ length: deed.kind === "decide" ? deed.times : 1 }, () => turn);
}

const idsOf = (events: readonly ReviewEvent[]) => listActiveReviews(events).map(({ id }) => id);

describe("any history of decisions, undos and redos", () => {
  it("stands as two stacks per reviewer would have it", () => {
    fc.assert(
      fc.property(deeds, (history) => {
        const stacks = new Map(
          ["Ada", "Bob"].map((name) => [name, { done: [] as number[], undone: [] as number[] }]),
        );
        for (const [turn, { kind, by: name }] of history.entries()) {
          const { done, undone } = stacks.get(name)!;
          const moved = kind === "undo" ? done.pop() : kind === "redo" ? undone.pop() : turn;
          if (kind === "decide") undone.length = 0;
          if (moved !== undefined) (kind === "undo" ? undone : done).push(moved);
        }
        const expected = [...stacks.values()].flatMap(({ done }) => done).sort((a, b) => a - b);
        const standing = listActiveReviews(toEvents(history, () => null)).map(({ reason }) =>
          Number(reason.slice(5)),
        );
        expect(standing).toEqual(expected.flatMap((turn) => toTurns(history, turn)));
      }),
    );
  });

  it("comes back whole when everything is undone and redone", () => {
    fc.assert(
      fc.property(deeds, (history) => {
        const before = toEvents(history, () => null);
        const standing = listActiveReviews(before).filter((event) => event.by === "Ada");
        const count = new Set(standing.map(({ reason }) => reason)).size;
        const steps = (kind: "undo" | "redo"): Deed[] =>
          Array.from({ length: count }, () => ({ kind, by: "Ada" }));
        const undone = toEvents([...history, ...steps("undo")], () => null);
        expect(listActiveReviews(undone).filter((event) => event.by === "Ada")).toEqual([]);
        const redone = toEvents([...history, ...steps("undo"), ...steps("redo")], () => null);
        expect(idsOf(redone)).toEqual(idsOf(before));
      }),
    );
  });

  it("passes through JSONL unchanged, and once only", () => {
    fc.assert(
      fc.property(deeds, (history) => {
        const events = toEvents(history, () => null);
        const text = events
          .toReversed()
          .map((event) => `${toReviewLine(event)}\r\n`)
          .join("\n");
        const now = new Date(Date.UTC(2026, 0, 2));
        expect(planImport(text, [], now)).toEqual({ taken: events, known: 0, refused: [] });
        expect(planImport(text, events, now)).toEqual({ taken: [], known: events.length, refused: [] });
      }),
    );
  });

  it("gives the same graph in whatever order its events came, all evidence in it, each once", () =>
    withStorePath(async (path) => {
      const { graph } = await traceWorld({ world, path });
      const hashOf = (upstream: string) =>
        toEvidenceHash(graph.edges.find((edge) => edge.upstream === upstream)!.evidence);
      const store = openStore(path);
      const toText = (events: readonly ReviewEvent[]) =>
        toCanonicalJson(assembleReviewedGraph(store, agents, events).graph);
      const shuffled = deeds.chain((history) => {
        const events = toEvents(history, hashOf);
        return fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }));
      });
      fc.assert(
        fc.property(shuffled, ([events, mixed]) => {
          expect(toText(mixed)).toBe(toText(events));
          const reviewed = assembleReviewedGraph(store, agents, events).graph;
          const ofSeed = [...reviewed.edges, ...reviewed.rejected].filter(
            ({ downstream }) => downstream === "a/seed",
          );
          const quotes = ofSeed.flatMap(({ evidence }) => evidence.map((entry) => JSON.stringify(entry)));
          expect(quotes.length).toBe(3);
          expect(new Set(quotes).size).toBe(3);
        }),
        { numRuns: 60 },
      );
      store.close();
    }));
});

describe("what cannot be taken over", () => {
  const [first, second] = toEvents(
    [
      { kind: "decide", by: "Ada", times: 1, upstream: "b/1", verdict: "accept-edge" },
      { kind: "undo", by: "Ada" },
    ],
    () => null,
  ) as [ReviewEvent, ReviewEvent];
  const now = new Date(Date.UTC(2026, 0, 2));

  it("is told by line and kind, and the rest is taken", () => {
    const lines = [
      "{",
      JSON.stringify({ ...first, at: "yesterday" }),
      JSON.stringify({ ...first, at: "2099-01-01T00:00:00.000Z" }),
      JSON.stringify({ ...first, action: { kind: "praise-edge" } }),
      "",
      toReviewLine(first),
      JSON.stringify({ ...first, reason: "another" }),
    ];
    const { taken, refused } = planImport(lines.join("\n"), [], now);
    expect(taken).toEqual([first]);
    expect(refused.map(({ line, kind }) => [line, kind])).toEqual([
      [1, "unreadable"],
      [2, "unreadable"],
      [3, "unreadable"],
      [4, "unreadable"],
      [7, "conflict"],
    ]);
  });

  it("is an undo of what nobody knows, until it is known", () => {
    const line = toReviewLine(second);
    expect(planImport(line, [], now)).toMatchObject({
      taken: [],
      refused: [{ line: 1, kind: "unknown-undo" }],
    });
    expect(planImport(line, [first], now)).toMatchObject({ taken: [second], refused: [] });
  });
});

const toDownstream = ({ downstream }: { readonly downstream: string }) => downstream;

describe("toReviewQueue", () => {
  it("puts first what is uncertain and reaches far, whatever the order of the edges", () =>
    withStorePath(async (path) => {
      await traceWorld({ world, path });
      const store = openStore(path, { readOnly: true });
      const [edge] = assembleGraph(store, agents).edges;
      store.close();
      const filter = { scope: "all", dataset: null, undecidedBy: null, isDisputed: false } as const;
      const graphOf = (edges: readonly { up: number; down: number; confidence: number }[]) => ({
        schemaVersion: 1 as const,
        seeds: [],
        datasets: [],
        rejected: [],
        edges: edges.map(({ up, down, confidence }) => ({
          ...edge!,
          upstream: `x/${up}`,
          downstream: `x/${down}`,
          confidence,
        })),
      });
      const inputOf = (edges: Parameters<typeof graphOf>[0]) => {
        const graph = graphOf(edges);
        const shape = { upstreams: groupUpstreams(graph.edges), seeds: graph.edges.map(toDownstream) };
        return { ...toGraphShape({ ...shape, added: [], starts: "" }), graph, listVotes: () => [] };
      };
      const node = fc.integer({ min: 0, max: 9 });
      const list = fc.uniqueArray(
        fc.record({ up: node, down: node, confidence: fc.constantFrom(0, 0.1, 0.5, 0.9, 1) }),
        { selector: ({ up, down }) => `${up} ${down}` },
      );
      const both = list.chain((edges) =>
        fc.tuple(fc.constant(edges), fc.shuffledSubarray(edges, { minLength: edges.length })),
      );
      fc.assert(
        fc.property(both, ([edges, mixed]) => {
          const queue = toReviewQueue(inputOf(edges), filter);
          const other = toReviewQueue(inputOf(mixed), filter);
          expect(other).toEqual(queue);
          const values = queue.map(({ uncertainty, reach }) => uncertainty * reach);
          expect(values).toEqual(values.toSorted((a, b) => b - a));
          expect(queue.every(({ reach }) => reach >= 1)).toBe(true);
        }),
      );
    }));
});
