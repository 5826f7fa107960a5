import { toIdKey, toNameKey } from "../../model/index.ts";
import type { Passage } from "../extracting/passage.ts";
import type { Mention } from "./mention.ts";
import { findOwner, type SubjectNames, toLastSegment, toSizes, toTokens } from "./subject-names.ts";

/** Whom a piece of text speaks of, where one document describes several datasets (spec T2, T3). */
type Scope = "subject" | "sibling" | "neutral";

export interface ScopeFinder {
  isSubject(mention: Mention): boolean;
  isSibling(mention: Mention): boolean;
  ofPassage(passage: Passage): Scope;
  /** Whom the part of the text before the mention speaks of: its grammatical subject, roughly. */
  ofText(passage: Passage, before: readonly Mention[], text: string): Scope;
}

/**
 * Knows the siblings of the subject: datasets of the same owner that the document links. A place speaks of the one it
 * named last; sizes (57k, 72k) and headings tell the rest apart.
 */
export function createScopeFinder(
  names: SubjectNames,
  mentionsOf: (passage: Passage) => readonly Mention[],
  passages: readonly Passage[],
): ScopeFinder {
  const siblingKeys = new Set<string>();
  for (const passage of passages) {
    for (const mention of mentionsOf(passage)) {
      if (isLinkLike(mention) && isOwn(mention) && !isSubject(mention)) siblingKeys.add(mention.key);
    }
  }
  const siblingNames = [...siblingKeys]
    .map((key) => toNameKey(toLastSegment(key)))
    .filter((name) => name.length >= 5);
  const subjectNames = [...names.nameKeys].filter((name) => name.length >= 5);
  const headingScopes = new Map<string, Scope>();
  const title = passages
    .find((passage) => passage.kind === "heading")
    ?.text.replace(/\s+/g, " ")
    .trim();

  function isOwn(mention: Mention): boolean {
    const id = mention.form === "repository-link" ? mention.id : (mention.statedId ?? mention.id);
    return hasSameOwner(id, names) && !id.startsWith("github:");
  }

  function isSubject(mention: Mention): boolean {
    const stated = mention.statedId ?? mention.id;
    if (mention.form === "repository-link" && hasSameOwner(stated, names)) return true;
    if (names.idKeys.has(mention.key) || names.idKeys.has(toIdKey(stated))) return true;
    const isNamedAlike = names.nameKeys.has(toNameKey(toLastSegment(stated)));
    if (isLinkLike(mention) || mention.form === "load-call")
      return isNamedAlike && hasSameOwner(stated, names);
    if (names.nameKeys.has(toNameKey(mention.text)) && !siblingKeys.has(mention.key)) return true;
    return stated.startsWith("name:") && mention.form === "catalogue-name" && isNamedAlike;
  }

  function isSibling(mention: Mention): boolean {
    const isVariant =
      mention.form === "unknown-name" && subjectNames.some((name) => toNameKey(mention.text).includes(name));
    if (siblingKeys.has(mention.key) || isVariant) return true;
    return isOwn(mention) && !isSubject(mention) && (mention.form !== "catalogue-name" || isRelated(mention));
  }

  /** Large owners have datasets that have nothing to do with each other: a mere name is kin only when it shares a word. */
  function isRelated(mention: Mention): boolean {
    return toTokens(toLastSegment(mention.id)).some((token) => token.length >= 4 && names.tokens.has(token));
  }

  /** A repository holds several datasets, so its link alone names none of them. */
  function ofMention(mention: Mention | undefined): Scope {
    if (mention === undefined || mention.form === "repository-link") return "neutral";
    if (isSubject(mention)) return "subject";
    return isSibling(mention) ? "sibling" : "neutral";
  }

  function ofNames(text: string): Scope {
    const key = toNameKey(text);
    const subjectAt = Math.max(...subjectNames.map((name) => key.lastIndexOf(name)), -1);
    const siblingAt = Math.max(...siblingNames.map((name) => key.lastIndexOf(name)), -1);
    if (subjectAt < 0 && siblingAt < 0) return "neutral";
    return subjectAt >= siblingAt ? "subject" : "sibling";
  }

  /** The last size before a place: the subject's own, or another one where the passage is about files of this owner. */
  function ofSizes(passage: Passage, text: string): Scope {
    const last = toSizes(text).at(-1);
    if (names.sizes.size === 0 || last === undefined) return "neutral";
    if (names.sizes.has(last)) return "subject";
    const knowsOwn =
      toSizes(passage.text).some((size) => names.sizes.has(size)) ||
      passage.links.some((link) => isOwnAddress(link.url, names));
    return knowsOwn ? "sibling" : "neutral";
  }

  function ofHeading(passage: Passage): Scope {
    for (const heading of passage.section.toReversed()) {
      const isTitle = heading === title && (passage.section.length > 1 || siblingKeys.size > 0);
      const scope = headingScopes.get(heading) ?? (isTitle ? "neutral" : ofNames(heading));
      headingScopes.set(heading, scope);
      if (scope !== "neutral") return scope;
    }
    return "neutral";
  }

  function ofItem(passage: Passage): Scope {
    const lead = mentionsOf(passage).find(
      (mention) => mention.start <= 60 && ofMention(mention) !== "neutral",
    );
    if (lead !== undefined) return ofMention(lead);
    const parent = passage.introduction.length < 2 ? undefined : passage.introduction.at(-1)?.slice(0, 90);
    return parent === undefined ? "neutral" : firstKnown([ofNames(parent), ofSizes(passage, parent)]);
  }

  return {
    isSubject,
    isSibling,
    ofPassage(passage) {
      const isStructured = passage.kind === "list-item" || passage.kind === "table-row";
      return firstKnown([isStructured ? ofItem(passage) : "neutral", ofHeading(passage)]);
    },
    ofText(passage, before, text) {
      const last = before.findLast((mention) => ofMention(mention) !== "neutral");
      const sentence = text.slice(Math.max(text.lastIndexOf(". "), text.lastIndexOf("。")) + 1);
      const isNear = last !== undefined && text.length - last.end <= sentence.length;
      if (isNear) return ofMention(last);
      return firstKnown([ofSizes(passage, text.slice(-160)), ofMention(last), ofNames(text)]);
    },
  };
}

function firstKnown(scopes: readonly Scope[]): Scope {
  return scopes.find((scope) => scope !== "neutral") ?? "neutral";
}

function isLinkLike(mention: Mention): boolean {
  return mention.form === "hub-link" || mention.form === "bare-link" || mention.form === "hub-id";
}

function hasSameOwner(id: string, names: SubjectNames): boolean {
  return names.owner !== null && findOwner(id)?.toLowerCase() === names.owner.toLowerCase();
}

function isOwnAddress(url: string, names: SubjectNames): boolean {
  return names.owner !== null && url.toLowerCase().includes(`/${names.owner.toLowerCase()}/`);
}
