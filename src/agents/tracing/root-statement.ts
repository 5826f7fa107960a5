import type { Quote } from "../../model/index.ts";
import type { ExtractedDocument } from "../extracting/passage.ts";
import { toFrontMatterSources } from "./front-matter-claims.ts";
import { toSentences } from "./sentence.ts";
import { toSourceRange } from "./source-range.ts";

const handMade =
  /\b(?:(?:written|authored|created|composed|collected|annotated|crafted|produced|made) (?:entirely |solely |from scratch |manually |exclusively |by hand )*by (?:\w+ ){0,3}(?:hand|employees|annotators|experts|crowd-?workers|humans|volunteers|students|professionals|writers|the authors|its authors|our team|contractors|people)|hand-?(?:written|crafted|made) by|from scratch|human-?(?:written|generated|authored) (?:by|records|prompts|problems)|(?:uses?|draws? on|built on|derived from|based on|contains?) no (?:other|existing|external|prior) (?:data ?sets?|data|sources?)|without (?:using )?any (?:other|existing|external) (?:data ?sets?|sources?)|not (?:derived|built|taken) from any (?:other|existing) data)\b|人工(?:撰写|编写|标注)|从零/i;
const contrary =
  /\b(?:unlike|existing|previous|other datasets are|evaluate|train(?:ing|ed) from scratch|models?|implement\w*|install|code)\b/i;

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
  for (const passage of extracted.passages) {
    if (passage.kind === "code" || passage.kind === "heading" || passage.table?.hasScores === true) continue;
    for (const sentence of toSentences(passage.text)) {
      const words = passage.text.slice(sentence.start, sentence.end);
      if (!handMade.test(words) || contrary.test(words)) continue;
      const { start, end } = toSourceRange(passage, sentence);
      return { start, end, text: text.slice(start, end) };
    }
  }
  return null;
}
