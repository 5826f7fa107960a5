import { Relation, type ReviewItem } from "../../model/index.ts";
import type { Key } from "../terminal/keys.ts";
import { commonReasons } from "./reasons.ts";
import {
  type DraftVerdict,
  type EditDraft,
  findCurrent,
  type Mode,
  type ReviewState,
  type Step,
} from "./review-state.ts";

type TextMode = Extract<Mode, { text: string }>;

const emptyDraft: EditDraft = { source: null, relation: null, splits: null };

/** One key in, the next state and what is to be done out; nothing is decided without a reason. */
export function pressKey(state: ReviewState, key: Key): Step {
  if (key.kind === "interrupt") return { state, effect: { kind: "quit", isInterrupt: true } };
  const { mode } = state;
  if ("text" in mode) return pressInText(state, mode, key);
  if (key.kind === "escape" && mode.kind !== "browse") return stay({ ...state, mode: toOuter(mode) });
  switch (mode.kind) {
    case "browse":
      return pressInBrowse(state, key);
    case "help":
      return stay(scroll(state, key) ?? { ...state, mode: { kind: "browse" }, scroll: 0 });
    case "reason":
      return pressInReasons(state, mode.verdict, key);
    case "edit":
      return stay(pressInEdit(state, mode.draft, key));
    case "source":
      return stay(pressInSources(state, mode.draft, key));
    case "relation":
      return stay(pressInRelations(state, mode.draft, key));
  }
}

/** Sources that the current edge may be given: ids that the resolution weighed, without the one it has. */
export function listSources(item: ReviewItem): readonly string[] {
  const ids = item.candidates.filter(({ isChosen }) => !isChosen).map(({ id }) => id);
  return [...new Set(ids)].slice(0, 9);
}

function stay(state: ReviewState): Step {
  return { state, effect: null };
}

function toOuter(mode: Mode): Mode {
  return "draft" in mode && mode.kind !== "edit" ? { kind: "edit", draft: mode.draft } : { kind: "browse" };
}

function toLetter(key: Key): string {
  return key.kind === "text" ? key.text.toLowerCase() : key.kind;
}

function pressInBrowse(state: ReviewState, key: Key): Step {
  const open = (mode: Mode) =>
    stay(findCurrent(state) === undefined ? state : { ...state, mode, message: null });
  switch (toLetter(key)) {
    case "a":
      return open({ kind: "reason", verdict: { kind: "accept" } });
    case "r":
      return open({ kind: "reason", verdict: { kind: "reject" } });
    case "e":
      return open({ kind: "edit", draft: emptyDraft });
    case "s":
      return stay(skip(state));
    case "j":
    case "down":
      return stay(move(state, 1));
    case "k":
    case "up":
      return stay(move(state, -1));
    case "u":
      return { state, effect: { kind: "undo" } };
    case "y":
      return { state, effect: { kind: "redo" } };
    case "?":
      return stay({ ...state, mode: { kind: "help" }, scroll: 0 });
    case "q":
      return { state, effect: { kind: "quit", isInterrupt: false } };
    default:
      return stay(scroll(state, key) ?? state);
  }
}

/** How far there is anything to scroll depends on the screen, which stops at the last line. */
function scroll(state: ReviewState, key: Key): ReviewState | undefined {
  const letter = toLetter(key);
  if (letter === " " || letter === "page-down") return { ...state, scroll: state.scroll + 5 };
  if (letter === "b" || letter === "page-up") return { ...state, scroll: Math.max(0, state.scroll - 5) };
  return undefined;
}

function move(state: ReviewState, by: number): ReviewState {
  const position = Math.max(0, Math.min(state.items.length - 1, state.position + by));
  return { ...state, position, scroll: 0, message: null };
}

function skip(state: ReviewState): ReviewState {
  if (state.position < state.items.length - 1) return move(state, 1);
  const message = { text: "the end of the queue; this is its beginning", tone: "care" } as const;
  return { ...state, position: 0, scroll: 0, message };
}

function pressInReasons(state: ReviewState, verdict: DraftVerdict, key: Key): Step {
  const letter = toLetter(key);
  if (letter === "t") return stay({ ...state, mode: { kind: "reason-text", verdict, text: "" } });
  const reason = commonReasons[verdict.kind][letter === "enter" ? 0 : Number(letter) - 1];
  return reason === undefined ? stay(state) : decide(state, verdict, reason);
}

function decide(state: ReviewState, verdict: DraftVerdict, reason: string): Step {
  const item = findCurrent(state);
  if (item === undefined) return stay(state);
  return { state: { ...state, mode: { kind: "browse" } }, effect: { kind: "decide", item, verdict, reason } };
}

function pressInEdit(state: ReviewState, draft: EditDraft, key: Key): ReviewState {
  switch (toLetter(key)) {
    case "s":
      return { ...state, mode: { kind: "source", draft } };
    case "r":
      return { ...state, mode: { kind: "relation", draft } };
    case "p": {
      const splits = draft.splits ?? findCurrent(state)?.edge.splits ?? [];
      return { ...state, mode: { kind: "splits-text", draft, text: splits.join(", ") } };
    }
    case "enter": {
      const isEmpty = draft.source === null && draft.relation === null && draft.splits === null;
      if (isEmpty) return { ...state, message: { text: "nothing is changed yet", tone: "care" } };
      return { ...state, mode: { kind: "reason", verdict: { kind: "edit", ...draft } }, message: null };
    }
    default:
      return state;
  }
}

function pressInSources(state: ReviewState, draft: EditDraft, key: Key): ReviewState {
  const letter = toLetter(key);
  if (letter === "t") return { ...state, mode: { kind: "source-text", draft, text: "" } };
  const item = findCurrent(state);
  const source = item === undefined ? undefined : listSources(item)[Number(letter) - 1];
  return source === undefined ? state : { ...state, mode: { kind: "edit", draft: { ...draft, source } } };
}

function pressInRelations(state: ReviewState, draft: EditDraft, key: Key): ReviewState {
  const relation = Relation.options[Number(toLetter(key)) - 1];
  return relation === undefined ? state : { ...state, mode: { kind: "edit", draft: { ...draft, relation } } };
}

function pressInText(state: ReviewState, mode: TextMode, key: Key): Step {
  const write = (text: string) => stay({ ...state, mode: { ...mode, text } });
  switch (key.kind) {
    case "text":
      return write(mode.text + key.text);
    case "paste":
      return write(mode.text + key.text.replace(/\s+/g, " "));
    case "backspace":
      return write([...mode.text].slice(0, -1).join(""));
    case "clear-line":
      return write("");
    case "escape":
      return stay({ ...state, mode: toOuterOfText(mode) });
    case "enter":
      return finishText(state, mode);
    default:
      return stay(state);
  }
}

function toOuterOfText(mode: TextMode): Mode {
  return mode.kind === "reason-text"
    ? { kind: "reason", verdict: mode.verdict }
    : { kind: "edit", draft: mode.draft };
}

function finishText(state: ReviewState, mode: TextMode): Step {
  const text = mode.text.trim();
  if (mode.kind === "splits-text") {
    const splits = text.split(/[\s,]+/).filter((split) => split !== "");
    return stay({ ...state, mode: { kind: "edit", draft: { ...mode.draft, splits } } });
  }
  if (text === "") return stay(state);
  if (mode.kind === "reason-text") return decide(state, mode.verdict, text);
  return stay({ ...state, mode: { kind: "edit", draft: { ...mode.draft, source: text } } });
}
