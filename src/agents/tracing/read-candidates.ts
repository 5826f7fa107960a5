import type { Catalogue } from "../../catalogue/index.ts";
import { type Document, toNameKey } from "../../model/index.ts";
import type { Subject } from "../../model/ports/index.ts";
import { extractDocument } from "../extracting/extract-document.ts";
import type { ExtractedDocument, Passage } from "../extracting/passage.ts";
import { type Candidate, toCandidates } from "./candidate.ts";
import { findMentions } from "./find-mentions.ts";
import { learnNames } from "./learn-names.ts";
import type { Mention } from "./mention.ts";
import { type ContextInput, type MentionContext, toMentionContext } from "./mention-features.ts";
import { createScopeFinder, type ScopeFinder } from "./scope.ts";
import { readSharedDocument } from "./shared-document.ts";
import { type SubjectNames, toSubjectNames } from "./subject-names.ts";
import { findListMates, findUnknownNames } from "./unknown-names.ts";

export interface ReadDocument {
  readonly extracted: ExtractedDocument;
  readonly candidates: readonly Candidate[];
  readonly mentionCount: number;
  /** What the text says about a place that is none of the mentions found, seen beside them. */
  describe(mention: Mention): MentionContext;
}

/** Finds everything in a document that may be an upstream of the subject, with what the text says about it. */
export function readCandidates(subject: Subject, document: Document, catalogue: Catalogue): ReadDocument {
  const extracted = extractDocument(document);
  const { passages } = extracted;
  const byPassage = findAllMentions(passages, catalogue);
  const names = toSubjectNames(subject, catalogue);
  const isOwnText = document.kind === "hub-card" || document.kind === "paper";
  const mentionsOf = (passage: Passage) => byPassage.get(passage) ?? [];
  const scope = createScopeFinder(names, mentionsOf, passages);
  const reading = { scope, names, passages, mentionsOf, isOwnText };
  const placeOf = createPlaceFinder(reading);
  const contexts = toContexts(reading, placeOf);
  return {
    extracted,
    candidates: toCandidates(contexts),
    mentionCount: contexts.length,
    describe(mention) {
      const place = placeOf(mention.passage);
      const mentions = [...place.mentions, mention].sort((a, b) => a.start - b.start);
      return toMentionContext({ ...place, mentions, mention });
    },
  };
}

function findAllMentions(
  passages: readonly Passage[],
  catalogue: Catalogue,
): Map<Passage, readonly Mention[]> {
  const learned = learnNames(passages, catalogue);
  const byPassage = new Map<Passage, readonly Mention[]>();
  const addTo = (passage: Passage, found: readonly Mention[]) =>
    byPassage.set(
      passage,
      [...(byPassage.get(passage) ?? []), ...found].sort((a, b) => a.start - b.start),
    );
  for (const passage of passages) {
    const named = findMentions(passage, catalogue, learned);
    addTo(passage, [...named, ...findUnknownNames(passage, named, catalogue)]);
  }
  const structured = passages.filter(
    (passage) => passage.kind === "list-item" || passage.kind === "table-row",
  );
  for (const block of Map.groupBy(structured, toBlockKey).values()) {
    const mates = findListMates(block, (passage) => byPassage.get(passage) ?? [], catalogue);
    for (const mate of mates) addTo(mate.passage, [mate]);
  }
  return byPassage;
}

interface Reading {
  readonly scope: ScopeFinder;
  readonly names: SubjectNames;
  readonly passages: readonly Passage[];
  readonly mentionsOf: (passage: Passage) => readonly Mention[];
  readonly isOwnText: boolean;
}

const earlyPassages = 8;

type Place = Omit<ContextInput, "mention">;

/** Where a passage stands in its document, and what stands beside it. */
function createPlaceFinder(reading: Reading): (passage: Passage) => Place {
  const { scope, names, passages, mentionsOf, isOwnText } = reading;
  const title = findTitle(passages);
  const shared = readSharedDocument(reading);
  const led = passages.filter((passage) => isLedBySubject(passage, reading));
  const subjectBlocks = new Set(led.map(toBlockKey));
  const fellowBlocks = new Set(led.filter((passage) => linksSubjectFirst(passage, reading)).map(toKindKey));
  const items = new Map(
    passages.filter((passage) => passage.kind === "list-item").map((passage) => [passage.text, passage]),
  );
  const sections = new Map(
    passages
      .filter((passage) => passage.kind === "heading")
      .flatMap((passage) => {
        const of = findDescribed(passage, reading);
        return of === undefined ? [] : [[passage.text.replace(/\s+/g, " ").trim(), of.key] as const];
      }),
  );
  return (passage) => {
    const parent = items.get(passage.introduction.at(-1) ?? "");
    return {
      passage,
      mentions: mentionsOf(passage),
      scope,
      names,
      title,
      shared,
      isOwnText,
      isEarly: passage.index < earlyPassages,
      listsSubject: subjectBlocks.has(toBlockKey(passage)),
      listsFellows: fellowBlocks.has(toKindKey(passage)),
      sectionOf: sections.get(passage.section.at(-1) ?? "") ?? null,
      isUnderSubject: isUnderSubject(passage, reading, items),
      parentMentions: parent === undefined ? [] : mentionsOf(parent),
    };
  };
}

function toContexts(
  { scope, passages, mentionsOf }: Reading,
  placeOf: (passage: Passage) => Place,
): MentionContext[] {
  return passages.flatMap((passage) => {
    const place = placeOf(passage);
    const others = mentionsOf(passage).filter((mention) => !scope.isSubject(mention));
    return others.map((mention) => toMentionContext({ ...place, mention }));
  });
}

/** Whether an item or row is the subject's own: its first mention, or the name it begins with. */
function isLedBySubject(passage: Passage, { scope, names, mentionsOf }: Reading): boolean {
  if (passage.kind !== "list-item" && passage.kind !== "table-row") return false;
  const first = mentionsOf(passage).find((mention) => mention.form !== "repository-link");
  if (first !== undefined && scope.isSubject(first)) return true;
  const cell = passage.table?.cells[0];
  const lead = cell === undefined ? passage.text.slice(0, 50) : passage.text.slice(cell.start, cell.end);
  return names.nameKeys.has(toNameKey(lead.split(/[(:（：]/)[0] ?? lead));
}

/** The other dataset that a heading links: what its section lists is that dataset's. */
function findDescribed(heading: Passage, { scope, mentionsOf }: Reading): Mention | undefined {
  const [only, ...more] = mentionsOf(heading);
  const isLinked = only?.form === "hub-link" || (only?.form === "repository-link" && only.entry !== null);
  return more.length === 0 && isLinked && !scope.isSubject(only) && only.start <= 4 ? only : undefined;
}

/** Whether the row begins with a link to the subject: a table of datasets, of which the subject is one. */
function linksSubjectFirst(passage: Passage, { scope, mentionsOf }: Reading): boolean {
  const first = mentionsOf(passage)[0];
  return (
    first?.form === "hub-link" &&
    scope.isSubject(first) &&
    passage.text.slice(0, first.start).replace(/[^\p{L}]+/gu, "").length <= 3
  );
}

/** Whether the items above name the subject, and the nearest that names one of the owner's datasets names it alone. */
function isUnderSubject(
  passage: Passage,
  { scope, mentionsOf }: Reading,
  items: ReadonlyMap<string, Passage>,
): boolean {
  for (const text of passage.introduction.toReversed()) {
    const item = items.get(text);
    const named = item === undefined ? [] : mentionsOf(item).filter(({ form }) => form !== "repository-link");
    if (named.some((mention) => !scope.isSubject(mention))) return false;
    if (named.length > 0) return true;
  }
  return false;
}

/** Tables with the same columns list things of one kind, wherever they stand. */
function toKindKey(passage: Passage): string {
  return passage.table === null ? toBlockKey(passage) : passage.table.header.join("\u0000");
}

/** Lists and tables of one section count as one block. */
function toBlockKey(passage: Passage): string {
  return `${passage.kind} ${passage.section.join("\u0000")}`;
}

function findTitle(passages: readonly Passage[]): string | null {
  const heading = passages.find((passage) => passage.kind === "heading");
  return heading === undefined ? null : heading.text.replace(/\s+/g, " ").trim();
}
