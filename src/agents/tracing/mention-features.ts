import { toNameKey } from "../../model/index.ts";
import type { Passage, TextRange } from "../extracting/passage.ts";
import * as cues from "./lexicon.ts";
import type { Mention } from "./mention.ts";
import type { ScopeFinder } from "./scope.ts";
import { findSentence, toSentences } from "./sentence.ts";
import { type SubjectNames, toLastSegment, toTokens } from "./subject-names.ts";

/** What the text around one mention says, each fact 0 or 1. The names are those of the confidence model's weights. */
export type MentionFeatures = Readonly<Record<string, number>>;

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

export interface ContextInput {
  readonly passage: Passage;
  readonly mentions: readonly Mention[];
  readonly mention: Mention;
  readonly scope: ScopeFinder;
  readonly names: SubjectNames;
  /** Passages of running text before this one. */
  readonly isEarly: boolean;
}

type HeadingFlags = Readonly<Record<cues.HeadingKind, boolean>>;

export function toMentionContext(input: ContextInput): MentionContext {
  const { passage, mention, mentions } = input;
  const sentence = findSentence(toSentences(passage.text), mention.start, passage.text.length);
  const before = maskMentions(passage.text, { start: sentence.start, end: mention.start }, mentions);
  const after = maskMentions(passage.text, { start: mention.end, end: sentence.end }, mentions);
  const words = { before: lastClause(before), after: firstClause(after) };
  const headings = toHeadingFlags(passage.section);
  const cueFlags = toCueFlags(words, passage);
  const contrary = toContraryFlags(words, { before, after }, input);
  const place = toPlaceFlags(input, headings);
  const flags = { ...cueFlags, ...contrary, ...place, ...toFormFlags(input, words) };
  const rules = toRules(flags);
  return {
    passage,
    mention,
    sentence,
    before,
    after,
    rules,
    split: findSplit(words),
    features: toNumbers(flags),
  };
}

function maskMentions(text: string, range: TextRange, mentions: readonly Mention[]): string {
  let masked = "";
  let at = range.start;
  for (const other of mentions) {
    if (other.end <= range.start || other.start >= range.end) continue;
    masked += text.slice(at, Math.max(at, other.start));
    masked += "▮";
    at = Math.max(at, other.end);
  }
  return (masked + text.slice(at, Math.max(at, range.end)))
    .replace(/https?:\/\/\S+/g, " ")
    .replace(/\s+/g, " ");
}

const clauseBorder =
  /[;；。]| (?:but|while|whereas|however|although|though|and then) |\. |, (?:which|where|with which|whose) |, and (?:we|it|our|then|finally|the model)/gi;

function lastClause(before: string): string {
  let start = 0;
  for (const match of before.matchAll(clauseBorder)) start = match.index + match[0].length;
  return before.slice(start);
}

function firstClause(after: string): string {
  const match =
    /[;；。]| (?:but|while|whereas|however|although|though) |, (?:which|where|and (?:we|it|our|then)) /i.exec(
      after,
    );
  return match === null ? after : after.slice(0, match.index);
}

/** Words between a cue and the mention that are neither list glue nor description of what is taken. */
function toGap(between: string): number {
  const bare = between
    .replace(/▮|\([^)]*\)/g, " ")
    .replace(
      /\b(?:the|a|an|our|their|its|this|these|those|original|existing|public(?:ly)?|available|open(?:-source[d]?)?|source[d]?|popular|high-quality|quality|various|several|multiple|many|diverse|different|following|large|well-known|and|or|as well as|including|such as|e\.?g\.?|i\.?e\.?|like|namely|of|from|in|data ?sets?|data|corpus|corpora|benchmarks?|train(?:ing)?|test|validation|sets?|splits?|subsets?|portions?|parts?|versions?|prompts?|questions?|problems?|instructions?|examples?|samples?|sources?|collections?|both|all|some|\d[\d.,]*[kKmM%]?)\b/gi,
      " ",
    )
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return bare === "" ? 0 : bare.split(" ").length;
}

function findClosestGap(cue: RegExp, before: string): number {
  let gap = Number.POSITIVE_INFINITY;
  for (const match of before.matchAll(cue))
    gap = Math.min(gap, toGap(before.slice(match.index + match[0].length)));
  return gap;
}

interface Words {
  readonly before: string;
  readonly after: string;
}

function toCueFlags(words: Words, passage: Passage) {
  const derivation = findClosestGap(cues.derivationCue, words.before);
  const base = findClosestGap(cues.baseCue, words.before);
  const version = findClosestGap(cues.versionCue, words.before);
  const composition = findClosestGap(cues.compositionCue, words.before);
  const use = findClosestGap(cues.useCue, words.before);
  const from = findClosestGap(cues.fromCue, words.before);
  const chinese = findClosestGap(cues.chineseSourceCue, words.before);
  const near = 3;
  return {
    derivationNear: derivation <= near,
    derivationFar: derivation > near && derivation <= 12,
    base: base <= near,
    version: version <= near,
    composition: composition <= near,
    use: use <= near,
    useFar: use > near && use <= 8,
    from: from <= 2,
    chinese:
      chinese <= near ||
      (/[\p{Script=Han}]/u.test(words.before) &&
        /^(?:数据集?|语料)?(?:的|中)?(?:翻译|改写|采样|整理|生成|构建|筛选|过滤)/.test(words.after.trim())),
    afterCue: cues.afterCue.test(words.after),
    materialAfter: cues.materialAfter.test(words.after),
    introCue: hasIntroductionCue(passage),
  };
}

const introductionCue =
  /\b(?:sources?|sourced|derived|collected|constructed|built|composed|compris\w+|consists?|made (?:up|of|from)|mix(?:ture|ed|es)?|combin\w+|based on|generated (?:from|using|based)|drawn|sampled|gathered|curated|created|from the following|following (?:\w+ ){0,3}(?:data ?sets?|sources|corpora|subsets|components)|we (?:use|used|load|collect|sampl|select|includ|combin|merg|start)\w*|datasets? (?:used|included)|includes?|contains?|components?|subsets?|seed)\b|来自|来源|包含|包括|组成|构成|基于/i;

function hasIntroductionCue(passage: Passage): boolean {
  if (passage.kind !== "list-item" && passage.kind !== "table-row") return false;
  return passage.introduction.some((sentence) => {
    const last = sentence.slice(-260);
    return (
      introductionCue.test(last) &&
      !cues.evaluationCue.test(last) &&
      !cues.modelTrainingCue.test(last) &&
      !cues.comparisonCue.test(last)
    );
  });
}

function toContraryFlags(words: Words, whole: Words, input: ContextInput) {
  const clause = `${words.before} ▪ ${words.after}`;
  const near = `${words.before.slice(-90)} ▪ ${words.after.slice(0, 60)}`;
  const intro = input.passage.introduction.at(-1)?.slice(-200) ?? "";
  return {
    evaluation: cues.evaluationCue.test(clause),
    evaluationIntro: cues.evaluationCue.test(intro),
    comparison: cues.comparisonCue.test(near),
    decontamination: cues.decontaminationCue.test(clause),
    negation: cues.negationCue.test(words.before.slice(-50)),
    future: cues.futureCue.test(near),
    modelTraining: cues.modelTrainingCue.test(clause),
    modelTrainingIntro: cues.modelTrainingCue.test(intro),
    example: cues.exampleCue.test(words.before),
    release: cues.releaseCue.test(`${whole.before.slice(-100)} ▪ ${whole.after.slice(0, 60)}`),
    usedBy: cues.usedByCue.test(clause),
    modelAfter: cues.modelAfter.test(words.after),
    methodAfter: cues.methodAfter.test(words.after),
  };
}

function toHeadingFlags(section: readonly string[]): HeadingFlags {
  const inner = section.slice(-2).join(" · ");
  const all = section.slice(1).join(" · ") || inner;
  const test = (kind: cues.HeadingKind) =>
    cues.headings[kind].test(kind === "citation" || kind === "news" ? all : inner);
  const kinds = Object.keys(cues.headings) as cues.HeadingKind[];
  return Object.fromEntries(kinds.map((kind) => [kind, test(kind)])) as Record<cues.HeadingKind, boolean>;
}

function toPlaceFlags(input: ContextInput, headings: HeadingFlags) {
  const { passage, mention, mentions, scope } = input;
  const before = mentions.filter((other) => other.end <= mention.start);
  const passageScope = scope.ofPassage(passage);
  const spokenOf =
    passage.kind === "table-row"
      ? passageScope
      : scope.ofText(
          passage,
          before.filter((other) => other !== mention),
          passage.text.slice(0, mention.start),
        );
  const isStructured = passage.kind === "list-item" || passage.kind === "table-row";
  const rest = passage.text.slice(0, mention.start) + passage.text.slice(mention.end);
  return {
    sourceHeading: headings.source && !headings.evaluation,
    dataHeading: headings.data && !headings.evaluation && !headings.training,
    evaluationHeading: headings.evaluation && !headings.source,
    trainingHeading: headings.training && !headings.source,
    newsHeading: headings.news,
    citationHeading: headings.citation,
    acknowledgementHeading: headings.acknowledgement,
    relatedHeading: headings.related,
    licenseHeading: headings.license,
    isListItem: passage.kind === "list-item",
    isTableRow: passage.kind === "table-row",
    isHeading: passage.kind === "heading",
    isCode: passage.kind === "code",
    isProse: passage.kind === "prose",
    isEarly: input.isEarly && passage.kind !== "code",
    isLead: isStructured && passage.text.slice(0, mention.start).replace(/[^\p{L}]+/gu, "").length <= 3,
    isAlone: isStructured && rest.replace(/[^\p{L}]+/gu, "").length <= 14,
    isKeyValue: /^[\s*•-]*[\w ()]{2,24}[:：]\s*$/.test(passage.text.slice(0, mention.start)),
    countBeside:
      isStructured &&
      /(?:^|[\s(~|])\d[\d,.]*\s?(?:[kKmMB]\b|samples|examples|rows|instances|pairs|prompts|questions|problems|条)/.test(
        rest,
      ),
    headerRow: passage.table?.isHeaderRow ?? false,
    scoreTable: passage.table?.hasScores ?? false,
    countTable: passage.table?.hasCounts ?? false,
    subjectScope: spokenOf === "subject" || (spokenOf === "neutral" && passageScope === "subject"),
    siblingScope: spokenOf === "sibling" || (spokenOf === "neutral" && passageScope === "sibling"),
    neighbours: mentions.filter((other) => other !== mention && !scope.isSubject(other)).length >= 2,
  };
}

function toFormFlags(input: ContextInput, words: Words) {
  const { mention, names, scope } = input;
  const own = scope.isSibling(mention);
  const otherTokens = toTokens(mention.entry === null ? toLastSegment(mention.key) : mention.text).filter(
    (token) => token.length >= 3 && !/^\d+$/.test(token),
  );
  const key = toNameKey(toLastSegment(mention.statedId ?? mention.text)).replace(/\d+[km]?$/, "");
  const inSubject = [...names.nameKeys].some((name) => key.length >= 4 && name !== key && name.includes(key));
  const allTokens = otherTokens.length > 0 && otherTokens.every((token) => names.tokens.has(token));
  const hasWord = cues.datasetWordBeside.test(words.after) || cues.datasetWordAhead.test(words.before);
  return {
    hubLink: mention.form === "hub-link" || mention.form === "bare-link",
    repositoryLink: mention.form === "repository-link",
    knownRepository: mention.form === "repository-link" && mention.entry !== null,
    unknownRepository: mention.form === "repository-link" && mention.entry === null,
    pageLink: mention.form === "page-link",
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
    nameInSubject: (inSubject || allTokens) && !own,
    benchmark: mention.entry?.kind === "benchmark",
    testOnly:
      mention.entry?.kind === "benchmark" &&
      !(mention.entry.splits ?? ["train"]).some((split) => /train|auxiliary/.test(split)),
    corpus: mention.entry?.kind === "corpus",
  };
}

function findSplit(words: Words): string | null {
  const split = cues.splitBefore.exec(words.before)?.[1] ?? cues.splitAfter.exec(words.after)?.[1];
  if (split === undefined) return null;
  const lower = split.toLowerCase();
  if (lower.startsWith("train")) return "train";
  return lower.startsWith("test") ? "test" : "validation";
}

type Flags = Record<string, boolean>;

function isContrary(flags: Flags): boolean {
  return [
    "scoreTable",
    "headerRow",
    "decontamination",
    "future",
    "citationHeading",
    "usedBy",
    "modelAfter",
    "methodAfter",
  ].some((name) => flags[name]);
}

/** Named rules: each is a way in which documents state a source, with the contexts that make it something else ruled out. */
function toRules(flags: Flags): string[] {
  if (isContrary(flags)) return [];
  const isLink =
    flags.hubLink === true ||
    flags.knownRepository === true ||
    flags.plainId === true ||
    flags.pageLink === true;
  const isNamed = flags.catalogueName === true || flags.learnedName === true;
  const isStructured = flags.isListItem === true || flags.isTableRow === true;
  const isQuiet =
    !flags.evaluation && !flags.comparison && !flags.negation && !flags.modelTraining && !flags.siblingScope;
  const isOff =
    flags.evaluationHeading === true ||
    flags.trainingHeading === true ||
    flags.newsHeading === true ||
    flags.relatedHeading === true;
  const strongCue =
    flags.derivationNear === true || flags.version === true || flags.base === true || flags.chinese === true;
  const candidates: Record<string, boolean> = {
    "link-under-source-heading": isLink && isStructured && flags.sourceHeading === true && isQuiet,
    "name-under-source-heading":
      isNamed &&
      isStructured &&
      flags.sourceHeading === true &&
      isQuiet &&
      (flags.isLead === true || flags.introCue === true),
    "link-in-count-table": isLink && flags.countTable === true && isQuiet,
    "name-leads-count-table": isNamed && flags.countTable === true && flags.isLead === true && isQuiet,
    "link-alone-in-item": isLink && flags.isAlone === true && !isOff && isQuiet,
    "item-after-source-sentence":
      (isLink || isNamed) && flags.introCue === true && !isOff && isQuiet && !flags.evaluationIntro,
    "derivation-verb":
      (isLink || isNamed) && strongCue && !flags.negation && !flags.siblingScope && !flags.comparison,
    "composition-verb": (isLink || isNamed) && flags.composition === true && isQuiet && !isOff,
    "use-verb": (isLink || isNamed) && (flags.use === true || flags.afterCue === true) && isQuiet && !isOff,
    "link-in-acknowledgements":
      isLink && flags.acknowledgementHeading === true && !flags.siblingScope && !flags.unknownRepository,
    "name-in-subject": flags.nameInSubject === true && !flags.evaluation && !flags.modelTraining,
    "loaded-in-code": flags.loadCall === true && !isOff,
  };
  return Object.keys(candidates).filter((name) => candidates[name]);
}

function toNumbers(flags: Flags): MentionFeatures {
  return Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, value ? 1 : 0]));
}
