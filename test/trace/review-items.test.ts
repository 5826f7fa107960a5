import { expect, it } from "vitest";
import type { ReviewAction } from "../../src/model/index.ts";
import { openStore } from "../../src/store/index.ts";
import {
  addReview,
  assembleReviewedGraph,
  type QueueFilter,
  toReviewItems,
  toReviewQueue,
} from "../../src/trace/index.ts";
import { createScriptedAgents } from "./scripted-world.ts";
import { traceWorld, withStorePath } from "./trace-world.ts";

const agents = createScriptedAgents();
const open: QueueFilter = { scope: "open", dataset: null, undecidedBy: null, isDisputed: false };

it("an item has its quote in context, what makes its confidence, and what was decided on the like", () =>
  withStorePath(async (path) => {
    const card = "# seed\nfirst\nsecond\nfrom b/1\nfrom b/2\nlast\n";
    await traceWorld({ path, world: { "a/seed": { card }, "b/1": { upstreams: ["b/2"] }, "b/2": {} } });
    const store = openStore(path);
    const decide = (action: ReviewAction, by: string) =>
      addReview({ store, agents, by, reason: `${by} read it`, action });
    const list = (filter: Partial<QueueFilter> = {}) => {
      const reviewed = assembleReviewedGraph(store, agents);
      return toReviewItems(toReviewQueue(reviewed, { ...open, ...filter }), {
        reviewed,
        loadText: (sha256) => store.loadText(sha256),
        weigh: ({ claims = 0 }) => new Map([["claims", claims * 2]]),
      });
    };
    const namesOf = (filter: Partial<QueueFilter>) =>
      list(filter).map(({ edge }) => `${edge.upstream} ${edge.downstream}`);

    expect(namesOf({})).toEqual(["b/2 b/1", "b/1 a/seed", "b/2 a/seed"]);
    expect(list().map(({ reach }) => reach)).toEqual([2, 1, 1]);
    expect(namesOf({ dataset: "b/1" })).toEqual(["b/2 b/1"]);
    const ends = { upstream: "b/1", downstream: "a/seed" };
    decide({ kind: "accept-edge", ...ends }, "Ada");
    decide({ kind: "reject-edge", upstream: "b/2", downstream: "b/1" }, "Ada");
    expect(list()).toMatchObject([
      {
        edge: { upstream: "b/2", downstream: "a/seed" },
        quotes: [
          { before: "first\nsecond\nfrom b/1\n".slice(6), quote: "from b/2", after: "\nlast\n", line: 5 },
        ],
        contributions: [{ feature: "claims", value: 1, logOdds: 2 }],
        similar: [
          {
            upstream: "b/2",
            downstream: "b/1",
            verdict: "reject",
            shared: "upstream",
            reason: "Ada read it",
          },
          { upstream: "b/1", downstream: "a/seed", verdict: "accept", shared: "method" },
        ],
        votes: [],
      },
    ]);
    expect(namesOf({ scope: "all", undecidedBy: "Ada" })).toEqual(["b/2 a/seed"]);
    expect(namesOf({ scope: "all", undecidedBy: "Bob" })).toHaveLength(3);
    decide({ kind: "reject-edge", ...ends }, "Bob");
    expect(list({ isDisputed: true })).toMatchObject([
      {
        edge: ends,
        uncertainty: 1,
        votes: [
          { by: "Ada", verdict: "accept" },
          { by: "Bob", verdict: "reject" },
        ],
      },
    ]);
    store.close();
  }));
