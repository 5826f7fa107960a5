import pc from "picocolors";
import { loadConfiguration } from "../../src/app/index.ts";
import { openReviewDesk, type ReviewDesk } from "../../src/cli/review/review-desk.ts";
import {
  type Effect,
  findCurrent,
  type ReviewState,
  toFirstState,
} from "../../src/cli/review/review-state.ts";
import { toScreenLines } from "../../src/cli/review/screen-lines.ts";
import { printFigures } from "./side-output.ts";

const colors = pc.createColors(false);
const size = { columns: 100, rows: 40 };
const rounds = 12;

type Keys = Exclude<Effect, { kind: "quit" }>;

const [storePath = ""] = process.argv.slice(2);
const configuration = loadConfiguration({
  flags: { store: storePath, reviewer: "Ada" },
  env: {},
  cwd: process.cwd(),
});
const choice = { scope: "open", dataset: null, isMine: false, isDisputed: false, limit: null } as const;

const start = performance.now();
const desk = openReviewDesk(configuration, new AbortController().signal, choice);
let state = toFirstState("Ada", desk.loadItems());
toScreenLines(state, size, colors);
const startMs = performance.now() - start;

const times: Record<string, number[]> = { accept: [], reject: [], undo: [], redo: [] };
for (let round = 0; round < rounds; round++) {
  for (const kind of ["accept", "reject", "undo", "redo"] as const) {
    const began = performance.now();
    state = await press(desk, state, kind);
    times[kind]?.push(performance.now() - began);
  }
}
desk.close();
const all = Object.values(times).flat();
printFigures({
  start: startMs,
  ...Object.fromEntries(Object.entries(times).map(([kind, list]) => [kind, toMedian(list)])),
  slowest: Math.max(...all),
  edges: state.total,
});

/** From the last key of a decision to the lines of the next screen. */
async function press(at: ReviewDesk, before: ReviewState, kind: keyof typeof times): Promise<ReviewState> {
  const after = await at.perform(before, toEffect(before, kind));
  if (after.message?.tone !== "good") throw new Error(`${kind}: ${after.message?.text}`);
  toScreenLines(after, size, colors);
  return after;
}

function toEffect(before: ReviewState, kind: keyof typeof times): Keys {
  if (kind === "undo" || kind === "redo") return { kind };
  const item = findCurrent(before);
  if (item === undefined) throw new Error("the queue is empty");
  return {
    kind: "decide",
    item,
    verdict: { kind: kind === "accept" ? "accept" : "reject" },
    reason: "bench",
  };
}

function toMedian(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
}
