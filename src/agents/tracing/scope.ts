import { toIdKey, toNameKey } from "../../model/index.ts";
import type { Passage } from "../extracting/passage.ts";
import type { Mention } from "./mention.ts";
import { findOwner, type SubjectNames, toLastSegment, toSizes, toTokens } from "./subject-names.ts";

/** Whom a piece of text speaks of, where one document describes several datasets (spec T2, T3). */
export type Scope = "subject" | "sibling" | "neutral";

export interface ScopeFinder {
  isSubject(mention: Mention): boolean;
  isSibling(mention: Mention): boolean;
  ofPassage(passage: Passage): Scope;
  /** Whom the part of the text before the mention speaks of: its grammatical subject, roughly. */
  ofText(passage: Passage, before: readonly Mention[], text: string): Scope;
}

/**
 * Knows the siblings of the subject: datasets of the same owner that the document links. A place speaks of the one it
 * names first; sizes (57k, 72k) and headings tell the rest apart.
 */
export function createScopeFinder(
  names: SubjectNames,
  mentionsOf: (passage: Passage) => readonly Mention[],
  passages: readonly Passage[],
): ScopeFinder {
  const siblingKeys = new Set<string>();
  for (const passage of passages) {
    for (const mention of mentionsOf(passage)) {
      if (mention.form !== "hub-link" && mention.form !== "bare-link" && mention.form !== "hub-id") continue;
      if (isOwn(mention) && !isSubject(mention)) siblingKeys.add(mention.key);
    }
  }
  const siblingNames = new Set([...siblingKeys].map((key) => toNameKey(toLastSegment(key))));
  const headingScopes = new Map<string, Scope>();

  function isOwn(mention: Mention): boolean {
    const id = mention.statedId ?? mention.key;
    return (
      names.owner !== null &&
      findOwner(id)?.toLowerCase() === names.owner.toLowerCase() &&
      !id.startsWith("github:")
    );
  }

  function isSubject(mention: Mention): boolean {
    if (names.idKeys.has(mention.key)) return true;
    if (mention.statedId !== null && names.idKeys.has(toIdKey(mention.statedId))) return true;
    if (mention.form === "hub-link" || mention.form === "hub-id" || mention.form === "load-call")
      return false;
    return (
      mention.form !== "repository-link" &&
      names.nameKeys.has(toNameKey(mention.text)) &&
      !siblingKeys.has(mention.key)
    );
  }

  function isSibling(mention: Mention): boolean {
    return siblingKeys.has(mention.key) || (isOwn(mention) && !isSubject(mention));
  }

  function ofMention(mention: Mention | undefined): Scope {
    if (mention === undefined) return "neutral";
    if (isSubject(mention)) return "subject";
    return isSibling(mention) ? "sibling" : "neutral";
  }

  function ofWords(text: string): Scope {
    const key = toNameKey(text);
    if ([...names.nameKeys].some((name) => name.length >= 5 && key.includes(name))) return "subject";
    if ([...siblingNames].some((name) => name.length >= 5 && key.includes(name))) return "sibling";
    const sizes = toSizes(text);
    if (names.sizes.size > 0 && sizes.length > 0 && siblingKeys.size + sizes.length > 0) {
      if (sizes.some((size) => names.sizes.has(size))) return "subject";
      return sharesKind(text) ? "sibling" : "neutral";
    }
    return "neutral";
  }

  /** A size that is not the subject's tells a sibling only where the words are otherwise the subject's. */
  function sharesKind(text: string): boolean {
    const tokens = toTokens(text);
    return (
      tokens.some((token) => token.length > 3 && names.tokens.has(token)) ||
      /\b(?:data|dataset|extended|original|hard|full|collection)\b/i.test(text)
    );
  }

  function ofHeading(passage: Passage): Scope {
    for (const heading of passage.section.toReversed()) {
      const known = headingScopes.get(heading);
      const scope =
        known ??
        (passage.section.indexOf(heading) === 0 && passage.section.length > 1 ? "neutral" : ofWords(heading));
      headingScopes.set(heading, scope);
      if (scope !== "neutral") return scope;
    }
    return "neutral";
  }

  return {
    isSubject,
    isSibling,
    ofPassage(passage) {
      const lead = ofMention(mentionsOf(passage).find((mention) => mention.start <= 60));
      if (lead !== "neutral" && passage.kind !== "prose") return lead;
      if (passage.kind === "list-item" || passage.kind === "table-row") {
        const own = ofWords(passage.text.slice(0, 70));
        if (own !== "neutral") return own;
        const parent = passage.introduction.at(-1);
        const above =
          parent === undefined || passage.introduction.length < 2 ? "neutral" : ofWords(parent.slice(0, 70));
        if (above !== "neutral") return above;
      }
      return ofHeading(passage);
    },
    ofText(passage, before, text) {
      const first = before.find((mention) => ofMention(mention) !== "neutral");
      if (first !== undefined) return ofMention(first);
      const spoken = ofWords(text.slice(0, 120));
      return spoken === "neutral" &&
        /\b(?:this|our|the) (?:data ?set|data|corpus|collection|release|subset)\b/i.test(text) &&
        ofHeading(passage) === "neutral"
        ? "neutral"
        : spoken;
    },
  };
}
