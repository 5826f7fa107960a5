import { toNameKey } from "../../model/index.ts";
import type { Passage } from "../extracting/passage.ts";
import type { Mention } from "./mention.ts";
import type { ScopeFinder } from "./scope.ts";
import { type SubjectNames, toLastSegment, toSizes } from "./subject-names.ts";

/** What a document that speaks of several datasets of one owner tells about whose source a name is. */
export interface SharedDocument {
  /** Whether it links other datasets of the owner, or writes the subject's name with another size. */
  readonly isShared: boolean;
  /** Whether a sibling comes before the subject: what is said of no dataset in particular is said of the first. */
  readonly isSiblingFirst: boolean;
  /** Whether a sibling is named after what the mention names, and the subject is not. */
  namesSibling(mention: Mention): boolean;
}

interface Reading {
  readonly scope: ScopeFinder;
  readonly names: SubjectNames;
  readonly passages: readonly Passage[];
  readonly mentionsOf: (passage: Passage) => readonly Mention[];
}

const shortestName = 4;

export function readSharedDocument(reading: Reading): SharedDocument {
  const { scope, names } = reading;
  const places = reading.passages.flatMap((passage) => listOwnPlaces(passage, reading));
  const linked = (place: Place["of"]) =>
    places.flatMap(({ of, link }) =>
      of === place && link !== null ? [toNameKey(toLastSegment(link.id)), toNameKey(link.text)] : [],
    );
  const siblingNames = new Set(linked("sibling"));
  const subjectNames = [...names.nameKeys, ...linked("subject")];
  return {
    isShared: places.some(({ of }) => of === "sibling"),
    isSiblingFirst: places[0]?.of === "sibling",
    namesSibling(mention) {
      if (scope.isSibling(mention)) return false;
      const keys = [mention.text, toLastSegment(mention.statedId ?? mention.text)]
        .map(toNameKey)
        .filter((key) => key.length >= shortestName);
      const isNamedAfter = (name: string) => keys.some((key) => name.includes(key));
      return [...siblingNames].some(isNamedAfter) && !subjectNames.some(isNamedAfter);
    },
  };
}

/** A place that names the subject or a sibling. */
interface Place {
  readonly start: number;
  readonly of: "subject" | "sibling";
  readonly link: Mention | null;
}

function listOwnPlaces(passage: Passage, { scope, names, mentionsOf }: Reading): Place[] {
  const mentioned = mentionsOf(passage).flatMap((mention): Place[] => {
    const link = mention.form === "hub-link" || mention.form === "bare-link" ? mention : null;
    if (mention.form === "repository-link") return [];
    if (scope.isSubject(mention)) return [{ start: mention.start, of: "subject", link }];
    return link !== null && scope.isSibling(mention) ? [{ start: mention.start, of: "sibling", link }] : [];
  });
  return [...mentioned, ...listSizedNames(passage.text, names)].sort((a, b) => a.start - b.start);
}

const sizedName = /[a-z][\w.-]*?\d+(?:\.\d+)?[km](?![a-z0-9])/gi;
const modelSize = /\d[bB](?![a-zA-Z])/;
const shortestStem = 4;

/** `lake-72k` in a document read for `lake-57k` is a sibling; `lake-7B-72k` is a model. */
function listSizedNames(text: string, names: SubjectNames): Place[] {
  if (names.sizes.size === 0) return [];
  const stems = [...names.nameKeys].map(toStem);
  return [...text.matchAll(sizedName)]
    .filter(
      ([name]) => !modelSize.test(name) && stems.some((stem) => isSameStem(stem, toStem(toNameKey(name)))),
    )
    .map((match) => {
      const isOwnSize = toSizes(match[0]).some((size) => names.sizes.has(size));
      return { start: match.index, of: isOwnSize ? "subject" : "sibling", link: null };
    });
}

/** A name key up to its size: `lake` of `lake57k`. */
function toStem(key: string): string {
  return key.replace(/\d+[km].*$/, "");
}

function isSameStem(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= shortestStem && (a.startsWith(b) || b.startsWith(a));
}
