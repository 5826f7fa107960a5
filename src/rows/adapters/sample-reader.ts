import type { Sample, Turn } from "../../model/index.ts";
import type { RowMapping } from "./mapping.ts";
import { parsePlace } from "./place.ts";
import { createPlaceReader, createTermReaders, type PlaceReader } from "./read-place.ts";
import { toTurns } from "./turns.ts";
import { toJsonText, toValueText } from "./value-text.ts";

/**
 * Makes rows samples. Undefined for a row that the mapping does not fit: the place of its instruction or of its output
 * leads nowhere, or it has no turns.
 *
 * A conversation becomes a triplet that stands for all of it: the instruction is the first turn of a user; the output the
 * answer to it when that is all there is, otherwise the JSON of the turns that follow (of all turns when something other
 * than a system turn comes first). System turns at the start are the `system`, or the instruction where nothing else is said. Where the mapping places the output elsewhere, what
 * follows the first turn is the input, as JSON.
 */
export function createSampleReader(mapping: RowMapping): (record: unknown) => Sample | undefined {
  const readers = {
    instruction: toReader(mapping.instruction),
    input: toReader(mapping.input),
    output: toReader(mapping.output),
    system: toReader(mapping.system),
    answer: toReader(mapping.answer),
    source: toReader(mapping.source),
    split: toReader(mapping.split),
    id: toReader(mapping.id),
  };
  const readTurns = toTurnReader(mapping.turns);
  return (record) => {
    const turns = readTurns?.(record);
    const instruction = readers.instruction?.(record);
    const output = readers.output?.(record);
    if (turns !== undefined && turns.length === 0) return undefined;
    if (readers.instruction !== undefined && instruction === undefined) return undefined;
    if (readers.output !== undefined && output === undefined) return undefined;
    if (turns === undefined && readers.instruction === undefined) return undefined;
    const chat = toChatTexts(turns ?? [], readers.output === undefined ? "output" : "input");
    const pick = (reader: PlaceReader | undefined, value: unknown, otherwise: string) =>
      reader === undefined ? otherwise : toValueText(value);
    return {
      instruction: pick(readers.instruction, instruction, chat.instruction),
      input: pick(
        readers.input,
        readers.input?.(record),
        readers.instruction === undefined ? chat.input : "",
      ),
      output: pick(readers.output, output, chat.output),
      system: toValueText(readers.system?.(record)) || chat.system,
      turns: [...(turns ?? [])],
      answer: toValueText(readers.answer?.(record)),
      source: toLabel(readers.source?.(record)),
      split: toLabel(readers.split?.(record)),
      id: toLabel(readers.id?.(record)),
    };
  };
}

function toReader(place: string | null): PlaceReader | undefined {
  return place === null ? undefined : createPlaceReader(parsePlace(place));
}

function toLabel(value: unknown): string | null {
  const text = toValueText(value);
  return text === "" ? null : text;
}

/** Several places joined are one conversation after the other; a text among them is the user's when it comes first. */
function toTurnReader(place: string | null): ((record: unknown) => readonly Turn[]) | undefined {
  if (place === null) return undefined;
  const alternatives = createTermReaders(parsePlace(place));
  return (record) => {
    for (const readers of alternatives) {
      const turns = readers.flatMap((read, index) => {
        const value = read(record);
        const found = toTurns(value);
        if (found.length > 0 || typeof value !== "string" || value === "") return found;
        return [{ role: index === 0 ? "user" : "assistant", content: value }];
      });
      if (turns.length > 0) return turns;
    }
    return [];
  };
}

interface ChatTexts {
  readonly system: string;
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
}

function toChatTexts(turns: readonly Turn[], restGoesTo: "input" | "output"): ChatTexts {
  const start = turns.findIndex(({ role }) => role !== "system");
  const system = turns
    .slice(0, start === -1 ? turns.length : start)
    .map(({ content }) => content)
    .join("\n");
  const said = start === -1 ? [] : turns.slice(start);
  if (said.length === 0) return { system: "", instruction: system, input: "", output: "" };
  const first = said.findIndex(({ role }) => role === "user");
  const instruction = said[first]?.content ?? "";
  const rest = first === 0 ? said.slice(1) : said;
  const [answer] = rest;
  const isAnswer = rest.length === 1 && answer?.role === "assistant";
  if (restGoesTo === "input") return { system, instruction, input: toRest(rest), output: "" };
  return { system, instruction, input: "", output: isAnswer ? answer.content : toRest(rest) };
}

function toRest(turns: readonly Turn[]): string {
  return turns.length === 0 ? "" : toJsonText(turns);
}
