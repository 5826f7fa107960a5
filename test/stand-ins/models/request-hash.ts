import { createHash } from "node:crypto";
import type { ModelRequest, Turn } from "./model-request.ts";

/** What of a request decides its answer, whichever API carries it. */
export interface PlainRequest {
  readonly model: string;
  readonly system: string;
  readonly turns: readonly Turn[];
  readonly schema: unknown;
}

const fenceLine = /^BEGIN ([0-9a-f]{16,}): /gm;
/** The SDKs word these differently for each API, or leave them out. */
const wording = new Set(["$schema", "title", "description", "minimum", "maximum"]);

/** Random fences are numbered in the order in which they open; the schema is sorted and stripped of wording. */
export function toPlainRequest({ model, system, turns, schema }: ModelRequest): PlainRequest {
  const opened = turns.flatMap(({ text }) => [...text.matchAll(fenceLine)].map((match) => match[1]!));
  const fences = [...new Set(opened)];
  const number = (text: string) =>
    fences.reduce((read, fence, index) => read.replaceAll(fence, `fence-${index + 1}`), text);
  return {
    model,
    system,
    turns: turns.map(({ role, text }) => ({ role, text: number(text) })),
    schema: toCanonicalSchema(schema),
  };
}

export function toRequestHash(request: PlainRequest): string {
  const { model, system, turns, schema } = request;
  const spoken = turns.map(({ role, text }) => [role, text]);
  return createHash("sha256")
    .update(JSON.stringify([model, system, spoken, schema]))
    .digest("hex");
}

function toCanonicalSchema(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) {
    const items = value.map((one) => toCanonicalSchema(one));
    return items.every((one) => typeof one === "string") ? items.toSorted() : items;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNames || !wording.has(key))
      .map(([key, one]) => [key, toCanonicalSchema(one, !isNames && key === "properties")] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
