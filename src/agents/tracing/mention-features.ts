import { toNameKey } from "../../model/index.ts";
import type { Passage, TextRange } from "../extracting/passage.ts";
import { toContraryFlags } from "./contrary-flags.ts";
import { toCueFlags, type Words } from "./cue-flags.ts";
import { toFormFlags } from "./form-flags.ts";
import * as cues from "./lexicon.ts";
import { firstClause, lastClause, maskMentions, subjectMark } from "./masked-text.ts";
import type { Mention } from "./mention.ts";
import { type Placement, toHeadingFlags, toPlaceFlags } from "./place-flags.ts";
import { type Flags, toRules } from "./rules.ts";
import { findSentence, toSentences } from "./sentence.ts";
import { type SubjectNames, toLastSegment } from "./subject-names.ts";

/** What the text around one mention says, each fact 0 or 1. The names are those of the confidence model's weights. */
type MentionFeatures = Readonly<Record<string, number>>;

export interface MentionContext {
  readonly passage: Passage;
  readonly mention: Mention;
  readonly sentence: TextRange;
  readonly features: MentionFeatures;
  /** Whether a rule (a conjunction that is seldom wrong) fired, and which. */
  readonly rules: readonly string[];
  /** The words before and after the mention in its sentence, other mentions as ▮. */
  readonly before: string;
  readonly after: string;
  readonly split: string | null;
}

export interface ContextInput extends Placement {
  readonly names: SubjectNames;
  /** The document's first heading, which says what it is about and not what its sections hold. */
  readonly title: string | null;
}

export function toMentionContext(input: ContextInput): MentionContext {
  const { passage, mention } = input;
  const { sentence, marked, after } = readSentence(input);
  const before = marked.replaceAll(subjectMark, "▮");
  const words = { before: lastClause(before), after: firstClause(after).replaceAll(subjectMark, "▮") };
  const { flags: cueFlags, cueAt } = toCueFlags(words, passage);
  const flags = {
    ...cueFlags,
    ...toContraryFlags(toNearest(words, cueAt), { before, after }, { passage, mention }),
    ...toPlaceFlags(
      input,
      toHeadingFlags(passage.section.filter((heading) => heading !== input.title)),
      toSaidBefore(marked, cueAt < 0 ? -1 : before.length - words.before.length + cueAt),
    ),
    ...toFormFlags(input, words),
    titledOtherwise: !input.isOwnText && isTitledOtherwise(input),
  };
  return {
    passage,
    mention,
    sentence,
    before,
    after: after.replaceAll(subjectMark, "▮"),
    rules: toRules(flags),
    split: findSplit(words),
    features: toNumbers(flags),
  };
}

/** Whether the document's title names no part of the subject's id: it is about something else, or about more. */
function isTitledOtherwise({ title, names }: ContextInput): boolean {
  const key = toNameKey(title ?? "");
  const ids = [...names.idKeys].map(toLastSegment);
  return key !== "" && !ids.some((id) => key.includes(toLongestPart(id)) || toNameKey(id).includes(key));
}

function toLongestPart(id: string): string {
  return id.split(/[-_.]/).reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}

function readSentence({ passage, mention, mentions, scope }: ContextInput) {
  const sentence = findSentence(toSentences(passage.text), mention.start, passage.text.length);
  const subjects = mentions.filter((other) => scope.isSubject(other) && other.form !== "repository-link");
  const ahead = { start: sentence.start, end: mention.start };
  const behind = { start: mention.end, end: sentence.end };
  const marked = maskMentions(passage.text, ahead, mentions, subjects);
  return { sentence, marked, after: maskMentions(passage.text, behind, mentions, subjects) };
}

/** What is said before the nearest source word speaks of something else, and so does what follows the mention then. */
function toNearest(words: Words, cueAt: number) {
  if (cueAt < 0) return { ...words, beforeCue: "" };
  return { before: words.before.slice(cueAt), after: "", beforeCue: words.before.slice(0, cueAt) };
}

function toSaidBefore(marked: string, cuePlace: number) {
  const namesSubject = marked.includes(subjectMark);
  const isCued = cuePlace >= 0;
  return {
    isCued,
    namesSubject,
    saysSubjectFirst: isCued && namesSubject && marked.lastIndexOf(subjectMark) < cuePlace,
  };
}

function findSplit(words: Words): string | null {
  const split = cues.splitBefore.exec(words.before)?.[1] ?? cues.splitAfter.exec(words.after)?.[1];
  if (split === undefined) return null;
  const lower = split.toLowerCase();
  if (lower.startsWith("train")) return "train";
  return lower.startsWith("test") ? "test" : "validation";
}

function toNumbers(flags: Flags): MentionFeatures {
  return Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, value ? 1 : 0]));
}
