import type { DocumentKind } from "../../../model/index.ts";
import type { UntrustedText } from "../../../model/ports/index.ts";
import type { Passage, PassageKind } from "../../extracting/passage.ts";
import type { Candidate } from "../../tracing/candidate.ts";
import { toShownCode, toShownText } from "../tasks/shown-text.ts";
import type { Chunk } from "./chunks.ts";

const documentWords: Readonly<Record<DocumentKind, string>> = {
  "hub-card": "passages of the hub card",
  paper: "passages of a paper",
  repository: "passages of a repository's README",
  blog: "passages of a web page",
};
const kindWords: Readonly<Record<PassageKind, string>> = {
  prose: "text",
  "list-item": "list item",
  "table-row": "table row",
  heading: "heading",
  code: "code",
};
const maxListedPassages = 20;

/** The passages of a chunk by their number in the document, each on a line of its own, below the headings they stand under. */
export function toPassagesText(chunk: Chunk, kind: DocumentKind): UntrustedText {
  const lines: string[] = [];
  let above = "";
  for (const [index, passage] of chunk.entries()) {
    if (passage.text.trim() === "") continue;
    const place = toShownText(passage.section.join(" > "));
    if (place !== above && passage.kind !== "heading") lines.push(`@ ${place}`);
    if (passage.kind !== "heading") above = place;
    if (index === 0) lines.push(...toContinuation(passage));
    const text = passage.kind === "code" ? toShownCode(passage.text) : ` ${toShownText(passage.text)}`;
    lines.push(`P${passage.index} [${kindWords[passage.kind]}]${text}`);
  }
  return { label: documentWords[kind], text: lines.join("\n") };
}

/** What stands before a chunk that begins within a list or table. */
function toContinuation(passage: Passage): string[] {
  const lead = passage.introduction.map((text) => toShownText(text).slice(0, 600));
  const columns = passage.table?.isHeaderRow === false ? passage.table.header.map(toShownText) : [];
  return [
    ...lead.map((text) => `@ introduced by: ${text}`),
    ...(columns.length === 0 ? [] : [`@ columns: ${columns.join(" | ")}`]),
  ];
}

/** What code found in a chunk; a claim refers to it by its place in this list. */
export function listChunkCandidates(chunk: Chunk, candidates: readonly Candidate[]): readonly Candidate[] {
  const passages = new Set(chunk);
  const inside = candidates.flatMap((candidate) => {
    const first = toPlaces(candidate, passages)[0];
    return first === undefined ? [] : [{ candidate, first }];
  });
  return inside
    .sort((a, b) => a.first.index - b.first.index || a.first.start - b.first.start)
    .map(({ candidate }) => candidate);
}

export function toCandidatesText(chunk: Chunk, candidates: readonly Candidate[]): UntrustedText {
  const passages = new Set(chunk);
  const lines = candidates.map((candidate, index) => {
    const places = toPlaces(candidate, passages);
    const mention = places[0]?.mention;
    const name = JSON.stringify(toShownText(mention?.text ?? "").slice(0, 200));
    const id = mention?.statedId == null ? "" : ` (${toShownText(mention.statedId)})`;
    const numbers = [...new Set(places.map((place) => `P${place.index}`))].slice(0, maxListedPassages);
    return `C${index} ${name}${id} in ${numbers.join(", ")}`;
  });
  return { label: "candidates", text: lines.length === 0 ? "none" : lines.join("\n") };
}

function toPlaces(candidate: Candidate, passages: ReadonlySet<Passage>) {
  return candidate.contexts
    .filter(({ passage }) => passages.has(passage))
    .map(({ passage, mention }) => ({ index: passage.index, start: mention.start, mention }))
    .sort((a, b) => a.index - b.index || a.start - b.start);
}
