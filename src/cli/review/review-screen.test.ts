import pc from "picocolors";
import { describe, expect, it } from "vitest";
import type { ReviewItem } from "../../model/index.ts";
import { toDisplayWidth } from "../terminal/display-width.ts";
import { KeyReader } from "../terminal/keys.ts";
import { pressKey } from "./press-key.ts";
import { type Effect, type ReviewState, toFirstState, toRefreshed } from "./review-state.ts";
import { toScreenLines } from "./screen-lines.ts";

const plain = pc.createColors(false);

function toItem(upstream: string, quote = "built from it"): ReviewItem {
  const document = { url: "https://hub/x", kind: "hub-card", revision: null, sha256: "0" } as const;
  return {
    edge: {
      upstream,
      downstream: "our/mix",
      relation: "direct-inclusion",
      splits: [],
      confidence: 0.5,
      features: {},
      status: "needs-review",
      decidedBy: "confidence",
      reasons: ["confidence below the threshold"],
      dateCheck: "unknown",
      onCycle: false,
      resolutions: [],
      evidence: [],
    },
    evidenceHash: "0",
    uncertainty: 1,
    reach: 3,
    quotes: [
      {
        document,
        section: ["Sources"],
        mention: upstream,
        relation: "direct-inclusion",
        method: "rules-2/x",
        before: "a line\n",
        quote,
        after: "\nanother",
        line: 2,
      },
    ],
    candidates: [
      { id: upstream, mention: "it", score: 1, margin: 0.2, reason: "stated", isChosen: true },
      { id: "other/one", mention: "it", score: 0.8, margin: 0.2, reason: "alike", isChosen: false },
    ],
    dates: {
      upstream: { id: upstream, released: null, lastModified: null },
      downstream: { id: "our/mix", released: null, lastModified: null },
    },
    contributions: [{ feature: "rule:x", value: 1, logOdds: 0.4 }],
    similar: [],
    votes: [],
    isDisputed: false,
  };
}

function press(state: ReviewState, input: string): { state: ReviewState; effects: Effect[] } {
  const effects: Effect[] = [];
  let current = state;
  for (const key of new KeyReader().read(input)) {
    const step = pressKey(current, key);
    current = step.state;
    if (step.effect !== null) effects.push(step.effect);
  }
  return { state: current, effects };
}

const fresh = () => toFirstState("Ada", [toItem("a/1"), toItem("a/2"), toItem("a/3")]);

describe("keys", () => {
  it.each([
    ["a\r", "accept", "the quote says so"],
    ["R2", "reject", "only mentioned or compared"],
    ["ateig\u007f\u007fnes Wort\r", "accept", "enes Wort"],
  ])("%j decide with a reason", (input, kind, reason) => {
    const { effects } = press(fresh(), input);
    expect(effects).toMatchObject([
      { kind: "decide", verdict: { kind }, reason, item: { edge: { upstream: "a/1" } } },
    ]);
  });

  it("edit source, relation and splits from what there is to choose", () => {
    const { effects } = press(fresh(), "es1r2ptrain, dev\r\r3");
    expect(effects).toMatchObject([
      {
        verdict: {
          kind: "edit",
          source: "other/one",
          relation: "cot-distillation",
          splits: ["train", "dev"],
        },
        reason: "only these splits were used",
      },
    ]);
    expect(press(fresh(), "e\r").effects).toEqual([]);
  });

  it.each(["a", "\u001b[200~a1\u001b[201~", "a\u001b", "a9", "x1", "es\u001b\u001b1", "at\r", "\u001ba1"])(
    "%j decide nothing",
    (input) => expect(press(fresh(), input).effects).toEqual([]),
  );

  it("move, skip to the beginning, and stop at the ends", () => {
    expect(press(fresh(), "jjjj").state.position).toBe(2);
    expect(press(fresh(), "\u001b[B\u001bOBk\u001b[Ak").state.position).toBe(0);
    expect(press(fresh(), "sss").state).toMatchObject({ position: 0, message: { tone: "care" } });
  });

  it("quit, undo and redo also where nothing is left, and decide nothing there", () => {
    const { effects } = press(toFirstState("Ada", []), "areuyq\u0003");
    expect(effects.map(({ kind }) => kind)).toEqual(["undo", "redo", "quit", "quit"]);
  });

  it("take a paste that comes in parts as text", () => {
    const reader = new KeyReader();
    expect(reader.read("\u001b[200~one ")).toEqual([]);
    expect(reader.read("two\u001b[201~q")).toEqual([
      { kind: "paste", text: "one two" },
      { kind: "text", text: "q" },
    ]);
  });
});

describe("the queue after a decision", () => {
  it("stays where the person was, or goes to the edge that is wanted", () => {
    const message = { text: "done", tone: "good" } as const;
    const state = press(fresh(), "j").state;
    const left = [toItem("a/1"), toItem("a/3")];
    expect(
      toRefreshed(state, left, { focus: { upstream: "a/3", downstream: "our/mix" }, message }).position,
    ).toBe(1);
    expect(toRefreshed(state, left, { focus: null, message })).toMatchObject({ position: 1, total: 3 });
    expect(toRefreshed(state, [], { focus: null, message }).position).toBe(0);
  });
});

describe("the screen", () => {
  it.each([
    [110, 40],
    [48, 16],
    [20, 6],
    [300, 5],
  ])("has at most the size of the terminal: %i x %i", (columns, rows) => {
    const wide = toItem("名前/データ".replace("/", "-"), "訓練データ ".repeat(60));
    for (const input of ["", "a", "e", "es", "er", "ep", "?", "jj"]) {
      const { state } = press(toFirstState("Ada", [wide, toItem("a/2")]), input);
      const lines = toScreenLines(state, { columns, rows }, plain);
      expect(lines.length).toBeLessThanOrEqual(rows);
      for (const line of lines) expect(toDisplayWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  it("writes control characters of foreign text out", () => {
    const lines = toScreenLines(
      toFirstState("Ada\u001b", [toItem("a/1", "\u001b[2J\u202egone")]),
      { columns: 80, rows: 30 },
      plain,
    ).join("\n");
    expect(lines).toContain("\\u{1b}[2J\\u{202e}gone");
    expect(lines).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
  });

  it("says how many are left, and that none is", () => {
    const screen = (state: ReviewState) => toScreenLines(state, { columns: 80, rows: 30 }, plain).join("\n");
    expect(screen(fresh())).toContain("3 of 3 left · edge 1");
    expect(screen(toFirstState("Ada", []))).toContain("No edge waits for a decision.");
  });
});
