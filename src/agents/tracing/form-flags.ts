import { toNameKey } from "../../model/index.ts";
import type { Words } from "./cue-flags.ts";
import * as cues from "./lexicon.ts";
import type { Mention } from "./mention.ts";
import type { ScopeFinder } from "./scope.ts";
import { type SubjectNames, toLastSegment, toTokens } from "./subject-names.ts";

interface FormInput {
  readonly mention: Mention;
  readonly names: SubjectNames;
  readonly scope: ScopeFinder;
}

/** How the mention is written, and what is known of the thing it names. */
export function toFormFlags({ mention, names, scope }: FormInput, words: Words) {
  const own = scope.isSibling(mention);
  const otherTokens = toTokens(mention.entry === null ? toLastSegment(mention.key) : mention.text).filter(
    (token) => token.length >= 3 && !/^\d+$/.test(token),
  );
  const given = mention.form === "repository-link" ? mention.text : (mention.statedId ?? mention.text);
  const key = toNameKey(toLastSegment(given)).replace(/\d+[km]?$/, "");
  const inSubject = [...names.nameKeys].some((name) => key.length >= 4 && name !== key && name.includes(key));
  const allTokens = otherTokens.length > 0 && otherTokens.every((token) => names.tokens.has(token));
  const hasWord = cues.datasetWordBeside.test(words.after) || cues.datasetWordAhead.test(words.before);
  return {
    hubLink: mention.form === "hub-link" || mention.form === "bare-link",
    repositoryLink: mention.form === "repository-link",
    knownRepository: mention.form === "repository-link" && mention.entry !== null,
    unknownRepository: mention.form === "repository-link" && mention.entry === null,
    pageLink: mention.form === "page-link" && (mention.entry !== null || mention.statedId !== null),
    homepage: mention.form === "page-link" && mention.entry === null && mention.statedId === null,
    plainId: mention.form === "hub-id",
    loadCall: mention.form === "load-call",
    catalogueName: mention.form === "catalogue-name",
    learnedName: mention.form === "learned-name",
    unknownName: mention.form === "unknown-name",
    generic: mention.strength === "generic",
    ambiguous: mention.strength === "ambiguous",
    bareGeneric: mention.strength !== "name" && !hasWord,
    datasetWord: hasWord,
    sibling: own,
    nameInSubject:
      (inSubject || allTokens) &&
      !own &&
      mention.form !== "page-link" &&
      !/^github:|^https?:/.test(mention.id + mention.text),
    benchmark: mention.entry?.kind === "benchmark",
    testOnly:
      mention.entry?.kind === "benchmark" &&
      !(mention.entry.splits ?? ["train"]).some((split) => /train|auxiliary/.test(split)),
    corpus: mention.entry?.kind === "corpus",
  };
}
