import type { Passage } from "../extracting/passage.ts";
import * as cues from "./lexicon.ts";
import { toSentences } from "./sentence.ts";

/** Words between a cue and the mention that are neither list glue nor description of what is taken. */
function toGap(between: string): number {
  const bare = between
    .replace(/(?:[\w-]+ ){1,7}\((?:i\.e\.|namely)[,:]?\s/gi, " ")
    .replace(/▮|\([^)]*\)|(?<!\w)'[^']*'(?!\w)|"[^"]*"|“[^”]*”/g, " ")
    .replace(
      /\b(?:the|a|an|our|their|its|this|these|those|original|existing|public(?:ly)?|available|open(?:-source[d]?)?|source[d]?|kaggle|hugging ?face|hf|hub|github|popular|high-quality|quality|various|several|multiple|many|diverse|different|following|large|well-known|and|or|as well as|including|such as|e\.?g\.?|i\.?e\.?|like|namely|of|from|in|data ?sets?|data|corpus|corpora|benchmarks?|train(?:ing)?|test|validation|sets?|splits?|subsets?|portions?|parts?|versions?|prompts?|questions?|problems?|instructions?|examples?|samples?|sources?|collections?|both|all|some|\d[\d.,]*[kKmM%]?)\b/gi,
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

/** The words of the clause around a mention. */
export interface Words {
  readonly before: string;
  readonly after: string;
}

const nearWords = 3;

/** Which source words stand near the mention, and where the nearest of them begins in the text before it (-1: none). */
export function toCueFlags(words: Words, passage: Passage) {
  const find = (cue: RegExp) => findCue(cue, words.before);
  const derivation = find(cues.derivationCue);
  const use = find(cues.useCue);
  const composition = find(cues.compositionCue);
  const materialFrom = find(cues.materialFromCue);
  const near = {
    derivationNear: derivation.gap <= nearWords,
    base: find(cues.baseCue).gap <= nearWords,
    version: find(cues.versionCue).gap <= nearWords,
    composition: composition.gap <= nearWords,
    use: use.gap <= nearWords,
    act: find(cues.actCue).gap <= 1,
    materialFrom: materialFrom.gap <= 2,
    from: find(cues.fromCue).gap <= 2,
    chinese:
      find(cues.chineseSourceCue).gap <= nearWords ||
      find(cues.foreignSourceCue).gap <= nearWords ||
      cues.easternSourceCue.test(words.after) ||
      isChineseMaterial(words),
  };
  const flags = {
    ...near,
    enumerated: isEnumerated(words.before, [derivation, composition, materialFrom]),
    derivationFar: derivation.gap > nearWords && derivation.gap <= 12,
    useFar: use.gap > nearWords && use.gap <= 8,
    afterCue: cues.afterCue.test(words.after),
    materialAfter: cues.materialAfter.test(words.after),
    introCue: hasIntroductionCue(passage),
  };
  return { flags, cueAt: toCuePlace(words.before) };
}

const farWords = 25;

/** A later item of the list that a source word opened, its earlier items described in a few words each. */
function isEnumerated(before: string, found: readonly FoundCue[]): boolean {
  const isItem = /[,;、，；:：(]\s*(?:and |or |和|与|及)?(?:[\w-]+ ){0,2}["'`(*]*$/.test(before);
  return (
    isItem &&
    found.some(
      (cue) =>
        cue.at >= 0 && cue.gap > nearWords && cue.gap <= farWords && before.slice(cue.at).includes("▮"),
    )
  );
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
    /^(?:数据集?|语料)?(?:的|中)?(?:翻译|改写|采样|整理|生成|构建|筛选|过滤|[\p{Script=Han}]{0,4}(?:版|子集|翻译))/u.test(
      words.after.trim(),
    )
  );
}

const introductionCue =
  /\b(?:sources?|sourced|derived|collected|constructed|built|composed|compris\w+|consists?|made (?:up|of|from)|mix(?:ture|ed|es)?|combin\w+|based on|generated (?:from|using|based)|drawn|sampled|gathered|curated|created|from the following|following (?:\w+ ){0,3}(?:data ?sets?|sources|corpora|subsets|components)|we (?:use|used|load|collect|sampl|select|includ|combin|merg|start)\w*|datasets? (?:used|included)|includes?|contains?|components?|subsets?|seed)\b|来自|来源|包含|包括|组成|构成|基于|(?:采用|使用|融合|整合|选取|利用)了?(?!.*(?:开源|发布))[^，。]{0,12}(?:数据|语料)/i;

function toLastSentence(text = ""): string {
  const sentence = toSentences(text).at(-1);
  return sentence === undefined ? "" : text.slice(sentence.start, sentence.end);
}

/** The sentence before the list says it, or for nested items the item above. */
function hasIntroductionCue(passage: Passage): boolean {
  if (passage.kind !== "list-item" && passage.kind !== "table-row") return false;
  const said = [passage.introduction.at(-1), passage.introduction[0]].map(toLastSentence);
  const isContrary = said.some((words) =>
    [cues.evaluationCue, cues.modelTrainingCue, cues.comparisonCue].some((cue) => cue.test(words)),
  );
  return said.some((words) => introductionCue.test(words)) && !isContrary;
}
