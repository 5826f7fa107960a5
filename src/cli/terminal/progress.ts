import type { ProgressEvent } from "../../app/index.ts";
import { toRowsText } from "../views/row-progress.ts";
import { toSpentText } from "../views/spending.ts";
import { shortenToWidth } from "./display-width.ts";
import { toSafeText } from "./safe-text.ts";
import type { TextStream } from "./streams.ts";

export interface Progress {
  show(event: ProgressEvent): void;
  /** Removes the line that is rewritten, so that other text starts on a clean line. */
  clear(): void;
}

const rewriteEveryMs = 100;
const plainLineEveryMs = 5000;
const eraseLine = "\r\u001b[2K";

/** One line rewritten in place on a terminal; elsewhere a plain line now and then. */
export function createProgress(stream: Omit<TextStream, "drain">, now: () => number): Progress {
  const state: Shown = { done: 0, known: 0, requests: 0, spent: "", reading: "", waiting: "", rows: "" };
  const startedAt = now();
  let lastAt = stream.isTerminal ? Number.NEGATIVE_INFINITY : now();
  let isOnLine = false;
  const clear = () => {
    if (isOnLine) stream.write(eraseLine);
    isOnLine = false;
  };
  return {
    clear,
    show(event) {
      if (event.kind === "note") {
        clear();
        stream.write(`${toSafeText(event.text)}\n`);
        return;
      }
      Object.assign(state, toShown(event, now() - startedAt));
      if (now() - lastAt < (stream.isTerminal ? rewriteEveryMs : plainLineEveryMs)) return;
      lastAt = now();
      const line = toProgressText(state);
      if (!stream.isTerminal) return stream.write(`${line}\n`);
      stream.write(`${eraseLine}${shortenToWidth(line, (stream.columns ?? 80) - 1)}`);
      isOnLine = true;
    },
  };
}

interface Shown {
  readonly done: number;
  readonly known: number;
  readonly requests: number;
  /** What language models took; empty where none reads. */
  readonly spent: string;
  readonly reading: string;
  readonly waiting: string;
  /** How far a job on rows is; empty for other work. */
  readonly rows: string;
}

function toShown(event: Exclude<ProgressEvent, { kind: "note" }>, passedMs: number): Partial<Shown> {
  switch (event.kind) {
    case "progress":
      return { done: event.done, known: event.known, requests: event.requests };
    case "spending":
      return { spent: toSpentText(event.spending) };
    case "reading":
      return { reading: event.what, waiting: "" };
    case "rows":
      return { rows: toRowsText(event, passedMs) };
    case "waiting":
      return { waiting: `${event.host}: ${Math.ceil(event.waitMs / 1000)} s (${event.reason})` };
  }
}

function toProgressText({ done, known, requests, spent, reading, waiting, rows }: Shown): string {
  if (rows !== "") return toSafeText(rows);
  const parts = [`${done} of ${known} datasets`, `${requests} requests`];
  if (spent !== "") parts.push(spent);
  if (waiting !== "") parts.push(`waiting for ${waiting}`);
  else if (reading !== "") parts.push(`reading ${reading}`);
  return toSafeText(parts.join(" · "));
}
