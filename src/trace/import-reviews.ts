import { ReviewEvent } from "../model/index.ts";
import { toReviewOrder } from "./active-reviews.ts";

interface RefusedLine {
  /** From 1. */
  readonly line: number;
  readonly kind: "unreadable" | "conflict" | "unknown-undo";
  readonly problem: string;
  readonly text: string;
}

export interface ReviewImport {
  /** Events to be taken, in the order of their making. */
  readonly taken: readonly ReviewEvent[];
  /** Events that were known before, or stand in the text twice. */
  readonly known: number;
  readonly refused: readonly RefusedLine[];
}

interface ReadLine {
  readonly line: number;
  readonly text: string;
  readonly event: ReviewEvent;
}

const dayMs = 86_400_000;

/**
 * Sorts out the events of a JSONL text, one per line: a line that is no event, an id that stands for something else, and
 * an undo of what is in neither place are refused. `now` bounds the times: a later event could never be outdone.
 */
export function planImport(text: string, stored: readonly ReviewEvent[], now: Date): ReviewImport {
  const refused: RefusedLine[] = [];
  const read = readLines(text, now, refused);
  const contents = new Map(stored.map((event) => [event.id, toContent(event)]));
  const fresh: ReadLine[] = [];
  let known = 0;
  for (const entry of read) {
    const content = contents.get(entry.event.id);
    if (content === undefined) {
      contents.set(entry.event.id, toContent(entry.event));
      fresh.push(entry);
    } else if (content === toContent(entry.event)) known++;
    else refused.push(refuse(entry, "conflict", `the event ${entry.event.id} is known with other content`));
  }
  const taken = keepProvenUndos(fresh, stored, refused);
  return { taken, known, refused: refused.sort((a, b) => a.line - b.line) };
}

/** One event as a line of JSONL, its fields in the schema's order. */
export function toReviewLine(event: ReviewEvent): string {
  return JSON.stringify(ReviewEvent.parse(event));
}

function toContent(event: ReviewEvent): string {
  return toReviewLine(event);
}

function readLines(text: string, now: Date, refused: RefusedLine[]): ReadLine[] {
  const lines = text.replace(/^\ufeff/, "").split("\n");
  return lines.flatMap((raw, position) => {
    const line = position + 1;
    const trimmed = raw.trim();
    if (trimmed === "") return [];
    const event = findEvent(trimmed, now);
    if (typeof event !== "string") return [{ line, text: trimmed, event }];
    refused.push({ line, kind: "unreadable", problem: event, text: trimmed });
    return [];
  });
}

/** The event, or what is wrong with the line. */
function findEvent(line: string, now: Date): ReviewEvent | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "it is no JSON";
  }
  const parsed = ReviewEvent.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return `it is no review event: ${issue?.path.join(".") || "the line"}: ${issue?.message}`;
  }
  return findTimeProblem(parsed.data.at, now) ?? parsed.data;
}

function findTimeProblem(at: string, now: Date): string | undefined {
  const time = new Date(at);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== at) {
    return `its time "${at}" is not written like ${now.toISOString()}`;
  }
  return time.getTime() > now.getTime() + dayMs ? `its time ${at} is yet to come` : undefined;
}

/** An undo needs what it undoes, made before it, here or among the events that come with it. */
function keepProvenUndos(
  fresh: readonly ReadLine[],
  stored: readonly ReviewEvent[],
  refused: RefusedLine[],
): ReviewEvent[] {
  const byId = new Map(fresh.map((entry) => [entry.event.id, entry]));
  const storedIds = new Set(stored.map(({ id }) => id));
  const earlier = new Set<string>();
  const ordered = toReviewOrder([...stored, ...fresh.map(({ event }) => event)]);
  return ordered.filter((event) => {
    const entry = byId.get(event.id);
    const isProven = event.action.kind !== "undo" || earlier.has(event.action.event);
    if (entry !== undefined && !isProven && event.action.kind === "undo") {
      const problem = `it undoes ${event.action.event}, which is not known or was made later`;
      refused.push(refuse(entry, "unknown-undo", problem));
      return false;
    }
    earlier.add(event.id);
    return !storedIds.has(event.id);
  });
}

function refuse({ line, text }: ReadLine, kind: RefusedLine["kind"], problem: string): RefusedLine {
  return { line, kind, problem, text };
}
