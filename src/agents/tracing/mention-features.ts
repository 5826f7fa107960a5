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
  /** Whether the passage is one of the first of the document. */
  readonly isEarly: boolean;
  /** Whether the list or table around the passage has the subject among its items: the others are then its siblings. */
  readonly listsSubject: boolean;
  /** Mentions of the list item above this one, where items are nested. */
  readonly parentMentions: readonly Mention[];
  /** The document's first heading, which says what it is about and not what its sections hold. */
  readonly title: string | null;
}

type HeadingFlags = Readonly<Record<cues.HeadingKind, boolean>>;

export function toMentionContext(input: ContextInput): MentionContext {
  const { passage, mention, mentions } = input;
  const sentence = findSentence(toSentences(passage.text), mention.start, passage.text.length);
  const subjects = mentions.filter(
    (other) => input.scope.isSubject(other) && other.form !== "repository-link",
  );
  const marked = maskMentions(
    passage.text,
    { start: sentence.start, end: mention.start },
    mentions,
    subjects,
  );
  const before = marked.replaceAll(subjectMark, "▮");
  const after = maskMentions(passage.text, { start: mention.end, end: sentence.end }, mentions);
  const words = { before: lastClause(before), after: firstClause(after) };
  const headings = toHeadingFlags(passage.section.filter((heading) => heading !== input.title));
  const { flags: cueFlags, cueAt } = toCueFlags(words, passage);
  const cuePlace = cueAt < 0 ? Number.POSITIVE_INFINITY : before.length - words.before.length + cueAt;
  const saysSubjectFirst =
    marked.lastIndexOf(subjectMark) < cuePlace && cueAt >= 0 && marked.includes(subjectMark);
  const nearest = {
    before: cueAt < 0 ? words.before : words.before.slice(cueAt),
    after: cueAt < 0 ? words.after : "",
  };
  const contrary = toContraryFlags(nearest, { before, after }, input);
  const place = toPlaceFlags(input, headings, {
    isCued: cueAt >= 0,
    saysSubjectFirst,
    namesSubject: marked.includes(subjectMark),
  });
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

const subjectMark = "◆";

function maskMentions(
  text: string,
  range: TextRange,
  mentions: readonly Mention[],
  subjects: readonly Mention[] = [],
): string {
  let masked = "";
  let at = range.start;
  for (const other of mentions) {
    if (other.end <= range.start || other.start >= range.end) continue;
    masked += text.slice(at, Math.max(at, other.start));
    masked += subjects.includes(other) ? subjectMark : "▮";
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

interface FoundCue {
  /** Words between the cue and the mention. */
  readonly gap: number;
  /** Where the cue stands in the text before the mention; -1 when there is none. */
  readonly at: number;
}

function findCue(cue: RegExp, before: string): FoundCue {
  let found: FoundCue = { gap: Number.POSITIVE_INFINITY, at: -1 };
  for (const match of before.matchAll(cue)) {
    const gap = toGap(before.slice(match.index + match[0].length));
    if (gap <= found.gap) found = { gap, at: match.index };
  }
  return found;
}

interface Words {
  readonly before: string;
  readonly after: string;
}

const nearWords = 3;

function toCueFlags(words: Words, passage: Passage) {
  const find = (cue: RegExp) => findCue(cue, words.before);
  const derivation = find(cues.derivationCue);
  const use = find(cues.useCue);
  const near = {
    derivationNear: derivation.gap <= nearWords,
    base: find(cues.baseCue).gap <= nearWords,
    version: find(cues.versionCue).gap <= nearWords,
    composition: find(cues.compositionCue).gap <= nearWords,
    use: use.gap <= nearWords,
    act: find(cues.actCue).gap <= 1,
    materialFrom: find(cues.materialFromCue).gap <= 2,
    from: find(cues.fromCue).gap <= 2,
    chinese: find(cues.chineseSourceCue).gap <= nearWords || isChineseMaterial(words),
  };
  const flags = {
    ...near,
    derivationFar: derivation.gap > nearWords && derivation.gap <= 12,
    useFar: use.gap > nearWords && use.gap <= 8,
    afterCue: cues.afterCue.test(words.after),
    materialAfter: cues.materialAfter.test(words.after),
    introCue: hasIntroductionCue(passage),
  };
  return { flags, cueAt: toCuePlace(words.before) };
}

/** Where the source word nearest to the mention begins: what is said before it speaks of something else. */
function toCuePlace(before: string): number {
  const found = [
    cues.derivationCue,
    cues.baseCue,
    cues.versionCue,
    cues.compositionCue,
    cues.materialFromCue,
    cues.chineseSourceCue,
    cues.useCue,
    cues.actCue,
  ].map((cue) => findCue(cue, before));
  return Math.max(-1, ...found.filter((cue) => cue.gap <= nearWords).map((cue) => cue.at));
}

function isChineseMaterial(words: Words): boolean {
  return (
    /[\p{Script=Han}]/u.test(words.before) &&
    /^(?:数据集?|语料)?(?:的|中)?(?:翻译|改写|采样|整理|生成|构建|筛选|过滤)/.test(words.after.trim())
  );
}

const introductionCue =
  /\b(?:sources?|sourced|derived|collected|constructed|built|composed|compris\w+|consists?|made (?:up|of|from)|mix(?:ture|ed|es)?|combin\w+|based on|generated (?:from|using|based)|drawn|sampled|gathered|curated|created|from the following|following (?:\w+ ){0,3}(?:data ?sets?|sources|corpora|subsets|components)|we (?:use|used|load|collect|sampl|select|includ|combin|merg|start)\w*|datasets? (?:used|included)|includes?|contains?|components?|subsets?|seed)\b|来自|来源|包含|包括|组成|构成|基于/i;

function hasIntroductionCue(passage: Passage): boolean {
  if (passage.kind !== "list-item" && passage.kind !== "table-row") return false;
  const last = passage.introduction.at(-1) ?? "";
  const sentence = toSentences(last).at(-1);
  const words = sentence === undefined ? "" : last.slice(sentence.start, sentence.end);
  const isContrary = [cues.evaluationCue, cues.modelTrainingCue, cues.comparisonCue].some((cue) =>
    cue.test(words),
  );
  return introductionCue.test(words) && !isContrary;
}

function toContraryFlags(words: Words, whole: Words, input: ContextInput) {
  const clause = `${words.before} ▪ ${words.after.slice(0, 70)}`;
  const near = `${words.before.slice(-90)} ▪ ${words.after.slice(0, 40)}`;
  const isDescribed = input.passage.table?.hasCounts === true;
  const intro = input.passage.introduction.at(-1)?.slice(-200) ?? "";
  return {
    evaluation: !isDescribed && cues.evaluationCue.test(clause),
    evaluationIntro: cues.evaluationCue.test(intro),
    comparison: !isDescribed && cues.comparisonCue.test(near),
    decontamination: cues.decontaminationCue.test(clause),
    negation: cues.negationCue.test(words.before.slice(-50)),
    future: cues.futureCue.test(near),
    modelTraining: cues.modelTrainingCue.test(whole.before.slice(-160)),
    reuse:
      !cues.materialAfter.test(whole.after) &&
      cues.reuseCue.test(
        whole.before
          .slice(-150)
          .replace(/\([^()]*\)/g, " ")
          .slice(-110),
      ),
    labelsLink:
      /^\s*[\])]?\s*[:：]?\s*▮/.test(whole.after) &&
      input.mention.statedId === null &&
      /^[^\p{L}]*$/u.test(whole.before),
    modelTrainingIntro: cues.modelTrainingCue.test(intro),
    example: cues.exampleCue.test(words.before),
    release: cues.releaseCue.test(`${whole.before.slice(-100)} ▪ ${whole.after.slice(0, 60)}`),
    usedBy: cues.usedByCue.test(clause),
    modelAfter: cues.modelAfter.test(words.after),
    methodAfter: cues.methodAfter.test(words.after),
  };
}

/** The innermost heading that says what its section is for decides; `### Video` under `## Source data` says nothing. */
function toHeadingFlags(section: readonly string[]): HeadingFlags {
  const kinds = Object.keys(cues.headings) as cues.HeadingKind[];
  const telling =
    section.findLast((heading) => kinds.some((kind) => cues.headings[kind].test(heading))) ?? "";
  return Object.fromEntries(kinds.map((kind) => [kind, cues.headings[kind].test(telling)])) as Record<
    cues.HeadingKind,
    boolean
  >;
}

interface SaidBefore {
  /** Whether a source word stands near before the mention. */
  readonly isCued: boolean;
  readonly namesSubject: boolean;
  /** The subject, then a source word, then the mention: "X is a superset of Y". */
  readonly saysSubjectFirst: boolean;
}

function toPlaceFlags(input: ContextInput, headings: HeadingFlags, said: SaidBefore) {
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
  const isTied = said.namesSubject ? said.saysSubjectFirst : said.isCued && passageScope === "subject";
  const isSiblingScope = spokenOf === "sibling" || (spokenOf === "neutral" && passageScope === "sibling");
  const rest = passage.text.slice(0, mention.start) + passage.text.slice(mention.end);
  return {
    sourceHeading: headings.source && !headings.evaluation,
    ownDataHeading:
      cues.ownDataHeading.test(passage.section.at(-1) ?? "") ||
      cues.ownDataHeading.test(passage.section.at(-2) ?? ""),
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
    siblingScope: isSiblingScope,
    /** A sibling's own place, or a sibling that nothing ties to the subject. */
    siblingPlace: scope.isSibling(mention) ? !isTied : isSiblingScope,
    /** Stands in the description of another dataset, whose source it is. */
    describedInItem: isStructured && isDescribed(input, before),
    ownPart:
      scope.isSibling(mention) &&
      isStructured &&
      !input.listsSubject &&
      (headings.source || passage.table?.hasCounts === true),
    labelsSubject:
      isStructured &&
      !scope.isSibling(mention) &&
      mention.start <= 40 &&
      mentions.some((other) => other.start >= mention.end && scope.isSubject(other)),
    neighbours: mentions.filter((other) => other !== mention && !scope.isSubject(other)).length >= 2,
  };
}

/** The item, or the one above it, begins with another dataset, and this one comes later in its description. */
function isDescribed(
  { passage, mention, scope, parentMentions }: ContextInput,
  before: readonly Mention[],
): boolean {
  const isOther = (other: Mention) =>
    other.key !== mention.key &&
    !scope.isSubject(other) &&
    other.strength === "name" &&
    other.form !== "unknown-name";
  const lead = before.find(
    (other) => isOther(other) && passage.text.slice(0, other.start).replace(/[^\p{L}]+/gu, "").length <= 3,
  );
  if (lead !== undefined)
    return !/^[\s,;、/&+()[\]*`'"▮]*(?:(?:and|or|和|与|及)[\s,;▮]*)?$/.test(
      toBetween(passage.text, lead, { mention, before }),
    );
  return parentMentions.some((other) => isOther(other) && other.start <= 6 && other.statedId !== null);
}

/** The text between two mentions, with the mentions in between as ▮. */
function toBetween(
  text: string,
  lead: Mention,
  { mention, before }: { readonly mention: Mention; readonly before: readonly Mention[] },
): string {
  return maskMentions(text, { start: lead.end, end: mention.start }, before);
}

function toFormFlags(input: ContextInput, words: Words) {
  const { mention, names, scope } = input;
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
    nameInSubject: (inSubject || allTokens) && !own && !/^github:|^https?:/.test(mention.id + mention.text),
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

const contraryFlags = [
  "scoreTable",
  "headerRow",
  "decontamination",
  "future",
  "citationHeading",
  "usedBy",
  "modelAfter",
  "methodAfter",
  "reuse",
  "labelsLink",
  "describedInItem",
];

/** Named rules: each is a way in which documents state a source, with the contexts that make it something else ruled out. */
function toRules(flags: Flags): string[] {
  const has = (...names: readonly string[]) => names.some((name) => flags[name]);
  const isHubLink = has("hubLink", "plainId");
  const isLink = isHubLink || has("knownRepository", "pageLink");
  const isNamed = has("catalogueName", "learnedName", "unknownName");
  const isThanked =
    has("acknowledgementHeading") && !isHubLink && !has("datasetWord", "materialAfter", "derivationNear");
  if (has(...contraryFlags) || isThanked || (has("generic") && has("bareGeneric"))) return [];
  const isAny = isLink || isNamed;
  const isStructured = has("isListItem", "isTableRow");
  const isElsewhere = has("siblingPlace") && !has("ownPart");
  const isQuiet = !has("evaluation", "comparison", "negation", "modelTraining") && !isElsewhere;
  const isForeign = has("unknownRepository", "homepage");
  const isOff = has("evaluationHeading", "trainingHeading", "newsHeading", "relatedHeading");
  const isStated = !has("negation", "siblingPlace", "comparison", "evaluationHeading", "modelTraining");
  const isGiven = isStated && !has("evaluation");
  const candidates: Record<string, boolean> = {
    "link-under-source-heading":
      isLink && isStructured && has("sourceHeading") && isQuiet && !has("example", "siblingPlace"),
    "name-under-source-heading":
      isNamed && isStructured && has("sourceHeading") && isQuiet && has("isLead", "introCue"),
    "link-in-count-table": isLink && has("countTable") && isQuiet && !has("evaluationHeading"),
    "name-leads-count-table":
      isNamed && has("countTable") && has("isLead") && isQuiet && !has("evaluationHeading"),
    "repository-leads-count-table":
      has("unknownRepository") && has("countTable") && has("isLead") && isQuiet && !isOff,
    "link-alone-in-item":
      (isLink || (has("unknownRepository") && has("dataHeading", "sourceHeading"))) &&
      has("isAlone") &&
      !isOff &&
      isQuiet,
    "item-after-source-sentence": isAny && has("introCue") && !isOff && isQuiet && !has("evaluationIntro"),
    "derivation-verb": isAny && has("derivationNear", "version", "base", "chinese") && isStated,
    "material-from": isAny && has("materialFrom") && isGiven,
    "act-on": isAny && has("act") && isGiven,
    "composition-verb": isAny && has("composition") && isQuiet && !isOff,
    "use-verb": isAny && has("use", "afterCue") && isQuiet && !isOff,
    "lead-link-under-source-heading":
      isForeign && isStructured && has("isLead") && has("ownDataHeading") && isQuiet && !isOff,
    "foreign-link-under-data-heading":
      isLink && isStructured && has("dataHeading") && isQuiet && !isOff && !has("sibling", "release"),
    "part-of-collection": has("ownPart") && has("isLead", "countTable") && isLink && isQuiet && !isOff,
    "link-in-acknowledgements": isHubLink && has("acknowledgementHeading") && !has("siblingPlace"),
    "name-in-subject": has("nameInSubject") && !has("evaluation", "modelTraining", "siblingPlace") && !isOff,
    "loaded-in-code": has("loadCall") && !isOff && !has("siblingPlace"),
    "subject-link-under-name": isAny && has("labelsSubject") && !has("evaluation", "modelTraining"),
  };
  return Object.keys(candidates).filter((name) => candidates[name]);
}

function toNumbers(flags: Flags): MentionFeatures {
  return Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, value ? 1 : 0]));
}
