import type { Catalogue } from "../../catalogue/index.ts";
import type { Document } from "../../model/index.ts";
import type { Subject } from "../../model/ports/index.ts";
import { extractDocument } from "../extracting/extract-document.ts";
import type { ExtractedDocument, Passage } from "../extracting/passage.ts";
import { type Candidate, toCandidates } from "./candidate.ts";
import { findMentions, learnNames } from "./find-mentions.ts";
import type { Mention } from "./mention.ts";
import { type MentionContext, toMentionContext } from "./mention-features.ts";
import { createScopeFinder, type ScopeFinder } from "./scope.ts";
import { type SubjectNames, toSubjectNames } from "./subject-names.ts";
import { findUnknownNames } from "./unknown-names.ts";

export interface ReadDocument {
  readonly extracted: ExtractedDocument;
  readonly candidates: readonly Candidate[];
  readonly mentionCount: number;
}

/** Finds everything in a document that may be an upstream of the subject, with what the text says about it. */
export function readCandidates(subject: Subject, document: Document, catalogue: Catalogue): ReadDocument {
  const extracted = extractDocument(document);
  const { passages } = extracted;
  const learned = learnNames(passages, catalogue);
  const byPassage = new Map<Passage, readonly Mention[]>();
  for (const passage of passages) {
    const named = findMentions(passage, catalogue, learned);
    const unknown = findUnknownNames(passage, named, catalogue);
    byPassage.set(
      passage,
      [...named, ...unknown].sort((a, b) => a.start - b.start),
    );
  }
  const names = toSubjectNames(subject);
  const scope = createScopeFinder(names, (passage) => byPassage.get(passage) ?? [], passages);
  const contexts = passages.flatMap((passage) =>
    toContexts(passage, byPassage.get(passage) ?? [], { scope, names, passages }),
  );
  return { extracted, candidates: toCandidates(contexts), mentionCount: contexts.length };
}

interface Reading {
  readonly scope: ScopeFinder;
  readonly names: SubjectNames;
  readonly passages: readonly Passage[];
}

const earlyPassages = 8;

function toContexts(
  passage: Passage,
  mentions: readonly Mention[],
  { scope, names }: Reading,
): MentionContext[] {
  return mentions
    .filter((mention) => !scope.isSubject(mention))
    .map((mention) =>
      toMentionContext({ passage, mentions, mention, scope, names, isEarly: passage.index < earlyPassages }),
    );
}
