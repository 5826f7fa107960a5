import { Relation } from "../../model/index.ts";
import { wrapToWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Colors } from "../terminal/screen.ts";
import { listSources } from "./press-key.ts";
import { commonReasons } from "./reasons.ts";
import { type EditDraft, findCurrent, type ReviewState } from "./review-state.ts";

/** What is asked and which keys answer, for the foot of the screen. */
export function toPromptLines(state: ReviewState, width: number, colors: Colors): string[] {
  const { title, choices, keys } = toPrompt(state);
  return [
    ...wrap(title, width).map((line) => colors.bold(line)),
    ...choices.flatMap((choice) => wrap(choice, width)),
    ...wrap(keys, width).map((line) => colors.dim(line)),
  ];
}

export const helpLines: readonly string[] = [
  "A · accept the edge: it enters the graph on your word",
  "R · reject it: it stays on record with your reason, outside the graph",
  "E · edit it: another source, relation or splits; its quotes stay with it",
  "S · skip it for now",
  "J · the next edge, also the arrow down",
  "K · the edge before, also the arrow up",
  "U · undo your last decision, also one of an earlier day",
  "Y · redo what you undid last",
  "space, B · scroll down and up",
  "Q · quit; every decision is in the store already",
  "",
  "A decision needs a reason: a number takes one from the list, T lets you write one, Esc goes back.",
];

interface Prompt {
  readonly title: string;
  readonly choices: readonly string[];
  readonly keys: string;
}

function toPrompt(state: ReviewState): Prompt {
  const { mode } = state;
  switch (mode.kind) {
    case "browse":
      return toBrowsePrompt(state);
    case "help":
      return { title: "", choices: [], keys: "space scrolls · any other key goes back" };
    case "reason":
      return {
        title: `Why ${mode.verdict.kind} it?`,
        choices: number(commonReasons[mode.verdict.kind]),
        keys: "Enter takes the first · T another reason · Esc back",
      };
    case "reason-text":
      return toTextPrompt(`Why ${mode.verdict.kind} it? ${mode.text}_`);
    case "edit":
      return toEditPrompt(mode.draft, state);
    case "source": {
      const item = findCurrent(state);
      const sources = item === undefined ? [] : listSources(item);
      return { title: "Which source?", choices: number(sources), keys: "T another id · Esc back" };
    }
    case "source-text":
      return toTextPrompt(`Which source? ${mode.text}_`);
    case "relation":
      return { title: "Which relation?", choices: number(Relation.options), keys: "Esc back" };
    case "splits-text":
      return toTextPrompt(`Which splits, with commas between? ${mode.text}_`);
  }
}

function toBrowsePrompt({ items }: ReviewState): Prompt {
  const keys = "A accept · R reject · E edit · S skip · U undo · Y redo · J/K move · ? help · Q quit";
  return items.length > 0
    ? { title: "", choices: [], keys }
    : { title: "", choices: [], keys: "U undo · Y redo · ? help · Q quit" };
}

function toTextPrompt(title: string): Prompt {
  return { title, choices: [], keys: "Enter takes it · Esc back" };
}

function toEditPrompt(draft: EditDraft, state: ReviewState): Prompt {
  const edge = findCurrent(state)?.edge;
  const line = (name: string, before: string | undefined, after: string | null) =>
    `${name}: ${before ?? ""}${after === null ? "" : ` -> ${after}`}`;
  return {
    title: "What is wrong?",
    choices: [
      line("S source", edge?.upstream, draft.source),
      line("R relation", edge?.relation, draft.relation),
      line("P splits", edge?.splits.join(" + ") || "not known", toSplitsText(draft.splits)),
    ],
    keys: "Enter goes on to the reason · Esc back",
  };
}

function toSplitsText(splits: readonly string[] | null): string | null {
  return splits === null ? null : splits.join(" + ") || "none";
}

function number(choices: readonly string[]): string[] {
  return choices.map((choice, position) => `${position + 1} ${choice}`);
}

function wrap(text: string, width: number): string[] {
  return wrapToWidth(toSafeText(text), width);
}
