import { type Quote, toNameKey } from "../../model/index.ts";
import type { ExtractedDocument, Passage } from "../extracting/passage.ts";
import { toFrontMatterSources } from "./front-matter-claims.ts";
import { headings } from "./lexicon.ts";
import { toSentences } from "./sentence.ts";
import { toSourceRange } from "./source-range.ts";

const makers =
  "hand|employees|annotators|experts|crowd-?workers|humans?|volunteers|students|professionals|writers|the authors|its authors|our team|contractors|people";
const handMade = new RegExp(
  [
    String.raw`\b(?:written|authored|created|composed|collected|crafted|produced|made) (?:entirely |solely |from scratch |manually |exclusively |by hand )*by (?:\w+ ){0,3}(?:${makers})\b`,
    String.raw`\b(?:wrote|written|authored|created?|composed?|collected|crafted|produced|made|built|designed) (?:\S+ ){0,6}from scratch\b`,
    String.raw`\bhand-?(?:written|crafted|made) by\b`,
    String.raw`\bhuman-?(?:written|generated|authored) (?:by|records|prompts|problems)\b`,
    String.raw`\b(?:uses?|draws? on|built on|derived from|based on|contains?) no (?:other|existing|external|prior) (?:data ?sets?|data|sources?)\b`,
    String.raw`\bwithout (?:using )?any (?:other|existing|external) (?:data ?sets?|data|sources?)\b`,
    String.raw`\bnot (?:derived|built|taken) from any (?:other|existing) data\b`,
    "人工(?:撰写|编写|标注)|从零",
  ].join("|"),
  "i",
);
/** Looked for outside the statement itself, which may say that no existing data went in. */
const contrary =
  /\b(?:unlike|existing|previous|other datasets are|evaluat\w*|(?:come|comes|taken|drawn|sampled) from|\w*train(?:ing|ed)?|models?|implement\w*|install|code|tokenizer|seeds?|bootstrapped)\b/i;

const items =
  "data ?sets?|data|corpus|corpora|collection|set|questions?|prompts?|problems?|examples?|rows?|entries|notes?|texts?|stories|instructions?|demonstrations|definitions|responses?|answers?|solutions?|samples?|records?|conversations?|dialogu?e?s?|pairs?|tasks?|exercises|benchmark|items?|sentences|queries";
const anItem = new RegExp(String.raw`\b(?:${items})\b`, "i");
/** "the questions", "all 1,200 questions", "this set": what stands between is no name, or else names another dataset. */
const ownItems = new RegExp(
  String.raw`\b(?:[Tt]his|[Oo]ur|[Tt]hese|[Tt]he|[Aa]ll|[Ee]very|[Ee]ach|[Ii]ts)\s+(?:(?:[a-z\d][a-z\d,.-]*|English|Chinese|German|French|Spanish|Japanese|Korean|Arabic|Hindi|Russian|Portuguese|Italian)\s+){0,3}?(?:${items})\b(?!\s+(?:of|in|from)\s+\p{Lu})|(?:本|该|所有|全部|此).{0,8}(?:数据|问题|题目|样本|指令|回答|语料)`,
  "u",
);
const ownPronoun = /^\W*(?:it|they|this)\b/i;
const describes = new RegExp(
  String.raw`^\W*(?:(?:an?|\d[\d,.]*\w?)\s|\S+ (?:is|are|consists|contains|comprises|has)\s).*\b(?:${items})\b`,
  "i",
);
/** Passages of prose at the top in which a document says what it is. */
const describingPassages = 2;

/** The `original` of a card's `source_datasets` field, where it stands alone: the uploader's word that nothing else went in. */
function findOriginalField(extracted: ExtractedDocument, text: string): Quote | null {
  const field = toFrontMatterSources(extracted.frontMatter);
  const header = text.slice(0, extracted.frontMatter.end);
  const match = /^source_datasets\s*:[\s\S]*?\boriginal\b/m.exec(header);
  if (!field.saysOriginal || field.sources.length > 0 || match === null) return null;
  return { start: match.index, end: match.index + match[0].length, text: match[0] };
}

/** A plain sentence that the dataset was made by hand or from nothing else, near the top or in a section on its making. */
export function findRootStatement(extracted: ExtractedDocument, text: string): Quote | null {
  const field = findOriginalField(extracted, text);
  if (field !== null) return field;
  const title = extracted.passages.find((passage) => passage.kind === "heading")?.text ?? "";
  let proseCount = 0;
  for (const passage of extracted.passages) {
    if (passage.kind === "prose" && passage.text.trim() !== "") proseCount++;
    if (isAside(passage)) continue;
    for (const sentence of toSentences(passage.text)) {
      const words = passage.text.slice(sentence.start, sentence.end);
      const isTop = proseCount <= describingPassages;
      if (!saysHandMade(words, { title, isTop })) continue;
      const { start, end } = toSourceRange(passage, sentence);
      return { start, end, text: text.slice(start, end) };
    }
  }
  return null;
}

function isAside(passage: Passage): boolean {
  if (passage.kind === "code" || passage.kind === "heading" || passage.table?.hasScores === true) return true;
  const inner = passage.section.at(-1) ?? "";
  return headings.related.test(inner) || headings.acknowledgement.test(inner);
}

interface Place {
  /** Title of the document, which its dataset may be called by. */
  readonly title: string;
  /** Whether the sentence stands where a document says what it is. */
  readonly isTop: boolean;
}

/** Whether a sentence says it of this dataset: others, models and code are made by hand or from scratch too. */
function saysHandMade(words: string, { title, isTop }: Place): boolean {
  const match = handMade.exec(words);
  if (match === null) return false;
  const lead = words.slice(0, match.index);
  if (contrary.test(`${lead} ${words.slice(match.index + match[0].length)}`)) return false;
  const upTo = lead + match[0];
  if (ownItems.test(upTo) || ownPronoun.test(lead)) return !namesOther(lead, title);
  if (/\bwe\b/i.test(lead)) return anItem.test(upTo) && !namesOther(lead, title);
  return namesTitle(lead, title) || (isTop && describes.test(upTo));
}

/** A word with a capital inside or a digit after letters, such as GSM8K, that is not the title's. */
function namesOther(lead: string, title: string): boolean {
  const names = lead.match(/\b(?=\w*\p{Lu}\w*[\p{Lu}\d]|\p{L}+-?\d)[\w-]{3,}/gu) ?? [];
  return names.some((name) => !toNameKey(title).includes(toNameKey(name)));
}

function namesTitle(lead: string, title: string): boolean {
  const key = toNameKey(title);
  return key.length >= 4 && toNameKey(lead).includes(key);
}
