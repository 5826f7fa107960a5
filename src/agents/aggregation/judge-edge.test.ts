import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeResolved } from "../../../test/support/agent-fixture.ts";
import type { Relation, ResolvedClaim } from "../../model/index.ts";
import type { EdgeDraft } from "../../model/ports/index.ts";
import {
  bundledConfidence,
  type ConfidenceModel,
  toLogOdds,
  toProbability,
} from "./confidence/confidence-model.ts";
import { judgeEdge } from "./judge-edge.ts";

const model: ConfidenceModel = {
  version: "test",
  fittedOn: "nothing",
  bias: 0,
  weights: { strong: 3, weak: -1 },
  priors: {},
  adjustments: {
    moreDocuments: 1,
    unresolved: -1,
    searchedName: -2,
    narrowMargin: -1.5,
    datesDoubtful: -4,
    onlyBlog: -0.5,
    modelAgrees: 1,
    modelOnly: -0.25,
    modelSilent: -0.75,
    pickedName: -0.5,
  },
  thresholds: { report: 0.25, accept: 0.9 },
};
const draft = (
  claims: readonly ResolvedClaim[],
  dateCheck: EdgeDraft["dateCheck"] = "in-order",
): EdgeDraft => ({
  upstream: "acme/river",
  downstream: "acme/lake",
  claims,
  dateCheck,
});
const judge = (claims: readonly ResolvedClaim[], dateCheck?: EdgeDraft["dateCheck"]) =>
  judgeEdge(draft(claims, dateCheck), model);
const strong = (changes: Parameters<typeof makeResolved>[0] = {}) =>
  makeResolved({ features: { strong: 1 }, ...changes });

describe("judgeEdge", () => {
  it("takes the confidence of the best claim", () => {
    const judged = judge([makeResolved({ features: { weak: 1 } }), strong()]);
    expect(judged.confidence).toBe(0.9526);
    expect(judged).toMatchObject({ status: "accepted", reasons: [], features: { strong: 1 } });
  });

  it("sends what is below the threshold to review, with the reason", () => {
    const judged = judge([makeResolved({ features: { weak: 1 } })]);
    expect(judged).toMatchObject({ status: "needs-review", reasons: ["confidence below the threshold"] });
    expect(judged.confidence).toBe(0.2689);
  });

  it("believes independent documents more than the same text twice", () => {
    const other = strong({ documentSha256: "b".repeat(64) });
    expect(judge([strong(), strong()]).confidence).toBe(judge([strong()]).confidence);
    expect(judge([strong(), other]).confidence).toBeGreaterThan(judge([strong()]).confidence);
  });

  it("sends doubtful and impossible dates to review", () => {
    expect(judge([strong()], "doubtful")).toMatchObject({ status: "needs-review" });
    expect(judge([strong()], "doubtful").confidence).toBeLessThan(judge([strong()]).confidence);
    expect(judge([strong()], "anachronistic").reasons).toEqual([
      "the upstream was released after the dataset last changed",
    ]);
    expect(judge([strong()], "unknown").status).toBe("accepted");
  });

  it("never accepts what hub search alone resolved", () => {
    const searched = makeResolved(
      { features: { strong: 1 }, mention: "River" },
      { method: "hub-search", margin: 0.5 },
    );
    const sure = { ...model, bias: 20 };
    expect(judgeEdge(draft([searched]), sure)).toMatchObject({
      status: "needs-review",
      reasons: ['"River" was resolved by hub search'],
    });
  });

  it("counts a narrow margin and an unresolved name against the edge", () => {
    const narrow = makeResolved({ features: { strong: 1 } }, { method: "catalogue", margin: 0.01 });
    const unresolved = makeResolved({ features: { strong: 1 } }, { method: "unresolved", margin: 0 });
    expect(judge([narrow]).features).toMatchObject({ narrowMargin: 1, unresolved: 0 });
    expect(judge([unresolved]).features).toMatchObject({ narrowMargin: 0, unresolved: 1 });
    expect(judge([narrow]).confidence).toBeLessThan(judge([strong()]).confidence);
  });

  it("takes the relation most claims agree on, anything before the default", () => {
    const relation = (...relations: Relation[]) =>
      judge(
        relations.map((name, at) => strong({ relation: name, quote: { start: at, end: at + 1, text: "x" } })),
      ).relation;
    expect(relation("cot-distillation", "cot-distillation", "semantic-evolution")).toBe("cot-distillation");
    expect(relation("direct-inclusion", "synthetic-generation")).toBe("synthetic-generation");
    expect(relation("direct-inclusion", "direct-inclusion", "synthetic-generation")).toBe("direct-inclusion");
  });

  it("lists the splits once each, sorted", () => {
    const splits = ["test", "train", null, "train"].map((split) => strong({ split }));
    expect(judge(splits).splits).toEqual(["test", "train"]);
  });

  it("does not depend on the order of the claims", () => {
    const claim = fc
      .record({
        features: fc.record({
          strong: fc.constantFrom(0, 1),
          weak: fc.constantFrom(0, 1),
          modelAgrees: fc.constantFrom(0, 1),
          modelOnly: fc.constantFrom(0, 1),
        }),
        relation: fc.constantFrom<Relation>(
          "direct-inclusion",
          "cot-distillation",
          "semantic-evolution",
          "structured-fusion",
        ),
        split: fc.constantFrom(null, "train", "test"),
        documentSha256: fc.constantFrom("a".repeat(64), "b".repeat(64)),
        start: fc.integer({ min: 0, max: 3 }),
        method: fc.constantFrom(
          "stated" as const,
          "catalogue" as const,
          "hub-search" as const,
          "model" as const,
        ),
      })
      .map(({ start, method, ...changes }) =>
        makeResolved(
          {
            ...changes,
            documentUrl: `https://example.org/${changes.documentSha256.slice(0, 1)}`,
            quote: { start, end: start + 1, text: "x" },
            mention: `River ${start}`,
          },
          { method, margin: 0.5 },
        ),
      );
    const claims = fc
      .uniqueArray(claim, {
        minLength: 1,
        maxLength: 6,
        selector: ({ claim: { documentUrl, quote, mention } }) => `${documentUrl} ${quote.start} ${mention}`,
      })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(claims, ([list, shuffled]) => {
        expect(judge(shuffled)).toEqual(judge(list));
      }),
    );
  });

  it("stays within 0 and 1 for every feature there is", () => {
    const all = Object.fromEntries(Object.keys(bundledConfidence.weights).map((name) => [name, 1]));
    for (const features of [all, {}]) {
      const { confidence } = judgeEdge(draft([makeResolved({ features })]), bundledConfidence);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });
});

describe("what a language model says", () => {
  const by = (mark: string, changes: Parameters<typeof strong>[0] = {}) =>
    strong({ ...changes, features: { strong: 1, ...changes.features, [mark]: 1 } });
  const weak = { strong: 0, weak: -1.5 };

  it("leaves no trace where no model read", () => {
    expect(Object.keys(judge([strong()]).features).filter((name) => /model|Blog|picked/.test(name))).toEqual(
      [],
    );
  });

  it("moves the confidence by its agreement, its silence and its word alone", () => {
    const log = (claims: readonly ResolvedClaim[]) => {
      const { confidence } = judge(claims);
      return Math.round(100 * Math.log(confidence / (1 - confidence))) / 100;
    };
    expect(log([strong()])).toBe(3);
    expect(log([by("modelAgrees")])).toBe(4);
    expect(log([by("modelSilent")])).toBe(2.25);
    expect(log([by("modelOnly")])).toBe(2.75);
  });

  it("accepts nothing alone, however sure", () => {
    expect(judgeEdge(draft([by("modelOnly")]), { ...model, bias: 20 })).toMatchObject({
      status: "needs-review",
      reasons: ["stated only by a language model"],
    });
  });

  it("lifts nothing over the threshold, neither by agreeing nor from another document", () => {
    const reasons = ["above the threshold only by the word of a language model"];
    const agreed = judge([by("modelAgrees", { features: weak })]);
    expect(agreed.confidence).toBeGreaterThan(0.9);
    expect(agreed).toMatchObject({ status: "needs-review", reasons });
    const more = by("modelOnly", { features: { strong: 0, weak: -1 }, documentSha256: "b".repeat(64) });
    expect(judge([strong({ features: weak }), more])).toMatchObject({ status: "needs-review", reasons });
  });

  it("leaves accepted what the rules accept", () => {
    expect(judge([by("modelAgrees")])).toMatchObject({ status: "accepted", features: { modelAgrees: 1 } });
    expect(judge([strong(), by("modelOnly")])).toMatchObject({
      status: "accepted",
      features: { modelAgrees: 1, modelOnly: 0, modelSilent: 0 },
    });
  });

  it("is agreement when another document has it from the model", () => {
    const elsewhere = by("modelOnly", { documentSha256: "b".repeat(64) });
    expect(judge([by("modelSilent"), elsewhere]).features).toMatchObject({ modelAgrees: 1, modelSilent: 0 });
  });

  it("accepts no id that only it picked, however sure", () => {
    const picked = makeResolved(
      { features: { strong: 1 }, mention: "River" },
      { method: "model", margin: 0.5 },
    );
    const sure = { ...model, bias: 20 };
    expect(judgeEdge(draft([picked]), sure)).toMatchObject({
      status: "needs-review",
      features: { pickedName: 1 },
      reasons: [
        '"River" was resolved by a language model',
        "above the threshold only by the word of a language model",
      ],
    });
    const stated = strong({ features: { weak: -0.5 }, documentSha256: "b".repeat(64) });
    expect(judge([picked, stated]).status).toBe("needs-review");
  });
});

describe("a blog page", () => {
  it("alone accepts nothing; beside another document it counts", () => {
    const blog = strong({ documentKind: "blog", documentSha256: "b".repeat(64) });
    expect(judgeEdge(draft([blog]), { ...model, bias: 20 })).toMatchObject({
      status: "needs-review",
      features: { onlyBlog: 1 },
      reasons: ["stated only in a blog page"],
    });
    expect(judge([blog]).confidence).toBeLessThan(judge([strong()]).confidence);
    expect(judge([blog, strong()])).toMatchObject({ status: "accepted" });
  });
});

describe("the confidence model", () => {
  it("adds up weights; unknown features weigh nothing", () => {
    expect(toLogOdds(model, { strong: 1, weak: 2, other: 9 })).toBe(1);
    expect(toProbability(0)).toBe(0.5);
  });

  it("has a prior only for what it weighs, and keeps review below acceptance", () => {
    const { weights, priors, adjustments, thresholds } = bundledConfidence;
    const known = { ...weights, ...adjustments };
    expect(Object.keys(priors).filter((name) => !(name in known))).toEqual([]);
    expect(Object.keys(weights).filter((name) => !(name in priors))).toEqual([]);
    expect(thresholds.report).toBeLessThan(thresholds.accept);
  });
});
